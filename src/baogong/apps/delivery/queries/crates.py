"""Crates that wait for an officer. Their number of bags is not told: the officer counts blind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from baogong.apps.delivery.models import CrateLeave, Run
from baogong.apps.delivery.policies import Border
from baogong.apps.delivery.queries.borders import borders
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place
from baogong.apps.sorting.models import Crate
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class CrateRow:
    """A crate for an entrance of the viewer's. ``closed_at`` is None while it is being filled.

    ``run_id`` is set once somebody took it; ``mine`` when that was the viewer. ``border``: why the
    viewer may not carry it.
    """

    id: int
    code: str
    entrance_id: int
    entrance: str
    estate: str
    depot: str
    closed_at: datetime | None
    run_id: int | None
    mine: bool
    border: Border | None


def waiting_crates(*, viewer: Viewer, now: datetime) -> list[CrateRow]:
    """Closed crates at the depot that nobody took yet, by entrance. Nine queries at most."""
    waiting = _visible(viewer).filter(closed_at__isnull=False, run=None)
    return _rows(waiting.order_by("entrance__sort_key", "number"), viewer=viewer, now=now)


def crate_for(*, viewer: Viewer, code: str, now: datetime) -> CrateRow:
    """The crate of this code, when its entrance is the viewer's. Nine queries at most.

    Raises NotVisible.
    """
    rows = _rows(_visible(viewer).filter(code=code), viewer=viewer, now=now)
    if not rows:
        raise NotVisible
    return rows[0]


def _visible(viewer: Viewer) -> QuerySet[Crate]:
    """Crates for the officer's entrances, and those for which they were given leave."""
    estates = Place.objects.filter(
        StartsWith(OuterRef("entrance__path"), F("path")), kind=PlaceKind.ESTATE
    )
    inside = covers(viewer=viewer, roles={Role.OFFICER}, path="entrance__path")
    allowed = CrateLeave.objects.filter(crate=OuterRef("pk"), officer=viewer.pk)
    return (
        Crate.objects.filter(inside | Exists(allowed))
        .select_related("entrance", "wave__depot", "run")
        .annotate(estate=Subquery(estates.values("label")[:1]))
    )


def _rows(crates: QuerySet[Crate], *, viewer: Viewer, now: datetime) -> list[CrateRow]:
    found = list(crates)
    closed = borders(officer=viewer, crates=found, now=now)
    return [_row(crate, viewer, border=closed.get(crate.pk)) for crate in found]


def _row(crate: Crate, viewer: Viewer, *, border: Border | None) -> CrateRow:
    run: Run | None = getattr(crate, "run", None)
    return CrateRow(
        id=crate.pk,
        code=crate.code,
        entrance_id=crate.entrance_id,
        entrance=crate.entrance.label,
        estate=getattr(crate, "estate", None) or "",
        depot=crate.wave.depot.label,
        closed_at=crate.closed_at,
        run_id=run.pk if run else None,
        mine=run is not None and run.officer_id == viewer.pk,
        border=border,
    )
