"""Paper slips: printed for doors, and typed back as orders."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import Channel, OnExisting
from baogong.apps.ordering.errors import NotADoor
from baogong.apps.ordering.intents import Decision, OrderIntent
from baogong.apps.ordering.models import PrintedSlip, Round
from baogong.apps.ordering.queries.short_choice import usual_by_estate
from baogong.apps.ordering.services.decide import decide_orders
from baogong.apps.ordering.services.listings import RoundListings
from baogong.apps.ordering.services.settling import raise_if_round_is_shut
from baogong.apps.places.models import Place
from baogong.plumbing import audit


@transaction.atomic
def print_slips(
    *, round_id: int, door_ids: Collection[int], actor: User, now: datetime
) -> dict[int, str]:
    """The code of each door's slip; a door whose slip was printed before keeps it.

    Raises CutoffPassed, NotADoor, or NothingToPrint.
    """
    round_ = Round.objects.select_related("estate").get(pk=round_id)
    policies.check_can_print(
        closed=round_.closed_at is not None, cutoff_at=round_.cutoff_at, doors=door_ids, now=now
    )
    if Place.objects.within(round_.estate).doors().filter(pk__in=door_ids).count() != len(
        set(door_ids)
    ):
        raise NotADoor
    PrintedSlip.objects.bulk_create(
        [
            PrintedSlip(round=round_, household_id=pk, printed_by=actor, printed_at=now)
            for pk in sorted(set(door_ids))
        ],
        ignore_conflicts=True,  # somebody else prints the same doors just now
    )
    slips = PrintedSlip.objects.filter(round=round_, household__in=door_ids)
    audit.record([audit.Act("slips.printed", round_, actor, now, {"doors": len(slips)})])
    return {slip.household_id: slip.code for slip in slips}


@dataclass(frozen=True, slots=True)
class TypedSlip:
    """A slip as somebody typed it: id -> number of packages. ``adds``: to what the door has."""

    key: UUID
    household_id: int
    packages: Mapping[int, int]
    adds: bool = False


def enter_slips(
    slips: Sequence[TypedSlip], *, round_id: int, actor: User, now: datetime
) -> list[Decision]:
    """Decide the slips as one group; each waits for its second reader. A refused one keeps none
    of the others.

    The same key again is the same order. Raises CutoffPassed, and changes nothing.
    """
    listings = RoundListings(round_id)
    estate = Round.objects.select_related("estate").get(pk=round_id).estate
    usual = usual_by_estate([estate], at=now)[estate.pk]
    decisions = decide_orders(
        [
            OrderIntent(
                key=slip.key,
                round_id=round_id,
                household_id=slip.household_id,
                wishes=listings.wishes(slip.packages),
                occurred_at=now,
                channel=Channel.SHEET,
                placed_by_id=actor.pk,
                on_existing=OnExisting.ADD if slip.adds else OnExisting.ASK,
                on_short=usual,
            )
            for slip in slips
        ],
        now=now,
    )
    raise_if_round_is_shut(decision.refusal for decision in decisions)
    return decisions
