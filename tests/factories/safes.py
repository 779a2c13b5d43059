"""Cash that two people counted: start money into an estate's safe, and from there into hands."""

from uuid import uuid4

from baogong.apps.money.enums import CashSource
from baogong.apps.money.services import Counted, count_cash, sign_count
from baogong.apps.people.enums import Role
from tests.factories.world import NOW, World


def fill_safe(world: World, fen: int, *, source: CashSource = CashSource.ADVANCE) -> None:
    count_by_two(world, Counted(world.estate.pk, None, fen, source, "收据 1 号"))


def take_from_safe(world: World, fen: int) -> None:
    """The clerk has it in hand; the safe has to hold it."""
    clerk = world.staff[Role.CLERK].pk
    count_by_two(world, Counted(world.estate.pk, clerk, fen, is_out=True))


def count_by_two(world: World, counted: Counted) -> None:
    found = count_cash(counted, key=uuid4(), actor=world.staff[Role.CLERK], now=NOW)
    sign_count(count_id=found.pk, why="", actor=world.staff[Role.COMMANDER], now=NOW)
