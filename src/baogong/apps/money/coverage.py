"""Which payment of a door pays which of its orders: its account gone through from the start.

Pure. Money of a door is in one of two places: it covers what an order costs, or it is free. What
is free is put to use at once where something is owed, the oldest order first, so that a door
either owes something or has a credit, and never both (decision 0033). What an item needed no more
is remembered, so that its order can say where that went.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from baogong.apps.money.enums import PayMethod

Item = int | None  # an order, or None for what else the door owes
Part = tuple[Item, int]  # so many fen of an item
Key = TypeVar("Key")


class Purse(NamedTuple):
    """Where money came from: a payment. By phone, ``number`` is the provider's own of it."""

    method: PayMethod
    number: str

    @property
    def by_phone(self) -> bool:
        return self.method is PayMethod.WECHAT

    def rank_beside(self, other: "Purse") -> tuple[bool, bool]:
        """Which other money takes the place of this first: by hand, and of the same kind."""
        return other.by_phone, other.method is not self.method


NOBODY = Purse(PayMethod.CASH, "")  # a credit that no payment brought goes back by hand


class Left(NamedTuple):
    """Money that was paid for an item which needed it no more, and what it came with."""

    item: Item
    purse: Purse


@dataclass(frozen=True, slots=True)
class Pays:
    """Where such money went: it was set off against this item."""

    item: Item


@dataclass(frozen=True, slots=True)
class WentBack:
    """It left the account with this payment, by its key."""

    payment: int


Goal = Pays | WentBack
Whereabouts = tuple[Purse, Goal | None, int]  # what it came with, where it is, how many fen


