"""A stand-in for WeChat Pay: it checks our signatures and signs what it says, with its own keys.

What it asks of requests and how it signs is told in the documentation of its API, version 3.
"""

import json
import re
import secrets
import time
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

MCH_ID, APP_ID, SERIAL = "1900000109", "wx8888888888888888", "5157F09EFDC096DE15EBE81A47057A72"
PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092026112600000000000001"
API_KEY = "k" * 32
PAY, ONE = "/v3/pay/transactions/", "/v3/pay/transactions/out-trade-no/"
REFUNDS = "/v3/refund/domestic/refunds"
Answer = tuple[int, dict[str, Any] | None]
PARTS = re.compile(r'(\w+)="([^"]*)"')
OPENS = {
    "native": ("code_url", "weixin://wxpay/bizpayurl?pr="),
    "h5": ("h5_url", "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id="),
}


@cache
def key_pair(whose: str) -> rsa.RSAPrivateKey:  # noqa: ARG001 - each has a key of their own
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem_of_public(key: rsa.RSAPrivateKey) -> str:
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return key.public_key().public_bytes(*form).decode()


def pem_of_private(key: rsa.RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def signed(key: rsa.RSAPrivateKey, body: str, *, at: float | None = None) -> dict[str, str]:
    """The five headers that the provider signs a body with."""
    stamp, nonce = str(int(at or time.time())), secrets.token_hex(16)
    text = f"{stamp}\n{nonce}\n{body}\n".encode()
    return {
        "Wechatpay-Timestamp": stamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Signature": b64encode(key.sign(text, padding.PKCS1v15(), SHA256())).decode(),
        "Wechatpay-Serial": PUBLIC_KEY_ID,
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    }


@dataclass
class StandIn:
    """``orders`` and ``refunds`` by number as it keeps them; ``calls`` as ``"POST /path"``;
    ``unsigned`` counts requests whose signature was wrong. ``down``, ``deaf`` (it does what it is
    asked and does not say so) and ``forging`` make it answer badly."""

    port: int = 0
    orders: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    unsigned: int = 0
    down: bool = False
    deaf: bool = False
    forging: bool = False
    refuses: str = ""

    @property
    def configured(self) -> dict[str, str]:
        """What ``settings.WECHAT_PAY`` is for it."""
        return {
            "mch_id": MCH_ID,
            "app_id": APP_ID,
            "serial": SERIAL,
            "public_key_id": PUBLIC_KEY_ID,
            "private_key": pem_of_private(key_pair("merchant")),
            "public_key": pem_of_public(key_pair("provider")),
            "api_key": API_KEY,
            "gateway": f"http://127.0.0.1:{self.port}",
        }

    def pay(self, number: str, *, transaction: str = "4200001234202604120000000001") -> None:
        """The payer types the password."""
        order = self.orders[number]
        if order["trade_state"] != "NOTPAY":
            raise ValueError(order["trade_state"])
        paid_at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        order |= {
            "trade_state": "SUCCESS",
            "transaction_id": transaction,
            "success_time": paid_at,
            "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
        }

    def notice(
        self,
        number: str,
        *,
        key: str = "provider",
        at: float | None = None,
        event: str = "TRANSACTION.SUCCESS",
        **changes: Any,
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a notification about an order."""
        resource = self.orders.get(number, {"out_trade_no": number}) | changes
        return self.told(resource, key=key, at=at, event=event, about="transaction")

    def refund_notice(
        self, number: str, *, key: str = "provider", at: float | None = None, **changes: Any
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a notification about a refund, as it stands."""
        refund = self.refunds[number]
        amount = {name: fen for name, fen in refund["amount"].items() if name != "currency"}
        resource = {
            "mchid": MCH_ID,
            "refund_status": refund["status"],
            **{name: refund[name] for name in refund if name != "status"},
            "amount": amount | {"payer_total": amount["total"], "payer_refund": amount["refund"]},
        } | changes
        event = f"REFUND.{resource['refund_status']}"
        return self.told(resource, key=key, at=at, event=event, about="refund")

    def told(
        self, resource: dict[str, Any], *, key: str, at: float | None, event: str, about: str
    ) -> tuple[dict[str, str], bytes]:
        """A notification as it is sealed and signed."""
        nonce, extra = secrets.token_hex(6), about
        sealed = AESGCM(API_KEY.encode()).encrypt(
            nonce.encode(), json.dumps(resource).encode(), extra.encode()
        )
        told = {
            "id": secrets.token_hex(16),
            "create_time": datetime.now(UTC).isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource",
            "event_type": event,
            "summary": "支付成功",
            "resource": {
                "original_type": extra,
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": b64encode(sealed).decode(),
                "associated_data": extra,
                "nonce": nonce,
            },
        }
        body = json.dumps(told, ensure_ascii=False)
        return signed(key_pair(key), body, at=at), body.encode()

    def is_ours(self, method: str, path: str, header: str, body: str) -> bool:
        """Whether a request was signed by our merchant, just now, and never before."""
        scheme, _, rest = header.partition(" ")
        said = dict(PARTS.findall(rest))
        stamp, nonce = said.get("timestamp", "0"), said.get("nonce_str", "")
        known = (scheme, said.get("mchid"), said.get("serial_no"))
        text = f"{method}\n{path}\n{stamp}\n{nonce}\n{body}\n".encode()
        try:
            key_pair("merchant").public_key().verify(
                b64decode(said.get("signature", "")), text, padding.PKCS1v15(), SHA256()
            )
        except InvalidSignature:
            return False
        fresh = abs(time.time() - int(stamp)) < 300 and nonce not in self.nonces
        self.nonces.add(nonce)
        return fresh and known == ("WECHATPAY2-SHA256-RSA2048", MCH_ID, SERIAL)

    def answer(self, method: str, path: str, body: str) -> Answer:
        """What the provider says to a request that is ours."""
        if method == "POST" and path in {PAY + way for way in OPENS}:
            return self.opened(path.removeprefix(PAY), json.loads(body))
        number, _, act = path.partition("?")[0].removeprefix(ONE).partition("/")
        order = self.orders.get(number)
        if order is None:
            return 404, {"code": "ORDER_NOT_EXIST", "message": "no such order"}
        if (method, act) == ("GET", "") and path.endswith(f"?mchid={MCH_ID}"):
            return 200, order
        if (method, act, json.loads(body)) == ("POST", "close", {"mchid": MCH_ID}):
            if order["trade_state"] == "SUCCESS":
                return 400, {"code": "ORDERPAID", "message": "paid"}
            order["trade_state"] = "CLOSED"
            return 204, None
        return 404, {"code": "RESOURCE_NOT_EXISTS", "message": path}

    def answer_refund(self, method: str, path: str, body: str) -> tuple[int, dict[str, Any]]:
        number = path.removeprefix(REFUNDS).strip("/")
        if method == "POST":
            return self.refunded(json.loads(body))
        if number in self.refunds:
            return 200, self.refunds[number]
        return 404, {"code": "RESOURCE_NOT_EXISTS", "message": "no such refund"}

    def refunded(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The same number again is the same refund; never more than was paid."""
        number, amount = asked["out_refund_no"], asked["amount"]
        paid_for = {order.get("transaction_id"): order for order in self.orders.values()}
        if (paid := paid_for.get(asked["transaction_id"])) is None:
            return 404, {"code": "RESOURCE_NOT_EXISTS", "message": "no such payment"}
        if known := self.refunds.get(number):
            same = known["amount"]["refund"] == amount["refund"]
            return (200, known) if same else (400, {"code": "INVALID_REQUEST", "message": "other"})
        gone = sum(
            refund["amount"]["refund"]
            for refund in self.refunds.values()
            if refund["transaction_id"] == asked["transaction_id"] and refund["status"] != "CLOSED"
        )
        total = paid["amount"]["total"]
        if (amount["total"], amount["currency"]) != (total, "CNY") or not (
            0 < amount["refund"] <= total - gone
        ):
            return 400, {"code": "INVALID_REQUEST", "message": "too much"}
        self.refunds[number] = {
            "refund_id": "5030" + secrets.token_hex(8),
            "out_refund_no": number,
            "transaction_id": asked["transaction_id"],
            "out_trade_no": paid["out_trade_no"],
            "channel": "ORIGINAL",
            "user_received_account": "支付用户零钱",
            "create_time": datetime.now(UTC).isoformat(timespec="seconds"),
            "status": "PROCESSING",
            "amount": amount,
            "asked": asked,
        }
        return 200, self.refunds[number]

    def settle_refund(self, number: str, status: str = "SUCCESS") -> None:
        """It arrives, or does not."""
        self.refunds[number]["status"] = status
        if status == "SUCCESS":
            at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
            self.refunds[number]["success_time"] = at

    def opened(self, way: str, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        known = (asked["mchid"], asked["appid"], asked["amount"]["currency"])
        wrong = (
            known != (MCH_ID, APP_ID, "CNY")
            or not re.fullmatch(r"[\w|*-]{6,32}", asked["out_trade_no"])
            or not 0 < len(asked["description"]) <= 127
            or not isinstance(asked["amount"]["total"], int)
            or not asked["notify_url"].startswith("http")
            or datetime.fromisoformat(asked["time_expire"]).tzinfo is None
            or (way == "h5") != ("scene_info" in asked)
        )
        if wrong or asked["out_trade_no"] in self.orders:
            return 400, {"code": "PARAM_ERROR", "message": "wrong"}
        self.orders[asked["out_trade_no"]] = {
            "mchid": MCH_ID,
            "appid": APP_ID,
            "out_trade_no": asked["out_trade_no"],
            "trade_type": "NATIVE" if way == "native" else "MWEB",
            "trade_state": "NOTPAY",
            "amount": asked["amount"] | {"payer_total": asked["amount"]["total"]},
            "asked": asked,
        }
        name, link = OPENS[way]
        return 200, {name: link + secrets.token_hex(8)}


@contextmanager
def wechat_stand_in() -> Iterator[StandIn]:
    stand_in = StandIn()

    class Handler(BaseHTTPRequestHandler):
        def serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            stand_in.calls.append(f"{self.command} {self.path}")
            status: int = 500
            said: dict[str, Any] | None = {"code": "SYSTEM_ERROR", "message": "down"}
            if not stand_in.down:
                given = self.headers.get("Authorization", "")
                ours = stand_in.is_ours(self.command, self.path, given, body)
                stand_in.unsigned += not ours
                unknown = (401, {"code": "SIGN_ERROR", "message": "wrong signature"})
                refused = (403, {"code": stand_in.refuses, "message": "refused"})
                status, said = unknown if not ours else refused
                refuses = stand_in.refuses and self.command == "POST"
                if ours and not refuses:
                    act = stand_in.answer
                    if self.path.startswith(REFUNDS):
                        act = stand_in.answer_refund
                    status, said = act(self.command, self.path, body)
                if stand_in.deaf:
                    status, said = 500, {"code": "SYSTEM_ERROR", "message": "deaf"}
            text = "" if said is None else json.dumps(said, ensure_ascii=False)
            key = key_pair("forger" if stand_in.forging else "provider")
            self.send_response(status)
            for name, value in signed(key, text).items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            if status != 204:
                self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        do_GET = do_POST = serve  # noqa: N815 - the names that http.server looks for

        def log_message(self, *_: object) -> None:
            """Nothing: tests read ``calls``."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stand_in.port = server.server_address[1]
        Thread(target=server.serve_forever, daemon=True).start()
        yield stand_in
        server.shutdown()
