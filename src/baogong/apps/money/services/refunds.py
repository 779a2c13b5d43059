"""Credit that goes back to the phones it was paid with: taken off the account, then asked for."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.db.models import Q, Sum

from baogong.apps.money import policies
from baogong.apps.money.coverage import Purse
from baogong.apps.money.enums import PayMethod, ProviderState, RefundState
from baogong.apps.money.models import GIVEN_UP, Payment, ProviderPayment, ProviderRefund
from baogong.apps.money.policies import Refundable
from baogong.apps.money.queries.coverage import money_of_doors
from baogong.apps.money.services.payments import Paid, Till, payment_row, write_payments
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting_by_place
from baogong.apps.places.settings import REFUND_BY_PHONE, SMALL_BALANCE_FEN
from baogong.plumbing import audit, locks

REFUNDABLE_FOR = timedelta(days=364)  # the provider takes refunds for a year


def refund_decided(doors: Collection[int], *, now: datetime) -> int:
    """Give doors the credit back that was decided on, as far as it was paid by phone.

    Small balances stay on the account, as does everything where the estate says so. Returns the
    fen in all; again, it finds nothing left. Raises Busy.
    """
    least = _least_credits(doors, now=now)
    return order_refunds(least, key=uuid4(), actor=audit.SYSTEM, now=now)


@transaction.atomic
def order_refunds(
    least: Mapping[int, int], *, key: UUID, actor: audit.Actor, now: datetime
) -> int:
    """Take credit above ``least`` fen off the account of each door and put it under way.

    What payments by phone brought for orders that do not need it any more goes back over these
    payments. The rest, such as cash of a door that paid by phone too, goes over its other payments
    by phone, the newest first. None gives back more than it brought; what they do not hold stays a
    credit. Returns the fen in all. The same key again orders nothing more. Takes the doors' locks.
    Raises Busy.
    """
    locks.lock_rows(Place.objects.all(), keys=least)
    by_door = _paid_by_phone(least, now=now)
    rows = {row.pk: row for held in by_door.values() for row in held}
    keys = {pk: uuid5(key, row.number) for pk, row in rows.items()}
    known = Payment.objects.filter(key__in=keys.values()).values_list("household", flat=True)
    money, gone = money_of_doors(by_door.keys() - set(known)), _gone(rows)
    parts: dict[int, int] = {}
    for door_id, found in sorted(money.items()):
        if -found.balance > least[door_id]:
            held = [
                Refundable(row.pk, row.fen - gone.get(row.pk, 0), found.free.get(_purse(row), 0))
                for row in by_door[door_id]
            ]
            parts |= policies.divide_credit(-found.balance, held)
    payments = {
        pk: payment_row(_back(rows[pk], fen), key=keys[pk], actor=actor, now=now)
        for pk, fen in parts.items()
    }
    write_payments(list(payments.values()), actor=actor)
    ProviderRefund.objects.bulk_create(
        ProviderRefund(
            key=keys[pk], paid_id=pk, payment=payment, fen=payment.fen, ordered_at=now, next_at=now
        )
        for pk, payment in payments.items()
    )
    return sum(parts.values())


def _back(row: ProviderPayment, fen: int) -> Paid:
    till = Till(row.estate_id, PayMethod.WECHAT, row.transaction_id)
    return Paid(row.household_id, fen, till, is_back=True)


def _purse(row: ProviderPayment) -> Purse:
    return Purse(PayMethod.WECHAT, row.transaction_id)


def _paid_by_phone(doors: Iterable[int], *, now: datetime) -> dict[int, list[ProviderPayment]]:
    """By door, what it paid by phone, the newest first."""
    found = ProviderPayment.objects.filter(
        household__in=list(doors),
        state=ProviderState.PAID,
        settled_at__gt=now - REFUNDABLE_FOR,
    )
    by_door: dict[int, list[ProviderPayment]] = {}
    for row in found.order_by("-settled_at", "-pk"):
        by_door.setdefault(row.household_id, []).append(row)
    return by_door


def _gone(paid: Collection[int]) -> dict[int, int]:
    """What has gone back of each payment, is on its way, or was given up and may still arrive."""
    went = ProviderRefund.objects.filter(
        ~Q(state=RefundState.FAILED) | Q(reason=GIVEN_UP), paid__in=paid
    )
    return dict(went.values_list("paid").annotate(Sum("fen")))


def _least_credits(doors: Collection[int], *, now: datetime) -> dict[int, int]:
    """By door, the credit that stays; doors whose estate pays back by hand are left out."""
    places = list(Place.objects.filter(pk__in=doors))
    by_phone = setting_by_place(REFUND_BY_PHONE, places=places, at=now)
    small = setting_by_place(SMALL_BALANCE_FEN, places=places, at=now)
    return {place.pk: small[place.pk] for place in places if by_phone[place.pk]}
