"""An officer's own runs, and how their bags were accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, Subquery

from baogong.apps.custody.models import Handoff
from baogong.apps.delivery.models import Run, RunUnit, UnitReturn
from baogong.apps.delivery.queries.carried import CarriedBag, CarriedDoor, carried_doors
from baogong.apps.people.queries.scope import Viewer, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run of the viewer's, with its doors in walking order."""

    id: int
    crate_code: str
    entrance_id: int
    entrance: str
    estate: str
    depot: str
    started_at: datetime
    doors: tuple[CarriedDoor, ...]

    @property
    def bags(self) -> list[CarriedBag]:
        return [bag for door in self.doors for bag in door.bags]

    @property
    def left(self) -> int:
        """Bags that nobody has tapped yet."""
        return sum(bag.is_open for bag in self.bags)

    @property
    def tapped(self) -> int:
        return len(self.bags) - self.left

    @property
    def doors_to_bring_back(self) -> list[CarriedDoor]:
        """Doors of which a bag is still in the officer's hands."""
        return [door for door in self.doors if any(bag.held for bag in door.bags)]

    @property
    def held(self) -> int:
        return sum(bag.held for bag in self.bags)

    @property
    def not_taken(self) -> int:
        """Bags that were tried and are still in the officer's hands."""
        return sum(bag.held and not bag.is_open for bag in self.bags)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What the officer counted when the run became theirs, and what was known before.

    ``giver`` is the officer who had it; empty where it came from the depot.
    """

    entrance: str
    counted: int
    expected: int
    giver: str


def run_for(*, viewer: Viewer, pk: int) -> RunRow:
    """The viewer's own run. Three queries. Raises NotVisible."""
    own = Run.objects.filter(officer_id=viewer.pk).select_related("crate__wave__depot", "entrance")
    run = only_visible(own.annotate(estate=_estate_label()), pk=pk)
    return _row(run, carried_doors(run_ids=[run.pk], officer_id=run.officer_id))


def runs_of(*, viewer: Viewer, since: datetime) -> list[RunRow]:
    """The viewer's runs since then, and older ones with bags still in their hands; newest first.

    Three queries.
    """
    in_hands = RunUnit.objects.filter(
        ~Exists(UnitReturn.objects.filter(run=OuterRef("run"), unit=OuterRef("unit"))),
        run=OuterRef("pk"),
        unit__holder__user=viewer.pk,
    )
    runs = (
        Run.objects.filter(Q(started_at__gte=since) | Exists(in_hands), officer_id=viewer.pk)
        .select_related("crate__wave__depot", "entrance")
        .annotate(estate=_estate_label())
        .order_by("-started_at", "-pk")
    )
    ids = [run.pk for run in runs]
    doors = carried_doors(run_ids=ids, officer_id=viewer.pk or 0)
    by_run = {
        run_id: list(group) for run_id, group in groupby(doors, key=lambda d: d.bags[0].run_id)
    }
    return [_row(run, by_run.get(run.pk, [])) for run in runs]


def acceptance_of(*, viewer: Viewer, run_id: int) -> Acceptance:
    """Both counts of the handoff that began the viewer's run. Raises NotVisible."""
    own = Run.objects.filter(officer_id=viewer.pk).select_related("crate", "entrance")
    run = only_visible(own, pk=run_id)
    handoffs = Handoff.objects.filter(
        lines__unit=run.crate.unit_id, receiver__user=run.officer_id
    ).select_related("discrepancy", "giver__user")
    last = handoffs.order_by("-pk")[:1].get()
    difference = getattr(last, "discrepancy", None)
    return Acceptance(
        entrance=run.entrance.label,
        counted=last.counted,
        expected=difference.expected if difference else last.counted,
        giver=last.giver.user.name if last.giver and last.giver.user else "",
    )


def _estate_label() -> Subquery:
    estates = Place.objects.filter(
        StartsWith(OuterRef("entrance__path"), F("path")), kind=PlaceKind.ESTATE
    )
    return Subquery(estates.values("label")[:1])


def _row(run: Run, doors: Sequence[CarriedDoor]) -> RunRow:
    return RunRow(
        id=run.pk,
        crate_code=run.crate.code,
        entrance_id=run.entrance_id,
        entrance=run.entrance.label,
        estate=getattr(run, "estate", None) or "",
        depot=run.crate.wave.depot.label,
        started_at=run.started_at,
        doors=tuple(doors),
    )
