"""An act of asking as its household reads it: what came at once and what waits, by one number."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.queries.asks import (
    AskLineRow,
    DoorAskRow,
    ask_of_key,
    ask_of_number,
    asks_of_door,
)
from baogong.apps.ordering.queries.door_orders import (
    DoorOrderRow,
    order_of_door,
    order_of_key,
    orders_of_door,
)
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class ActRow:
    """``row``: the order where there is one, else the ask, for what both of them say."""

    row: DoorOrderRow | DoorAskRow
    order: DoorOrderRow | None
    ask: DoorAskRow | None

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def occurred_at(self) -> datetime:
        return self.row.occurred_at

    @property
    def open(self) -> bool:
        """Whether any of it can be changed."""
        return any(part is not None and part.open for part in (self.order, self.ask))

    def is_same(self, wishes: Collection[Wish]) -> bool:
        """Whether it asked for this. An ask has taken over what waited before it."""
        had: Counter[int] = Counter()
        for line in (*(self.order.lines if self.order else ()), *self._asked):
            had[line.listing_id] += line.quantity
        wanted = Counter({wish.listing_id: wish.quantity for wish in wishes})
        return wanted <= had if self._asked else wanted == had

    @property
    def _asked(self) -> tuple[AskLineRow, ...]:
        return self.ask.lines if self.ask else ()


def acts_of_door(*, household_id: int, now: datetime) -> list[ActRow]:
    """All that the door ordered and asked for, the newest first. Four queries."""
    orders = orders_of_door(household_id=household_id, now=now)
    asks = asks_of_door(household_id=household_id, now=now)
    order_of, ask_of = {row.id: row for row in orders}, {row.id: row for row in asks}
    acts = [act for pk in order_of | ask_of if (act := _act(order_of.get(pk), ask_of.get(pk)))]
    return sorted(acts, key=lambda act: act.occurred_at, reverse=True)


def act_of_number(*, household_id: int, number: str, now: datetime) -> ActRow:
    """What the door asked for under a number that people read. Raises NotVisible."""
    ask = ask_of_number(household_id=household_id, number=number, now=now)
    try:
        order = order_of_door(household_id=household_id, number=number, now=now)
    except NotVisible:
        order = None
    if act := _act(order, ask):
        return act
    raise NotVisible


def act_of_key(*, household_id: int, key: str, now: datetime) -> ActRow | None:
    """What a page's key made for the door, if it made anything; ``key`` as it was sent."""
    order = order_of_key(household_id=household_id, key=key, now=now)
    return _act(order, ask_of_key(household_id=household_id, key=key, now=now))


def _act(order: DoorOrderRow | None, ask: DoorAskRow | None) -> ActRow | None:
    row = order or ask
    return ActRow(row, order, ask) if row else None
