"""WeChat Pay, API version 3, in public-key mode: codes to scan (Native), links (H5), refunds."""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from wechatpayv3 import WeChatPay, WeChatPayType

from baogong.apps.money.enums import PayWay
from baogong.apps.money.errors import ChargeDiffers, NoticeRefused, ProviderDown, ProviderRefused
from baogong.apps.money.provider import (
    Bill,
    Charge,
    ChargeState,
    Refund,
    RefundOrder,
    RefundOutcome,
)

logger = logging.getLogger(__name__)

PATIENCE = (5, 10)  # seconds to reach it, seconds until it answers
AT_ONCE = 2  # of the four threads of a web worker: pages go on while the provider is slow
TURN_SECONDS = 1
REPLAY_WINDOW = timedelta(minutes=5)  # as its documentation asks for
PAID_EVENT = "TRANSACTION.SUCCESS"
REFUND_EVENTS = ("REFUND.SUCCESS", "REFUND.ABNORMAL", "REFUND.CLOSED")
SIGNED_WITH = tuple(
    f"Wechatpay-{part}" for part in ("Timestamp", "Nonce", "Signature", "Serial", "Signature-Type")
)
WAYS = {
    PayWay.NATIVE: (WeChatPayType.NATIVE, "code_url", "weixin://"),
    PayWay.H5: (WeChatPayType.H5, "h5_url", "https://"),
}
STATES = {
    "SUCCESS": ChargeState.PAID,
    "REFUND": ChargeState.REFUNDED,
    "CLOSED": ChargeState.CLOSED,
    "REVOKED": ChargeState.CLOSED,
}

