"""The second reading of orders that were typed from paper slips."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.errors import NotWaiting
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Listing, Order, SlipCheck, SlipCheckLine
from baogong.apps.ordering.services.correct import Change, correct_order
from baogong.plumbing import audit, locks


@transaction.atomic
def check_slip(
    *, order_id: int, key: UUID, wishes: Sequence[Wish], actor: User, now: datetime
) -> SlipCheck:
    """Write down what a second person read; the order waits no more when both read the same.

    The same key again is the same check. Raises OwnSlip for the typist, or NotWaiting.
    """
    order = locks.lock_one(Order.objects.all(), key=order_id)
    if known := SlipCheck.objects.filter(key=key, order=order).first():
        return known
    read_before = SlipCheck.objects.filter(order=order).exists()
    waits = order.waits_for_check and order.canceled_at is None and not read_before
    policies.check_second_reader(
        number=order.number, waits=waits, typist_id=order.placed_by_id, reader_id=actor.pk
    )
    policies.check_counts(wishes)
    typed = dict(order.lines.values_list("listing", "quantity"))
    read = _as_typed(wishes, typed)
    same = typed == read
    check = SlipCheck.objects.create(key=key, order=order, same=same, read_by=actor, read_at=now)
    SlipCheckLine.objects.bulk_create(
        SlipCheckLine(check_of=check, listing_id=listing_id, quantity=quantity)
        for listing_id, quantity in read.items()
    )
    if same:
        _release(order)
    audit.record([audit.Act("slip.checked", order, actor, now, {"same": same})])
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
    order_id: int,
    second: bool,
    reason: str,
    actor: User,
    now: datetime,
    shop_agreed: bool = False,
) -> None:
    """The slip was looked at once more: the ``second`` reading holds, or else the first.

    After the round has closed a reading of more holds only if the shop agreed to bring it. Raises
    NotWaiting when it is settled already, and what ``correct_order`` raises.
    """
    order = Order.objects.get(pk=order_id)
    if second:
        wishes = SlipCheckLine.objects.filter(check_of__order=order).order_by("listing")
        change = Change(
            key=order.slip_check.key,
            wishes=tuple(Wish(line.listing_id, line.quantity) for line in wishes),
            reason=reason,
            shop_agreed=shop_agreed,
        )
        correction = correct_order(order_id=order_id, change=change, actor=actor, now=now)
        released = correction.new_order
    else:
        released = order
    check = locks.lock_one(SlipCheck.objects.all(), key=order.slip_check.pk)
    if check.same or check.settled_at is not None:
        raise NotWaiting(number=order.number)
    check.settled_by, check.settled_at = actor, now
    check.save(update_fields=["settled_by", "settled_at"])
    if released is not None:
        _release(released)
    audit.record([audit.Act("slip.settled", order, actor, now, {"second": second})])


def _release(order: Order) -> None:
    """Let the depot pack it."""
    order.waits_for_check = False
    order.save(update_fields=["waits_for_check"])
