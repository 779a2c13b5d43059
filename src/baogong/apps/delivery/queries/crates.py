"""Crates that wait for an officer. Their number of bags is not told: the officer counts blind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, QuerySet, Subquery

from baogong.apps.delivery.models import Run
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

    ``run_id`` is set once somebody took it; ``mine`` when that was the viewer.
    """

    id: int
    code: str
    entrance: str
    estate: str
    depot: str
    closed_at: datetime | None
    run_id: int | None
    mine: bool


def waiting_crates(*, viewer: Viewer) -> list[CrateRow]:
    """Closed crates at the depot that nobody took yet, by entrance. One query."""
    waiting = _visible(viewer).filter(closed_at__isnull=False, run=None)
    return [_row(crate, viewer) for crate in waiting.order_by("entrance__sort_key", "number")]


def crate_for(*, viewer: Viewer, code: str) -> CrateRow:
    """The crate of this code, when its entrance is the viewer's. One query. Raises NotVisible."""
    if (crate := _visible(viewer).filter(code=code).first()) is None:
        raise NotVisible
    return _row(crate, viewer)


def _visible(viewer: Viewer) -> QuerySet[Crate]:
    estates = Place.objects.filter(
        StartsWith(OuterRef("entrance__path"), F("path")), kind=PlaceKind.ESTATE
    )
    return (
        Crate.objects.filter(covers(viewer=viewer, roles={Role.OFFICER}, path="entrance__path"))
        .select_related("entrance", "wave__depot", "run")
        .annotate(estate=Subquery(estates.values("label")[:1]))
    )


def _row(crate: Crate, viewer: Viewer) -> CrateRow:
    run: Run | None = getattr(crate, "run", None)
    return CrateRow(
        id=crate.pk,
        code=crate.code,
        entrance=crate.entrance.label,
        estate=getattr(crate, "estate", None) or "",
        depot=crate.wave.depot.label,
        closed_at=crate.closed_at,
        run_id=run.pk if run else None,
        mine=run is not None and run.officer_id == viewer.pk,
    )