REFUNDS = {
    "SUCCESS": RefundOutcome.DONE,
    "CLOSED": RefundOutcome.CLOSED,
    "ABNORMAL": RefundOutcome.ABNORMAL,
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """What the merchant's account at WeChat Pay consists of; keys as PEM texts."""

    mch_id: str
    app_id: str
    serial: str
    public_key_id: str
    private_key: str
    public_key: str
    api_key: str
    gateway: str


class WechatPay:
    """The provider behind ``apps.money.provider.Provider``."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._client = _client(credentials)
        self._turns = BoundedSemaphore(AT_ONCE)

    def start(self, bill: Bill) -> str:
        kind, field, scheme = WAYS[bill.way]
        scene = {"payer_client_ip": bill.payer_ip, "h5_info": {"type": "Wap"}}
        answer = self._accepted(
            self._client.pay,
            description=bill.description,
            out_trade_no=bill.number,
            amount={"total": bill.fen, "currency": "CNY"},
            time_expire=timezone.localtime(bill.expires_at).isoformat(timespec="seconds"),
            notify_url=bill.notice_url,
            scene_info=scene if bill.way == PayWay.H5 else None,
            pay_type=kind,
        )
        opens = answer.get(field)
        if not isinstance(opens, str) or not opens.startswith(scheme):
            raise ProviderRefused(reason=field)
        return opens

    def look_up(self, number: str) -> Charge:
        status, answer = self._call(self._client.query, out_trade_no=number)
        if status == HTTPStatus.NOT_FOUND:
            return Charge(number, ChargeState.CLOSED)
        charge = self._charge(_unless_refused(status, answer))
        if charge.number != number:
            raise ChargeDiffers
        return charge

    def close(self, number: str) -> None:
        self._accepted(self._client.close, out_trade_no=number)

    def refund(self, order: RefundOrder) -> Refund:
        answer = self._accepted(
            self._client.refund,
            out_refund_no=order.number,
            transaction_id=order.transaction_id,
            amount={"refund": order.fen, "total": order.paid_fen, "currency": "CNY"},
            notify_url=order.notice_url or None,
        )
        return _that_of(order.number, _refund(answer, answer.get("status")))

    def look_up_refund(self, number: str) -> Refund | None:
        status, answer = self._call(self._client.query_refund, out_refund_no=number)
        if status == HTTPStatus.NOT_FOUND:
            return None
        said = _unless_refused(status, answer)
        return _that_of(number, _refund(said, said.get("status")))

    def read_notice(
        self, headers: Mapping[str, str], body: bytes, *, now: datetime
    ) -> Charge | Refund | None:
        # These five alone: the library would also take others that look like them.
        signed = {name: headers.get(name, "") for name in SIGNED_WITH}
        self._check_fresh(signed, now=now)
        try:
            notice = self._client.callback(signed, body)
        except Exception as error:
            raise NoticeRefused from error
        if not notice:
            raise NoticeRefused
        event, said = notice.get("event_type"), notice["resource"]
        if event == PAID_EVENT:
            return self._charge(said)
        return self._refund_told(said) if event in REFUND_EVENTS else None

    def _refund_told(self, said: dict[str, Any]) -> Refund:
        """Raises ChargeDiffers where it is for somebody else."""
        if said.get("mchid") != self._credentials.mch_id:
            raise ChargeDiffers
        return _refund(said, said.get("refund_status"))

    def _check_fresh(self, signed: Mapping[str, str], *, now: datetime) -> None:
        """Signed with the key that we know, and just now. Raises NoticeRefused."""
        if signed["Wechatpay-Serial"] != self._credentials.public_key_id:
            raise NoticeRefused  # the library would ask the provider about any serial it is told
        stamp = signed["Wechatpay-Timestamp"]
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < 12):
            raise NoticeRefused
        if abs(now.timestamp() - int(stamp)) > REPLAY_WINDOW.total_seconds():
            raise NoticeRefused

    def _charge(self, said: dict[str, Any]) -> Charge:
        """Read what was signed. Raises ChargeDiffers where it is for somebody else."""
        ours = (self._credentials.mch_id, self._credentials.app_id)
        try:
            if (said["mchid"], said["appid"]) != ours:
                raise ChargeDiffers
            number = str(said["out_trade_no"])
            state = STATES.get(said["trade_state"], ChargeState.OPEN)
            if state is not ChargeState.PAID:
                return Charge(number, state)
            if said["amount"]["currency"] != "CNY":
                raise ChargeDiffers
            fen, its_own = int(said["amount"]["total"]), str(said["transaction_id"])
            return Charge(
                number, state, fen, its_own, datetime.fromisoformat(said["success_time"])
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ChargeDiffers from error

    def _accepted(self, act: Callable[..., Any], **arguments: Any) -> dict[str, Any]:
        return _unless_refused(*self._call(act, **arguments))

    def _call(self, act: Callable[..., Any], **arguments: Any) -> tuple[int, dict[str, Any]]:
        """Status and answer. Raises ProviderDown, also of an answer that cannot be trusted."""
        if not self._turns.acquire(timeout=TURN_SECONDS):
            raise ProviderDown
        try:
            status, text = act(**arguments)
            answer = dict(json.loads(text)) if text else {}
        except Exception as error:  # the library raises bare Exceptions, as of wrong signatures
            logger.warning("WeChat Pay gave no answer that can be used", exc_info=error)
            raise ProviderDown from error
        finally:
            self._turns.release()
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.TOO_MANY_REQUESTS:
            logger.warning("WeChat Pay cannot answer", extra={"status": status})
            raise ProviderDown
        return status, answer


def _refund(said: dict[str, Any], status: object) -> Refund:
    """Read what was signed; a notification names no currency. Raises ChargeDiffers."""
    try:
        if said["amount"].get("currency", "CNY") != "CNY":
            raise ChargeDiffers
        outcome = REFUNDS.get(str(status), RefundOutcome.UNDER_WAY)
        fen, its_own = int(said["amount"]["refund"]), str(said["refund_id"])
        at = said.get("success_time")
        return Refund(
            str(said["out_refund_no"]),
            outcome,
            fen,
            its_own,
            datetime.fromisoformat(at) if at and outcome is RefundOutcome.DONE else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ChargeDiffers from error


def _that_of(number: str, refund: Refund) -> Refund:
    """Raises ChargeDiffers of an answer about another refund."""
    if refund.number != number:
        raise ChargeDiffers
    return refund


def _unless_refused(status: int, answer: dict[str, Any]) -> dict[str, Any]:
    """Raises ProviderRefused."""
    if status >= HTTPStatus.BAD_REQUEST:
        reason = str(answer.get("code", status))
        logger.warning("WeChat Pay refused", extra={"status": status, "reason": reason})
        raise ProviderRefused(reason=reason)
    return answer


def _client(credentials: Credentials) -> WeChatPay:
    """Raises ImproperlyConfigured where a key cannot be read."""
    try:
        client = WeChatPay(
            WeChatPayType.NATIVE,
            mchid=credentials.mch_id,
            private_key=credentials.private_key,
            cert_serial_no=credentials.serial,
            appid=credentials.app_id,
            apiv3_key=credentials.api_key,
            timeout=PATIENCE,
            public_key=credentials.public_key,
            public_key_id=credentials.public_key_id,
        )
    except Exception as error:  # the library raises bare Exceptions
        raise ImproperlyConfigured(f"A key of WeChat Pay cannot be read: {error}") from error
    # The library knows one address only; there are others, in other regions (decision 0030).
    client._core._gate_way = credentials.gateway  # noqa: SLF001
    return client