@dataclass(slots=True)
class DoorMoney:
    """``costs``: what each item costs by now; ``covers``: by item, what pays it. In fen.

    ``left``: which items did not need what is free of a purse; ``gone``: where money went that its
    item did not need.
    """

    costs: dict[Item, int] = field(default_factory=dict)
    covers: dict[Item, dict[Purse, int]] = field(default_factory=dict)
    free: dict[Purse, int] = field(default_factory=dict)
    left: dict[Purse, dict[Left, int]] = field(default_factory=dict)
    gone: dict[tuple[Left, Goal], int] = field(default_factory=dict)

    def charge(self, item: Item, fen: int) -> None:
        """An item costs so much more, or less: then what paid it is free, by phone before by hand
        and the newest first."""
        cost = self.costs.get(item, 0) + fen
        self.costs[item], covers = max(cost, 0), self.covers.setdefault(item, {})
        self._leave(Left(item, NOBODY), -cost)
        newest_first = list(covers)[::-1]
        for purse in sorted(newest_first, key=lambda purse: not purse.by_phone):
            self._leave(Left(item, purse), _take(covers, purse, -self.owed(item)))
        self._use()

    def pay(
        self, purse: Purse, fen: int, parts: Iterable[Part] = (), *, undoes: int | None = None
    ) -> None:
        """Money came in: for these parts, as far as they are owed still, then for anything.

        ``undoes``: the payment that did not go back after all. What went with it is free again.
        """
        unneeded = []
        for item, wanted in parts:
            part = max(min(fen, wanted, self.owed(item)), 0)
            self._cover(item, purse, part)
            unneeded.append((Left(item, purse), wanted - part))
            fen -= part
        self._add_free(purse, fen)
        for left, rest in [*self._take_up(undoes, fen), *unneeded]:
            fen -= self._remember(left, purse, min(rest, fen))
        self._use()

    def give_back(self, purse: Purse, fen: int, *, payment: int) -> None:
        """Money of a payment went back with another one, or the payment was taken back by it.

        Where it has none, other money takes its place, by hand before by phone. What nothing
        stands for is owed again.
        """
        goal = WentBack(payment)
        fen -= self._spend(purse, fen, goal)
        for covers in reversed(self.covers.values()):
            fen -= _take(covers, purse, fen)
        for other in sorted(self.free, key=purse.rank_beside):
            fen -= self._spend(other, fen, goal)
        self.costs[None] = self.costs.get(None, 0) + fen
        self._use(goal)

    def owed(self, item: Item) -> int:
        """What an item costs beyond what pays it."""
        return self.costs.get(item, 0) - sum(self.covers.get(item, {}).values())

    @property
    def open_items(self) -> list[Part]:
        """What is owed, the oldest first."""
        return [(item, fen) for item in self.costs if (fen := self.owed(item)) > 0]

    @property
    def balance(self) -> int:
        """What the door owes; below 0 it has a credit."""
        return sum(fen for _, fen in self.open_items) - sum(self.free.values())

    def used_for(self, purse: Purse) -> list[Part]:
        """What a payment pays now, the oldest first."""
        return [
            (item, fen) for item, covers in self.covers.items() if (fen := covers.get(purse, 0))
        ]

    def left_of(self, item: Item) -> list[Whereabouts]:
        """Where money is that was paid for an item and that it needed no more; None where it is
        free."""
        gone = [(left, goal, fen) for (left, goal), fen in self.gone.items()]
        free = [(left, None, fen) for lefts in self.left.values() for left, fen in lefts.items()]
        return [(left.purse, goal, fen) for left, goal, fen in (*gone, *free) if left.item == item]

    def _use(self, goal: WentBack | None = None) -> None:
        """``goal``: what went back in the place of the money that is put to use here."""
        for item, _ in self.open_items:
            for purse in list(self.free):
                part = self._spend(purse, self.owed(item), goal or Pays(item))
                self._cover(item, purse, part)

    def _spend(self, purse: Purse, most: int, goal: Goal) -> int:
        """At most so many free fen of a purse go there; those that an item left before others."""
        part = rest = _take(self.free, purse, most)
        lefts = self.left.get(purse, {})
        for left in list(lefts):
            went = _take(lefts, left, rest)
            rest -= went
            if went and goal != Pays(left.item):
                self.gone[left, goal] = self.gone.get((left, goal), 0) + went
        return part

    def _take_up(self, payment: int | None, fen: int) -> Iterable[tuple[Left, int]]:
        """What went back with a payment has not gone after all; at most so many fen."""
        for left, goal in list(self.gone):
            if payment is not None and goal == WentBack(payment):
                part = _take(self.gone, (left, goal), fen)
                fen -= part
                yield left, part

    def _leave(self, left: Left, fen: int) -> None:
        """An item needs so much less of what was paid for it."""
        self._add_free(left.purse, fen)
        self._remember(left, left.purse, fen)

    def _remember(self, left: Left, purse: Purse, fen: int) -> int:
        """Which item did not need what is free of a purse."""
        if fen <= 0:
            return 0
        lefts = self.left.setdefault(purse, {})
        lefts[left] = lefts.get(left, 0) + fen
        return fen

    def _cover(self, item: Item, purse: Purse, fen: int) -> None:
        if fen:
            covers = self.covers.setdefault(item, {})
            covers[purse] = covers.get(purse, 0) + fen

    def _add_free(self, purse: Purse, fen: int) -> None:
        if fen > 0:
            self.free[purse] = self.free.get(purse, 0) + fen


@dataclass(frozen=True, slots=True)
class Moved:
    """A posting on a door's account. ``fen`` above 0 is owed by the door, or went back to it.

    ``purse``: of which payment; None where what an ``item`` costs has changed. ``parts``: what a
    payment was for, where that is known. ``payment``: its key; ``undoes``: of the one that it
    takes back.
    """

    fen: int
    item: Item = None
    purse: Purse | None = None
    parts: tuple[Part, ...] = ()
    payment: int = 0
    undoes: int | None = None


def go_through(moves: Sequence[Moved]) -> DoorMoney:
    """The oldest first."""
    money = DoorMoney()
    for move in moves:
        if move.purse is None:
            money.charge(move.item, move.fen)
        elif move.fen < 0:
            money.pay(move.purse, -move.fen, move.parts, undoes=move.undoes)
        else:
            money.give_back(move.purse, move.fen, payment=move.payment)
    return money


def _take(amounts: dict[Key, int], key: Key, most: int) -> int:
    """At most so many fen of an amount; one of which nothing is left is dropped."""
    held = amounts.get(key, 0)
    part = max(min(held, most), 0)
    if part == held:
        amounts.pop(key, None)
    else:
        amounts[key] = held - part
    return part
