"""The second reading of orders that were typed from paper slips."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import Channel, OnExisting, OnShort
from baogong.apps.ordering.errors import AskGivenOut, NotWaiting
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import (
    Ask,
    DealShare,
    Listing,
    Order,
    SlipCheck,
    SlipCheckLine,
    order_number,
)
from baogong.apps.ordering.services.correct import Change, correct_order
from baogong.apps.ordering.services.decide import decide_order
from baogong.plumbing import audit, locks
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class _Slip:
    """What was made of a slip under one id, locked: what was ordered at once, and what waits."""

    order: Order | None
    ask: Ask | None

    @classmethod
    def locked(cls, pk: int) -> "_Slip":
        orders = locks.lock_rows(Order.objects.all(), keys=[pk])
        asks = locks.lock_rows(Ask.objects.all(), keys=[pk])
        return cls(orders.get(pk), asks.get(pk))

    @property
    def act(self) -> Order | Ask:
        """The one that says what both of them say."""
        for act in (self.order, self.ask):
            if act is not None:
                return act
        raise NotVisible

    @property
    def waits(self) -> bool:
        ordered = self.order and self.order.canceled_at is None and self.order.waits_for_check
        return bool(ordered or (self.ask and self.ask.waits_for_check))

    def typed(self) -> dict[int, int]:
        """By listing."""
        counts: Counter[int] = Counter()
        for act in (self.order, self.ask):
            for listing_id, quantity in (
                act.lines.values_list("listing", "quantity") if act else ()
            ):
                counts[listing_id] += quantity
        return dict(counts)

    def release(self) -> None:
        """Let the depot pack it, and what came of it."""
        if self.order:
            _release(self.order)
        if self.ask:
            self.ask.waits_for_check = False
            self.ask.save(update_fields=["waits_for_check"])
            given = Order.objects.filter(deal_shares__line__ask=self.ask)
            given.update(waits_for_check=False)


@transaction.atomic
def check_slip(
    *, act_id: int, key: UUID, wishes: Sequence[Wish], actor: User, now: datetime
) -> SlipCheck:
    """Write down what a second person read; it waits no more when both read the same.

    ``act_id``: of the order, the ask, or both. The same key again is the same check. Raises
    OwnSlip for the typist, or NotWaiting.
    """
    slip = _Slip.locked(act_id)
    act, mine = slip.act, Q(order=slip.order) if slip.order else Q(ask=slip.ask)
    if known := SlipCheck.objects.filter(mine, key=key).first():
        return known
    read_before = SlipCheck.objects.filter(mine).exists()
    policies.check_second_reader(
        number=act.number,
        waits=slip.waits and not read_before,
        typist_id=act.placed_by_id,
        reader_id=actor.pk,
    )
    policies.check_counts(wishes)
    typed = slip.typed()
    read = _as_typed(wishes, typed)
    same = typed == read
    check = SlipCheck.objects.create(
        key=key, order=slip.order, ask=slip.ask, same=same, read_by=actor, read_at=now
    )
    SlipCheckLine.objects.bulk_create(
        SlipCheckLine(check_of=check, listing_id=listing_id, quantity=quantity)
        for listing_id, quantity in read.items()
    )
    if same:
        slip.release()
    audit.record([audit.Act("slip.checked", act, actor, now, {"same": same})])
    return check


def _as_typed(wishes: Sequence[Wish], typed: Mapping[int, int]) -> dict[int, int]:
    """What was read, by listing: of each package first as many as were ``typed`` of its listings.

    Since then the package may have moved to another shop, whose listing is what a reader sees.
    """
    listings = Listing.objects.filter(pk__in=[*typed, *(wish.listing_id for wish in wishes)])
    package_of = dict(listings.values_list("pk", "package"))
    left, read = dict(typed), Counter[int]()
    for wish in wishes:
        quantity = wish.quantity
        for listing_id in typed:
            if package_of[listing_id] == package_of[wish.listing_id]:
                share = min(quantity, left[listing_id])
                left[listing_id] -= share
                read[listing_id] += share
                quantity -= share
        read[wish.listing_id] += quantity
    return dict(+read)


@transaction.atomic
def settle_slip(
    *,
    act_id: int,
    second: bool,
    reason: str,
    actor: User,
    now: datetime,
    shop_agreed: bool = False,
) -> None:
    """The slip was looked at once more: the ``second`` reading holds, or else the first.

    After the round has closed a reading of more holds only if the shop agreed to bring it. What
    was asked for is asked for anew. Raises NotWaiting when it is settled already, AskGivenOut, and
    what ``correct_order`` or ``decide_order`` raises.
    """
    check = SlipCheck.objects.get(Q(order=act_id) | Q(ask=act_id, order=None))
    number = order_number(act_id)
    if second and check.ask_id is None:
        wishes = check.lines.order_by("listing")
        change = Change(
            key=check.key,
            wishes=tuple(Wish(line.listing_id, line.quantity) for line in wishes),
            reason=reason,
            shop_agreed=shop_agreed,
        )
        correction = correct_order(order_id=act_id, change=change, actor=actor, now=now)
        released = _Slip(correction.new_order, None)
    elif second:
        released = _asked_anew(check, actor=actor, now=now)
    else:
        released = _Slip.locked(act_id)
    check = locks.lock_one(SlipCheck.objects.all(), key=check.pk)
    if check.same or check.settled_at is not None:
        raise NotWaiting(number=number)
    check.settled_by, check.settled_at = actor, now
    check.save(update_fields=["settled_by", "settled_at"])
    released.release()
    act = check.act
    audit.record([audit.Act("slip.settled", act, actor, now, {"second": second})])


def _asked_anew(check: SlipCheck, *, actor: User, now: datetime) -> _Slip:
    """Order and ask as the second person read them, in the place of the first reading.

    Whoever it takes out of a deal would lose by it, and a person decides.
    """
    act = check.act
    if DealShare.objects.filter(line__ask=check.ask_id).exists():
        raise AskGivenOut(number=act.number)
    intent = OrderIntent(
        key=check.key,
        round_id=act.round_id,
        household_id=act.household_id,
        wishes=tuple(Wish(line.listing_id, line.quantity) for line in check.lines.all()),
        occurred_at=now,
        channel=Channel.SHEET,
        placed_by_id=actor.pk,
        on_existing=OnExisting.REPLACE,
        replaces=frozenset({act.pk}),
        keeps=frozenset(_others(act)),
        on_short=OnShort(act.on_short),
    )
    decision = decide_order(intent, now=now)
    return _Slip.locked(decision.order_id or decision.ask_id or 0)


def _others(act: Order | Ask) -> Iterator[int]:
    """What else the door has in the round."""
    for rows in (Order.objects.live(), Ask.objects.standing()):
        here = rows.filter(round=act.round_id, household=act.household_id)
        yield from here.exclude(pk=act.pk).values_list("pk", flat=True)


def _release(order: Order) -> None:
    """Let the depot pack it."""
    order.waits_for_check = False
    order.save(update_fields=["waits_for_check"])
