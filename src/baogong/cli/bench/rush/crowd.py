"""Households that all send their order at once, over keep-alive connections, as browsers do.

A process of its own, so that what it costs is not the server's; one thread over epoll, so that it
costs little.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import sys
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "x" * 32  # a browser sends the token of its cookie in the form too
HEAD = (
    "POST {path} HTTP/1.1\r\nHost: {host}\r\nConnection: keep-alive\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"
    "Origin: http://{host}\r\nReferer: http://{host}{path}\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/120 Mobile\r\n"
    "Accept: text/html,application/xhtml+xml\r\nAccept-Language: zh-CN,zh;q=0.9\r\n"
    "Accept-Encoding: gzip, br\r\nCookie: csrftoken=" + TOKEN + "{cookie}\r\n\r\n"
)
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
LINES = 4
MOMENT = "1770000000000:" + "x" * 43  # as long as a page's signed moment, and looked at as long


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer's head, which is looked at when the rush is over: what the crowd takes of the
    processor is missing to the server."""

    head: bytes
    seconds: float

    @property
    def status(self) -> int:
        return int(self.head.split(maxsplit=2)[1])

    def values(self, name: str) -> list[str]:
        """Of the headers of that name."""
        lines = (line.partition(":") for line in self.head.decode("latin-1").split("\r\n")[1:])
        return [value.strip() for key, _, value in lines if key.lower() == name]

    @property
    def location(self) -> str:
        return next(iter(self.values("location")), "")

    @property
    def cookie(self) -> str:
        """That of a household's session."""
        cookies = (text for text in self.values("set-cookie") if text.startswith("household="))
        return next(cookies, "").removeprefix("household=").partition(";")[0]


@dataclass(slots=True)
class Client:
    """A connection with the request that it waits for."""

    link: socket.socket
    sent_at: float = 0.0
    got: bytearray = field(default_factory=bytearray)
    request: int = -1


class Crowd:
    """``clients`` connections that send requests one after another until there are none left."""

    def __init__(self, host: str, port: int, clients: int) -> None:
        self.address, self.host = (host, port), f"{host}:{port}"
        self._selector = selectors.DefaultSelector()
        for _ in range(clients):
            self._connect()

    def _connect(self) -> None:
        client = Client(socket.create_connection(self.address))
        client.link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._selector.register(client.link, selectors.EVENT_READ, client)

    def run(self, requests: Iterator[bytes], *, until: float) -> dict[int, Answer]:
        """The answers by number of request. After ``until`` nothing new is sent."""
        answers: dict[int, Answer] = {}
        numbered = enumerate(requests)
        waiting = 0
        for key in list(self._selector.get_map().values()):
            waiting += self._send(key.data, numbered)
        while waiting:
            for key, _ in self._selector.select(timeout=30):
                client: Client = key.data
                data = client.link.recv(65536)
                if not data:
                    raise ConnectionError("the server closed a connection")
                client.got += data
                if (answer := complete(client)) is None:
                    continue
                answers[client.request] = answer
                waiting -= 1
                if time.perf_counter() < until:
                    waiting += self._send(client, numbered)
        return answers

    def _send(self, client: Client, requests: Iterator[tuple[int, bytes]]) -> bool:
        number, request = next(requests, (-1, b""))
        if not request:
            return False
        client.request, client.sent_at = number, time.perf_counter()
        client.got.clear()
        client.link.sendall(request)
        return True


def post(host: str, path: str, fields: dict[str, str], *, cookie: str = "") -> bytes:
    """A form as a browser sends it."""
    body = urlencode({"csrfmiddlewaretoken": TOKEN} | fields)
    more = f"; household={cookie}" if cookie else ""
    head = HEAD.format(path=path, host=host, length=len(body), cookie=more)
    return (head + body).encode()


def complete(client: Client) -> Answer | None:
    """The answer, once its head and the body that the head announces are there."""
    end = client.got.find(b"\r\n\r\n")
    if end < 0:
        return None
    length = LENGTH.search(client.got, 0, end)
    if len(client.got) - end - 4 < int(length[1] if length else 0):
        return None
    return Answer(bytes(client.got[:end]), time.perf_counter() - client.sent_at)


def sign_in(crowd: Crowd, cards: list[tuple[str, str]]) -> list[str]:
    """The session cookie of each card, by its code and PIN through the page."""
    requests = (post(crowd.host, f"/c/{code}/", {"pin": pin}) for code, pin in cards)
    answers = crowd.run(requests, until=float("inf"))
    return [answers[number].cookie for number in range(len(cards))]


def orders(
    host: str, cookies: list[str], task: dict[str, Any], keys: list[str]
) -> Iterator[bytes]:
    """One order of each household: four packages of all, or everybody the same four."""
    random = Random(task["seed"])  # noqa: S311 - a measurement, not a secret
    listings: list[int] = task["listings"]
    for cookie in cookies:
        key = str(UUID(int=random.getrandbits(128), version=4))
        keys.append(key)
        wished = listings[:LINES] if task["hot"] else random.sample(listings, LINES)
        fields = {f"q{pk}": "0" for pk in listings} | {f"q{pk}": "1" for pk in wished}
        fields |= {"key": key, "round": str(task["round"]), "on_existing": "", "seen": ""}
        fields["made"] = f"{key}:{MOMENT}"
        yield post(host, "/today/", fields | {"on_short": "refund"}, cookie=cookie)


def main() -> None:
    """Read a task as JSON and sign all in; on the next line, rush, and print what each was told:
    key, status, address, seconds."""
    task = json.loads(sys.stdin.readline())
    crowd = Crowd(task["host"], task["port"], task["clients"])
    began = time.perf_counter()
    cookies = sign_in(crowd, task["cards"])
    signed_in = time.perf_counter() - began
    keys: list[str] = []
    requests = list(orders(crowd.host, cookies, task, keys))
    print("signed in", flush=True)
    sys.stdin.readline()
    began = time.perf_counter()
    answers = crowd.run(iter(requests), until=began + task["seconds"])
    taken = time.perf_counter() - began
    print("over", flush=True)
    told = [
        (keys[number], answer.status, answer.location, answer.seconds)
        for number, answer in answers.items()
    ]
    json.dump({"sign_in_seconds": signed_in, "seconds": taken, "told": told}, sys.stdout)
    print(flush=True)


if __name__ == "__main__":
    main()
