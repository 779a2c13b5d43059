"""Payments that households began by phone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from baogong.apps.money.coverage import Part
from baogong.apps.money.enums import PayWay, ProviderState
from baogong.apps.money.models import PaymentPart, ProviderPayment
from baogong.values.errors import NotVisible


class Stage(StrEnum):
    """Where a payment stands for the one who pays; ``EXPIRED`` waits for the provider's word."""

    WAITING = "waiting"
    EXPIRED = "expired"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class BegunPayment:
    """``opens``: what the payer's phone opens while ``stage`` is waiting. ``parts``: what it is
    for, by order; None stands for what is of no order."""

    key: UUID
    stage: Stage
    way: PayWay
    fen: int
    opens: str
    expires_at: datetime
    settled_at: datetime | None
    parts: tuple[Part, ...]


def begun_payment(*, door_id: int, key: UUID, now: datetime) -> BegunPayment:
    """A payment that this household began. Two queries. Raises NotVisible."""
    row = ProviderPayment.objects.filter(household=door_id, key=key).first()
    if row is None:
        raise NotVisible
    return BegunPayment(
        key=row.key,
        stage=_stage(row, now=now),
        way=PayWay(row.way),
        fen=row.fen,
        opens=row.opens,
        expires_at=row.expires_at,
        settled_at=row.settled_at,
        parts=tuple(parts_of([row.pk]).get(row.pk, ())),
    )


def parts_of(begun: Collection[int]) -> dict[int, list[Part]]:
    """By payment by phone, what it was begun for. One query."""
    found = PaymentPart.objects.filter(begun__in=begun).order_by("pk")
    parts: dict[int, list[Part]] = {}
    for pk, order_id, fen in found.values_list("begun", "order_id", "fen"):
        parts.setdefault(pk, []).append((order_id, fen))
    return parts


def _stage(row: ProviderPayment, *, now: datetime) -> Stage:
    if row.state != ProviderState.WAITING:
        return Stage(row.state)
    return Stage.WAITING if row.opens and now < row.expires_at else Stage.EXPIRED
