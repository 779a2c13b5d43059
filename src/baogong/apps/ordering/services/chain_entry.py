"""The ready lines of a chain become orders, door by door."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import Channel, LineKind, LineState, OnExisting, OnShort
from baogong.apps.ordering.errors import OrderingError
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import Chain, ChainAsk, ChainLine, Order, OrderLine
from baogong.apps.ordering.queries.chains import family_of, orders_of
from baogong.apps.ordering.queries.short_choice import usual_by_estate
from baogong.apps.ordering.services.cancel import cancel_order
from baogong.apps.ordering.services.decide import decide_orders
from baogong.apps.ordering.services.listings import RoundListings
from baogong.apps.ordering.services.settling import raise_if_round_is_shut, send_back
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Entered:
    """How many doors have what they asked for now, and how many lines came back for review."""

    doors: int
    refused: int


@dataclass(slots=True)
class _Door:
    """A door's ready asks in the order of the text, and what the chain ordered for it before."""

    door_id: int
    asks: list[ChainAsk] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    held: Counter[int] = field(default_factory=Counter)  # by listing
    had: Counter[int] = field(default_factory=Counter)  # by package
    wanted: Counter[int] = field(default_factory=Counter)

    @property
    def changes(self) -> bool:
        """Whether it is to have something, and not what it has."""
        return bool(self.wanted) and self.wanted != self.had

    def intent(
        self, chain: Chain, wishes: tuple[Wish, ...], *, actor: User, on_short: OnShort
    ) -> OrderIntent:
        """The state after all asks, in the place of what the chain had ordered."""
        return OrderIntent(
            key=uuid5(NAMESPACE_OID, f"chain ask {self.asks[-1].pk}"),
            round_id=chain.round_id,
            household_id=self.door_id,
            wishes=wishes,
            occurred_at=chain.pasted_at,
            channel=Channel.CHAIN,
            placed_by_id=actor.pk,
            on_existing=self._on_existing,
            replaces=frozenset(order.pk for order in self.orders),
            on_short=on_short,
        )

    @property
    def _on_existing(self) -> OnExisting:
        if any(ask.line.adds for ask in self.asks):
            return OnExisting.ADD
        return OnExisting.REPLACE if self.orders else OnExisting.ASK


def enter_chain(*, chain_id: int, actor: User, now: datetime) -> Entered:
    """Enter every ready line of a chain and of the copies that it continues.

    A door whose lines are refused (sold out, ordered elsewhere) goes back for review with the
    reason; the others are entered. A second run at the same time waits and finds nothing left.
    Raises CutoffPassed or RoundNotOpen, and changes nothing; OrderClosed where all that is left is
    to cancel.
    """
    emptied = _place(chain_id=chain_id, actor=actor, now=now)
    for door in emptied.doors:
        for order in door.orders:
            cancel_order(order_id=order.pk, actor=actor, now=now)
        _mark([door], {}, now=now)
    return Entered(emptied.placed + len(emptied.doors), emptied.refused)


@dataclass(frozen=True, slots=True)
class _Placed:
    placed: int
    refused: int
    doors: list[_Door]


@transaction.atomic
def _place(*, chain_id: int, actor: User, now: datetime) -> _Placed:
    """Place and replace. Doors that are to have nothing are given back: canceling has locks of
    its own."""
    chain = Chain.objects.get(pk=chain_id)
    family = family_of(chain)
    locks.lock_rows(Chain.objects.all(), keys=family)
    doors = _doors(family)
    shelf = RoundListings(chain.round_id)
    changing = [door for door in doors if door.changes]
    usual = usual_by_estate([chain.round.estate], at=now)[chain.round.estate_id]
    decisions = decide_orders(
        [
            door.intent(
                chain,
                shelf.wishes(door.wanted, held=door.held),
                actor=actor,
                on_short=usual,
            )
            for door in changing
        ],
        now=now,
    )
    refused = {
        door.door_id: decision.refusal
        for door, decision in zip(changing, decisions, strict=True)
        if decision.refusal
    }
    raise_if_round_is_shut(refused.values())
    orders = {
        door.door_id: decision.order_id
        for door, decision in zip(changing, decisions, strict=True)
        if decision.order_id
    }
    emptied = [door for door in doors if not door.wanted and door.orders]
    done = [door for door in doors if door.door_id not in refused and door not in emptied]
    _mark(done, orders, now=now)
    lines = _send_back([door for door in doors if door.door_id in refused], refused)
    audit.record([audit.Act("chain.entered", chain, actor, now, {"doors": len(done)})])
    return _Placed(len(done), lines, emptied)


def _doors(family: Sequence[int]) -> list[_Door]:
    """The ready asks by door, and what the chain ordered for it so far. Three queries."""
    asks = ChainAsk.objects.filter(
        line__chain__in=family, line__state=LineState.READY, entered_at=None
    ).select_related("line")
    doors: dict[int, _Door] = {}
    for ask in asks.order_by("line__chain", "line__position", "pk"):
        if ask.door_id is not None:
            doors.setdefault(ask.door_id, _Door(ask.door_id)).asks.append(ask)
    orders = orders_of(family).filter(household__in=doors)
    by_id = {order.pk: doors[order.household_id] for order in orders}
    for order in orders:
        by_id[order.pk].orders.append(order)
    lines = OrderLine.objects.filter(order__in=by_id)
    for order_id, listing_id, package_id, quantity in lines.values_list(
        "order", "listing", "listing__package", "quantity"
    ):
        by_id[order_id].held[listing_id] += quantity
        by_id[order_id].had[package_id] += quantity
    for door in doors.values():
        door.wanted = _after(door.had, door.asks)
    return list(doors.values())


def _after(had: Mapping[int, int], asks: Iterable[ChainAsk]) -> Counter[int]:
    """What a door is to have after its lines, in the order of the text."""
    wanted = dict(had)
    for ask in asks:
        packages = {int(pk): quantity for pk, quantity in ask.packages.items()}
        match ask.line.kind:
            case LineKind.ORDER:
                wanted = dict(Counter(wanted) + Counter(packages))
            case LineKind.CANCEL if not packages:
                wanted.clear()
            case _:
                wanted |= packages
    return +Counter(wanted)


def _mark(doors: Iterable[_Door], orders: Mapping[int, int], *, now: datetime) -> None:
    """The doors' asks are entered; a line is, once all its asks are."""
    for door in doors:
        had = door.orders[0].pk if door.orders else None
        for ask in door.asks:
            ask.order_id, ask.entered_at = orders.get(door.door_id, had), now
    asks = [ask for door in doors for ask in door.asks]
    ChainAsk.objects.bulk_update(asks, ["order", "entered_at"], batch_size=500)
    lines = ChainLine.objects.filter(pk__in={ask.line_id for ask in asks}, state=LineState.READY)
    lines.exclude(asks__entered_at=None).update(state=LineState.ENTERED)


def _send_back(doors: Sequence[_Door], refused: Mapping[int, OrderingError]) -> int:
    """Lines of refused doors wait for a person again, with the reason."""
    asks = [ask for door in doors for ask in door.asks]
    lines = {ask.line_id: (ask.line, refused[ask.door_id]) for ask in asks if ask.door_id}
    return send_back(ChainLine, lines.values())
