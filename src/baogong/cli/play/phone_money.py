"""Doors pay by phone, and what came short goes back to those phones; the provider is a stand-in.

What it is told and what it answers goes over HTTP, signed and checked, as with the real one. Its
books are its own, so that at the end two ledgers that never saw each other must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from baogong.apps.money.enums import PayWay
from baogong.apps.money.errors import ProviderDown
from baogong.apps.money.provider import NOTICE_PATH, Provider, Refund, configured_provider
from baogong.apps.money.queries import Side, door_balances, estate_books, estate_refunds
from baogong.apps.money.services import (
    Payer,
    ask_refunds,
    begin_payment,
    check_payments,
    give_up_refund,
    settle,
    settle_refund,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL, SMALL_BALANCE_FEN
from baogong.cli.play import crowd
from baogong.cli.play.wechat_stand_in import StandIn, wechat_stand_in
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.processes.worker import work_off

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.cli.play.scene import Scene

ADDRESS = "https://baogong.example"
PAYERS = 200
TOLD_TWICE, NEVER_TOLD = 5, 7  # every fifth payment, every seventh payment and refund
BLOCKED = "ABNORMAL"


class Phones:
    """The phones of an estate's households, and the provider behind them."""

    def __init__(self, scene: Scene, stand_in: StandIn) -> None:
        self.scene, self.stand_in = scene, stand_in
        self.given_up = 0
        self._told: set[str] = set()

    def pay(self, *, random: Random, now: datetime) -> None:
        """Doors pay all that they owe, many at once; some are told of twice, some never."""
        estate, boss = self.scene.estate, self.scene.commander
        set_setting(PUBLIC_URL, ADDRESS, place=estate, actor=boss, now=now)
        # Some of the goods that come short cost less than what else stays on the account.
        set_setting(SMALL_BALANCE_FEN, 0, place=estate, actor=boss, now=now)
        owing = door_balances(within=[estate], side=Side.OWING, small_fen=0)
        doors = [row.id for row in random.sample(owing, PAYERS)]
        crowd.together(doors, lambda door_id: _begin(door_id, now=now), random=random)
        for n, number in enumerate(list(self.stand_in.orders)):
            self.stand_in.pay(number, transaction=f"42000012342026041200{n:08}")
            if n % NEVER_TOLD:
                notice = self.stand_in.notice(number, success_time=now.isoformat())
                for _ in range(1 if n % TOLD_TWICE else 2):
                    _hear(*notice)
        check_payments(_provider(), now=now + timedelta(minutes=5))

    def refund(self, *, now: datetime) -> None:
        """The worker asks for what is owed back. All arrives but the first, which a clerk gives
        up, to be paid by hand; some are told of, the others asked about."""
        work_off()
        new = [number for number in self.stand_in.refunds if number not in self._told]
        for n, number in enumerate(new):
            blocked = not self._told and not n
            self.stand_in.settle_refund(number, BLOCKED if blocked else "SUCCESS")
            if blocked or n % NEVER_TOLD:
                _hear(*self.stand_in.refund_notice(number))
        self._told.update(new)
        ask_refunds(_provider(), now=now + timedelta(hours=1))
        self._give_up(now=now)

    def sums(self) -> dict[str, Any]:
        """What went by phone, and whether the provider's books and ours say the same."""
        paid = [
            row["amount"]["total"]
            for row in self.stand_in.orders.values()
            if row["trade_state"] == "SUCCESS"
        ]
        back = [
            row["amount"]["refund"]
            for row in self.stand_in.refunds.values()
            if row["status"] == "SUCCESS"
        ]
        books = estate_books([self.scene.estate])[self.scene.estate.pk]
        agrees = (books.provider_fen, books.refunding_fen) == (sum(paid) - sum(back), 0)
        return {
            "payments": len(paid),
            "paid_fen": sum(paid),
            "refunds": len(back),
            "refunded_fen": sum(back),
            "given_up": self.given_up,
            "unsigned": self.stand_in.unsigned,
            "agrees": agrees and not self.stand_in.unsigned,
        }

    def _give_up(self, *, now: datetime) -> None:
        clerk = self.scene.crew[Role.CLERK][0]
        for row in estate_refunds(estate_id=self.scene.estate.pk).held:
            give_up_refund(refund_id=row.id, actor=clerk, now=now)
            self.given_up += 1


@contextmanager
def phones(scene: Scene) -> Iterator[Phones]:
    """While the story goes on, this installation takes payments by phone."""
    before = settings.WECHAT_PAY
    with wechat_stand_in() as stand_in:
        settings.WECHAT_PAY = stand_in.configured
        try:
            yield Phones(scene, stand_in)
        finally:
            settings.WECHAT_PAY = before


def _begin(door_id: int, *, now: datetime) -> None:
    """Who reads that the provider does not answer, because many ask at once, tries again."""
    payer = Payer(door_id, PayWay.NATIVE, "203.0.113.7", NOTICE_PATH)
    for _ in range(crowd.TRIES):
        with suppress(ProviderDown):
            begin_payment(payer, provider=_provider(), actor=SYSTEM, now=now)
            return
    raise ProviderDown


def _hear(headers: dict[str, str], body: bytes) -> None:
    """What the page does that the provider tells."""
    now = timezone.now()
    said = _provider().read_notice(headers, body, now=now)
    if isinstance(said, Refund):
        settle_refund(said, now=now)
    elif said:
        settle(said, now=now)


def _provider() -> Provider:
    provider = configured_provider()
    if provider is None:
        raise RuntimeError("no provider is configured")
    return provider
