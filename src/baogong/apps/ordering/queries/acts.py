"""An act of asking as its household reads it: what came at once and what waits, by one number."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Ask, Order
from baogong.apps.ordering.queries.asks import (
    AskLineRow,
    DoorAskRow,
    ask_of_key,
    ask_of_number,
    ask_row,
    asks_of_door,
)
from baogong.apps.ordering.queries.door_orders import (
    DoorOrderRow,
    order_of_door,
    order_of_key,
    order_row,
    orders_of_door,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
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
        """Whether it asked for this."""
        had: Counter[int] = Counter()
        for wish in self.order.wishes if self.order else ():
            had[wish.listing_id] += wish.quantity
        for line in self._asked:
            had[line.listing_id] += line.quantity
        return Counter({wish.listing_id: wish.quantity for wish in wishes}) == had

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


def held_by(rows: Iterable[DoorOrderRow | DoorAskRow]) -> Counter[int]:
    """What orders and asks come to together, by listing."""
    held: Counter[int] = Counter()
    for wish in chain.from_iterable(row.wishes for row in rows):
        held[wish.listing_id] += wish.quantity
    return held


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


def act_for(*, viewer: Viewer, roles: Collection[Role], pk: int, now: datetime) -> ActRow | None:
    """What a door in the viewer's care asked for under an id; None where it is none of theirs."""
    mine = covers(viewer=viewer, roles=roles, path="household__path")
    orders, asks = (kind.objects.filter(mine, pk=pk) for kind in (Order, Ask))
    return _act(
        order_row(order_id=pk, now=now) if orders.exists() else None,
        ask_row(ask_id=pk, now=now) if asks.exists() else None,
    )


def act_of_key(*, household_id: int, key: str, now: datetime) -> ActRow | None:
    """What a page's key made for the door, if it made anything; ``key`` as it was sent."""
    order = order_of_key(household_id=household_id, key=key, now=now)
    return _act(order, ask_of_key(household_id=household_id, key=key, now=now))


def _act(order: DoorOrderRow | None, ask: DoorAskRow | None) -> ActRow | None:
    row = order or ask
    return ActRow(row, order, ask) if row else None
