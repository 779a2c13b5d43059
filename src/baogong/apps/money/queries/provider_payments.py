"""Payments that households began by phone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from baogong.apps.money.enums import PayWay, ProviderState
from baogong.apps.money.models import ProviderPayment
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
    """``opens``: what the payer's phone opens while ``stage`` is waiting."""

    key: UUID
    stage: Stage
    way: PayWay
    fen: int
    opens: str
    expires_at: datetime
    settled_at: datetime | None


def begun_payment(*, door_id: int, key: UUID, now: datetime) -> BegunPayment:
    """A payment that this household began. One query. Raises NotVisible."""
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
    )


def _stage(row: ProviderPayment, *, now: datetime) -> Stage:
    if row.state != ProviderState.WAITING:
        return Stage(row.state)
    return Stage.WAITING if row.opens and now < row.expires_at else Stage.EXPIRED
