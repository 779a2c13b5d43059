"""Towns, and estates with the sites that every estate has."""

from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.errors import PlaceTaken
from baogong.apps.places.models import Place, name_initials, walking_key
from baogong.plumbing import audit

# No building is called "@gate": sites and buildings share the level below the estate.
SITES = ((PlaceKind.GATE, "@gate", "卡口"), (PlaceKind.DEPOT, "@depot", "分拣点"))


@transaction.atomic
def add_town(*, code: str, name: str) -> Place:
    """Raises PlaceTaken."""
    return _add(None, PlaceKind.TOWN, code=code, label=name)


@transaction.atomic
def add_estate(*, town: Place, code: str, name: str, actor: audit.Actor, now: datetime) -> Place:
    """An estate with a gate and a depot; its doors come from a roster. Raises PlaceTaken."""
    estate = _add(town, PlaceKind.ESTATE, code=code, label=name)
    for kind, site_code, site_name in SITES:
        _add(estate, kind, code=site_code, label=f"{name}{site_name}")
    audit.record([audit.Act("estate.added", estate, actor, now)])
    return estate


@transaction.atomic
def add_site(
    *, above: Place, kind: PlaceKind, name: str, actor: audit.Actor, now: datetime
) -> Place:
    """A gate, depot, checkpoint, enterprise or other site of an estate or a town (R59, R62).

    Raises PlaceTaken.
    """
    site = _add(above, kind, code=f"@{name}", label=name)
    audit.record([audit.Act("site.added", site, actor, now)])
    return site


def _add(parent: Place | None, kind: PlaceKind, *, code: str, label: str) -> Place:
    path = f"{parent.path if parent else '/'}{code}/"
    try:
        with transaction.atomic():
            return Place.objects.create(
                kind=kind,
                parent=parent,
                code=code,
                path=path,
                label=label,
                initials=name_initials(label),
                sort_key=walking_key(path),
            )
    except IntegrityError:
        raise PlaceTaken(label=label) from None
