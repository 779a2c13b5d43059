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
PARTS = re.compile(r'(\w+)="([^"]*)"')
OPENS = {
    "native": ("code_url", "weixin://wxpay/bizpayurl?pr="),
    "h5": ("h5_url", "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id="),
}


@cache
def key_pair(whose: str) -> rsa.RSAPrivateKey:
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
    """``orders`` by number as it keeps them; ``calls`` as ``"POST /path"``; ``unsigned`` counts
    requests whose signature was wrong. ``down`` and ``forging`` make it answer badly."""

    port: int = 0
    orders: dict[str, dict] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    unsigned: int = 0
    down: bool = False
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
        assert order["trade_state"] == "NOTPAY", order["trade_state"]
        paid_at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
        order |= {
            "trade_state": "SUCCESS",
            "transaction_id": transaction,
            "success_time": paid_at,
            "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
        }

    def notice(
        self, number: str, *, key="provider", at=None, event="TRANSACTION.SUCCESS", **changes
    ) -> tuple[dict[str, str], bytes]:
        """Headers and body of a notification about an order."""
        resource = self.orders.get(number, {"out_trade_no": number}) | changes
        nonce, extra = secrets.token_hex(6), "transaction"
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

    def answer(self, method: str, path: str, body: str) -> tuple[int, dict | None]:
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

    def opened(self, way: str, asked: dict) -> tuple[int, dict]:
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
            status, said = 500, {"code": "SYSTEM_ERROR", "message": "down"}
            if not stand_in.down:
                given = self.headers.get("Authorization", "")
                ours = stand_in.is_ours(self.command, self.path, given, body)
                stand_in.unsigned += not ours
                unknown = (401, {"code": "SIGN_ERROR", "message": "wrong signature"})
                refused = (403, {"code": stand_in.refuses, "message": "refused"})
                status, said = unknown if not ours else refused
                if ours and not stand_in.refuses:
                    status, said = stand_in.answer(self.command, self.path, body)
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
