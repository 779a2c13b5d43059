"""The ready orders of a group-buy file become orders, each one of its own."""

from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.money.enums import PayMethod
from baogong.apps.money.services import Paid, Till, take_in_payments
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import Channel, LineKind, LineState, OnExisting, OnShort
from baogong.apps.ordering.errors import LineEntered
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import GroupBuyFile, GroupBuyOrder, Round
from baogong.apps.ordering.queries.short_choice import usual_by_estate
from baogong.apps.ordering.services.chains import DoorAsk
from baogong.apps.ordering.services.decide import decide_orders
from baogong.apps.ordering.services.listings import RoundListings
from baogong.apps.ordering.services.settling import (
    raise_if_round_is_shut,
    send_back,
    settle,
    waiting,
)
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class GroupBuysEntered:
    """How many were entered, how many of them ask for something that has to wait, and how many
    came back for review."""

    orders: int
    asks: int
    refused: int


@transaction.atomic
def enter_group_buys(*, file_id: int, actor: User, now: datetime) -> GroupBuysEntered:
    """Enter every ready order of a file.

    One that is refused (sold out, ordered elsewhere) goes back for review with the reason; the
    others are entered, and what was paid for them in the tool is written down as paid. A second
    run at the same time waits and finds nothing left. Raises CutoffPassed, and changes nothing.
    """
    file = locks.lock_one(GroupBuyFile.objects.defer("sheets"), key=file_id)
    ready = file.orders.filter(state=LineState.READY, order=None, ask=None, door__isnull=False)
    rows = list(ready.order_by("position", "pk"))
    shelf = RoundListings(file.round_id)
    wishes = [shelf.wishes({int(pk): n for pk, n in row.packages.items()}) for row in rows]
    estate = Round.objects.select_related("estate").get(pk=file.round_id).estate
    usual = usual_by_estate([estate], at=now)[estate.pk]
    decisions = decide_orders(
        [
            _intent(row, wished, file=file, actor=actor, on_short=usual)
            for row, wished in zip(rows, wishes, strict=True)
        ],
        now=now,
    )
    both = list(zip(rows, decisions, strict=True))
    raise_if_round_is_shut(decision.refusal for decision in decisions)
    placed = [row for row, decision in both if not decision.refusal]
    for row, decision in both:
        if not decision.refusal:
            row.order_id, row.ask_id = decision.order_id, decision.ask_id
            row.state = LineState.ENTERED
    GroupBuyOrder.objects.bulk_update(placed, ["order", "ask", "state"], batch_size=500)
    take_in_payments(
        dict(_payment(row, estate_id=estate.pk) for row in placed if row.paid_fen),
        actor=actor,
        now=now,
    )
    refused = [(row, decision.refusal) for row, decision in both if decision.refusal]
    back = send_back(GroupBuyOrder, refused)
    audit.record([audit.Act("group_buy.entered", file, actor, now, {"orders": len(placed)})])
    return GroupBuysEntered(len(placed), sum(row.ask_id is not None for row in placed), back)


def _key(row: GroupBuyOrder) -> UUID:
    """That of the tool's order, so no file and no tap makes a second one of it."""
    return uuid5(NAMESPACE_OID, f"group buy {row.estate_id} {row.identity}")


def _payment(row: GroupBuyOrder, *, estate_id: int) -> tuple[UUID, Paid]:
    """What was paid for it in the tool, and is held by whoever runs it."""
    till = Till(estate_id, PayMethod.GROUP_BUY, row.number)
    paid = Paid(row.door_id or 0, row.paid_fen or 0, till, order_id=row.order_id)
    return uuid5(_key(row), "paid"), paid


def _intent(
    row: GroupBuyOrder,
    wishes: tuple[Wish, ...],
    *,
    file: GroupBuyFile,
    actor: User,
    on_short: OnShort,
) -> OrderIntent:
    return OrderIntent(
        key=_key(row),
        round_id=file.round_id,
        household_id=row.door_id or 0,
        wishes=wishes,
        occurred_at=file.uploaded_at,
        channel=Channel.GROUP_BUY,
        placed_by_id=actor.pk,
        on_existing=OnExisting.ADD if row.adds else OnExisting.ASK,
        on_short=on_short,
    )


@transaction.atomic
def mend_group_buy(
    ask: DoorAsk, *, line: GroupBuyOrder, adds: bool, actor: User, now: datetime
) -> None:
    """A person says for which door an order is, and what it holds; it is ready then.

    ``adds``: on top of what the door ordered elsewhere. Raises LineEntered, LineMoved, EmptyOrder
    or TooMany.
    """
    row = waiting(line)
    if row.act_id is not None:
        raise LineEntered
    policies.check_line(LineKind.ORDER, [ask.packages])
    row.door_id, row.adds = ask.door_id, adds
    row.packages = {str(pk): quantity for pk, quantity in ask.packages.items() if quantity}
    row.save(update_fields=["door", "adds", "packages"])
    settle(row, LineState.READY, actor=actor, now=now)
