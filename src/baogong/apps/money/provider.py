"""What a payment provider must be able to do, and the one that is configured, if any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from django.conf import settings

from baogong.apps.money.enums import PayWay


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


class Provider(Protocol):
    """Takes money from phones. Its answers are checked before they are believed."""

    def start(self, bill: Bill) -> str:
        """What the payer's phone opens. Raises ProviderDown or ProviderRefused."""

    def look_up(self, number: str) -> Charge:
        """Raises ProviderDown, ProviderRefused or ChargeDiffers."""

    def close(self, number: str) -> None:
        """Let nobody pay it any more. Raises ProviderDown or ProviderRefused."""

    def read_notice(
        self, headers: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Charge | None:
        """What a notification tells; None of one that is about no payment.

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
