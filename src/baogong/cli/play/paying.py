"""The money of a day: cash at the doors, transfers at the desk, credits back, cash counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4, uuid5

from baogong.apps.catalog.services import say_cost
from baogong.apps.money.enums import CashSource, PayMethod
from baogong.apps.money.queries import Side, cash_rows, door_balances, estate_books
from baogong.apps.money.services import (
    Bought,
    Counted,
    Paid,
    Till,
    bring_back,
    buy_for,
    close_float,
    count_cash,
    hand_out_float,
    pay_back,
    sign_count,
    take_float,
    take_payment,
    undo_payment,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import buildings_within, doors_within
from baogong.apps.reporting.queries import look_at_books
from baogong.cli.play import crowd

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.accounts.models import User
    from baogong.apps.money.queries import DoorBalance
    from baogong.cli.play.scene import Scene

BY_TRANSFER, ROUNDED_UP, TAPPED_TWICE, MISTAKES = 0.2, 0.15, 0.05, 0.02
ROUND_FEN = 1000
MISCOUNTED = 0.1
START_FEN, FLOAT_FEN = 200_000, 100_000
RECEIPT = b"a photo"


@dataclass(frozen=True, slots=True)
class Due:
    """What a door owes, and who takes it: its officer in cash, or a clerk by transfer.

    By ``mistake`` some payments are written down once more, and taken back.
    """

    row: DoorBalance
    taker: User
    till: Till
    fen: int
    mistake: bool


def say_costs(scene: Scene, *, now: datetime) -> None:
    """What the supermarket asks: a tenth less than residents pay, of one package a quarter."""
    for number, package in enumerate(scene.packages):
        percent = 75 if number == 1 else 90
        fen = package.price_fen * percent // 100
        say_cost(package_id=package.pk, fen=fen, actor=scene.commander, now=now)


def pay(scene: Scene, *, share: float, random: Random, now: datetime) -> dict[str, int]:
    """A share of the doors that owe pays, many at once; what was too much goes back at last."""
    estate = scene.estate
    owing = door_balances(within=[estate], side=Side.OWING, small_fen=0)
    officers = {b.label: scene.officers[b.pk] for b in buildings_within(estate)}
    paying = [row for row in owing if random.random() < share]
    dues = [_due(scene, row, officers, random=random) for row in paying]
    again = [due for due in dues if not due.mistake and random.random() < TAPPED_TWICE]
    keys = {due.row.id: uuid4() for due in dues}
    tasks = [(due, keys[due.row.id]) for due in [*dues, *again]]
    crowd.together(tasks, lambda task: _take(*task, now=now), random=random)
    credit = door_balances(within=[estate], side=Side.CREDIT, small_fen=0)
    clerk, till = scene.crew[Role.CLERK][0], Till(estate.pk, PayMethod.TRANSFER, "TH-1")
    doors = [row.id for row in credit]
    back = pay_back(doors, till=till, key=uuid4(), actor=clerk, now=now)
    return {"payments": len(dues), "paid_back_fen": back}


def lend(scene: Scene, *, now: datetime) -> None:
    """The town lends the estate what it begins with; two clerks count it into the safe."""
    lent = Counted(scene.estate.pk, None, START_FEN, CashSource.ADVANCE, "街道办备用金，收据 0001")
    _count_by_two(scene, lent, why="", now=now)


def shop(scene: Scene, *, purchases: int, random: Random, now: datetime) -> int:
    """One officer buys for some doors with a float and hands back the rest; returns the fen."""
    clerk = scene.crew[Role.CLERK][0]
    shopper = random.choice(next(iter(scene.officers.values())))
    estate = scene.estate.pk
    out = hand_out_float(
        key=uuid4(), estate_id=estate, shopper_id=shopper.pk, fen=FLOAT_FEN, actor=clerk, now=now
    )
    take_float(float_id=out.pk, actor=shopper, now=now)
    spent = 0
    for door in random.sample(doors_within(scene.estate), purchases):
        fen = random.randrange(200, FLOAT_FEN // purchases)
        bought = Bought(door.id, fen, "代购", RECEIPT)
        buy_for(bought, float_id=out.pk, key=uuid4(), actor=shopper, now=now)
        spent += fen
    bring_back(float_id=out.pk, back_fen=FLOAT_FEN - spent, actor=shopper, now=now)
    close_float(float_id=out.pk, back_fen=FLOAT_FEN - spent, why="", actor=clerk, now=now)
    return spent


def count(scene: Scene, *, random: Random, now: datetime, left: int = 0) -> int:
    """Officers' cash is counted into the safe by one clerk and signed by another.

    ``left`` officers have not come yet. Returns how many did.
    """
    rows = cash_rows(estate_id=scene.estate.pk)[left:]
    for row in rows:
        off = random.choice((-100, 100)) if random.random() < MISCOUNTED else 0
        counted = Counted(scene.estate.pk, row.person_id, max(row.fen + off, 0))
        _count_by_two(scene, counted, why="零钱找错" if off else "", now=now)
    return len(rows)


def money_sums(scene: Scene) -> dict[str, Any]:
    """Where the estate's money lies, in fen by account, and whether the books agree."""
    books = look_at_books()
    balances = estate_books([scene.estate])[scene.estate.pk].balances
    return {
        "fen": {str(kind): fen for kind, fen in balances.items()},
        "postings": books.postings,
        "differences": len(books.differences),
        "balanced": books.balanced and not sum(balances.values()),
    }


def _count_by_two(scene: Scene, counted: Counted, *, why: str, now: datetime) -> None:
    first, second, *_ = scene.crew[Role.CLERK]
    found = count_cash(counted, key=uuid4(), actor=first, now=now)
    sign_count(count_id=found.pk, why=why, actor=second, now=now)


def _due(
    scene: Scene, row: DoorBalance, officers: dict[str, list[User]], *, random: Random
) -> Due:
    estate, fen = scene.estate.pk, row.fen
    if random.random() < ROUNDED_UP:  # keeps the change for the next order
        fen += -fen % ROUND_FEN
    mistake = random.random() < MISTAKES
    if random.random() < BY_TRANSFER:
        clerk = random.choice(scene.crew[Role.CLERK])
        return Due(row, clerk, Till(estate, PayMethod.TRANSFER, f"T{row.id}"), fen, mistake)
    officer = random.choice(officers[row.building])
    return Due(row, officer, Till(estate, PayMethod.CASH), fen, mistake)


def _take(due: Due, key: UUID, *, now: datetime) -> None:
    paid = Paid(due.row.id, due.fen, due.till)
    take_payment(paid, key=key, actor=due.taker, now=now)
    if due.mistake:
        till = replace(due.till, is_another=True)
        again = take_payment(
            replace(paid, till=till), key=uuid5(key, "again"), actor=due.taker, now=now
        )
        undo_payment(payment_id=again.pk, why="重复登记", actor=due.taker, now=now)
