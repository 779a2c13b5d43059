"""What a payment provider must be able to do, and the one that is configured, if any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from django.conf import settings

from baogong.apps.money.enums import PayWay

NOTICE_PATH = "/pay/notice"  # of our page that the provider reports to


class ChargeState(StrEnum):
    """How a payment stands at the provider; one that it does not know is closed."""

    OPEN = "open"
    PAID = "paid"
    CLOSED = "closed"
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class Bill:
    """What a payer is asked for. ``payer_ip`` is told to the provider and not kept."""

    number: str
    fen: int
    way: PayWay
    description: str
    notice_url: str
    expires_at: datetime
    payer_ip: str


@dataclass(frozen=True, slots=True)
class Charge:
    """What the provider says of a payment; amount, its own number and time only once paid."""

    number: str
    state: ChargeState
    fen: int = 0
    transaction_id: str = ""
    paid_at: datetime | None = None


class RefundOutcome(StrEnum):
    """How a refund stands at the provider; an abnormal one it could not give to the payer."""

    UNDER_WAY = "under_way"
    DONE = "done"
    CLOSED = "closed"
    ABNORMAL = "abnormal"


@dataclass(frozen=True, slots=True)
class RefundOrder:
    """``fen`` of a payment of ``paid_fen`` that go back; the same ``number`` goes back once.

    ``notice_url`` is empty where we cannot be told.
    """

    number: str
    transaction_id: str
    fen: int
    paid_fen: int
    notice_url: str


@dataclass(frozen=True, slots=True)
class Refund:
    """What the provider says of a refund: ``refund_id`` is its own number of it."""

    number: str
    outcome: RefundOutcome
    fen: int
    refund_id: str
    at: datetime | None = None


class Provider(Protocol):
    """Takes money from phones. Its answers are checked before they are believed."""

    def start(self, bill: Bill) -> str:
        """What the payer's phone opens. Raises ProviderDown or ProviderRefused."""

    def look_up(self, number: str) -> Charge:
        """Raises ProviderDown, ProviderRefused or ChargeDiffers."""

    def close(self, number: str) -> None:
        """Let nobody pay it any more. Raises ProviderDown or ProviderRefused."""

    def refund(self, order: RefundOrder) -> Refund:
        """Give money back to whom it came from; twice is once. Raises ProviderDown,
        ProviderRefused or ChargeDiffers."""

    def look_up_refund(self, number: str) -> Refund | None:
        """None of one that it does not know. Raises as ``refund`` does."""

    def read_notice(
        self, headers: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Charge | Refund | None:
        """What a notification tells; None of one that is about neither payment nor refund.

        Raises NoticeRefused or ChargeDiffers.
        """


def configured_provider() -> Provider | None:
    """None where the installation takes no payments by phone."""
    return _wechat(tuple(sorted(settings.WECHAT_PAY.items()))) if settings.WECHAT_PAY else None


@lru_cache(maxsize=1)
def _wechat(parts: tuple[tuple[str, str], ...]) -> Provider:
    # Only an installation that is configured for it loads the library and its HTTP client.
    from baogong.apps.money.wechat import Credentials, WechatPay  # noqa: PLC0415

    return WechatPay(Credentials(**dict(parts)))
