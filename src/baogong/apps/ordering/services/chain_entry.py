"""The ready lines of a chain become orders, door by door."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.db.models import Exists

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import Channel, Consent, LineKind, LineState, OnExisting, OnShort
from baogong.apps.ordering.errors import AskEnded, OrderingError
from baogong.apps.ordering.intents import Decision, OrderIntent, Wish
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    Chain,
    ChainAsk,
    ChainLine,
    Order,
    OrderLine,
)
from baogong.apps.ordering.queries.chains import asks_of, family_of, given_to, orders_of
from baogong.apps.ordering.queries.short_choice import usual_by_estate
from baogong.apps.ordering.services.cancel import cancel_order
from baogong.apps.ordering.services.decide import decide_orders
from baogong.apps.ordering.services.listings import RoundListings
from baogong.apps.ordering.services.settling import raise_if_round_is_shut, send_back
from baogong.apps.ordering.services.withdraw import withdraw_ask
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Entered:
    """How many doors have what they asked for now, how many of them ask for something that has to
    wait, and how many lines came back for review."""

    doors: int
    asks: int
    refused: int


@dataclass(slots=True)
class _Door:
    """A door's ready asks in the order of the text, and what the chain ordered for it before, each
    order and ask with what it holds by package.

    ``given``: what waits or was given out. It stays as long as no fewer are wanted, so that nobody
    loses a place by a longer chain.
    """

    door_id: int
    asks: list[ChainAsk] = field(default_factory=list)
    orders: dict[Order, Counter[int]] = field(default_factory=dict)
    given: dict[Order | Ask, Counter[int]] = field(default_factory=dict)
    held: Counter[int] = field(default_factory=Counter)  # by listing, of the orders
    had: Counter[int] = field(default_factory=Counter)  # by package
    wanted: Counter[int] = field(default_factory=Counter)

    @property
    def replaced(self) -> list[Order | Ask]:
        """What of it cannot stay as it is."""
        fewer, more = self.had - self.wanted, self.wanted - self.had
        given = sum(self.given.values(), Counter[int]())
        stays = (fewer + more).keys() <= given.keys()
        at_once = [] if stays else self.orders
        return [*at_once, *(act for act, counts in self.given.items() if counts & fewer)]

    @property
    def kept(self) -> dict[Order | Ask, Counter[int]]:
        gone, acts = self.replaced, (*self.orders.items(), *self.given.items())
        return {act: counts for act, counts in acts if act not in gone}

    @property
    def more(self) -> Counter[int]:
        """What is to be ordered or asked for; nothing, where it has all that is wanted."""
        return self.wanted - sum(self.kept.values(), Counter())

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
            consent=Consent.NEIGHBOUR if self._by_door_id else None,
            by_door_id=self._by_door_id,
            on_existing=self._on_existing,
            replaces=frozenset(act.pk for act in self.replaced),
            keeps=frozenset(act.pk for act in self.kept),
            on_short=on_short,
        )

    @property
    def _by_door_id(self) -> int | None:
        """The neighbour's who wrote last; None where its own household wrote any part of it."""
        writers = [act.by_door_id for act in self.replaced]
        writers += [ask.line.writer_id for ask in self.asks]
        return None if {None, self.door_id} & {*writers} else writers[-1]

    @property
    def _on_existing(self) -> OnExisting:
        if any(ask.line.adds for ask in self.asks):
            return OnExisting.ADD
        return OnExisting.REPLACE if self.replaced else OnExisting.ASK


def enter_chain(*, chain_id: int, actor: User, now: datetime) -> Entered:
    """Enter every ready line of a chain and of the copies that it continues.

    A door whose lines are refused (sold out, ordered elsewhere) goes back for review with the
    reason; the others are entered. A second run at the same time waits and finds nothing left.
    Raises CutoffPassed, and changes nothing; OrderClosed where all that is left is to cancel.
    """
    placed = _place(chain_id=chain_id, actor=actor, now=now)
    for door in placed.emptied:
        for act in door.replaced:
            _take_back(act, actor=actor, now=now)
        _mark([door], {}, now=now)
    return Entered(placed.doors + len(placed.emptied), placed.asks, placed.refused)


def _take_back(act: Order | Ask, *, actor: User, now: datetime) -> None:
    if isinstance(act, Order):
        cancel_order(order_id=act.pk, actor=actor, now=now)
        return
    with suppress(AskEnded):  # it was given out or taken back meanwhile
        withdraw_ask(ask_id=act.pk, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class _Placed:
    doors: int
    asks: int
    refused: int
    emptied: list[_Door]


@transaction.atomic
def _place(*, chain_id: int, actor: User, now: datetime) -> _Placed:
    """Place and replace. Doors that are to have less and nothing new are given back: canceling has
    locks of its own."""
    chain = Chain.objects.get(pk=chain_id)
    family = family_of(chain)
    locks.lock_rows(Chain.objects.all(), keys=family)
    doors = _doors(family)
    shelf = RoundListings(chain.round_id)
    changing = [door for door in doors if door.more]
    usual = usual_by_estate([chain.round.estate], at=now)[chain.round.estate_id]
    intents = [
        door.intent(
            chain,
            shelf.wishes(door.more, held=door.held if door.replaced else {}),
            actor=actor,
            on_short=usual,
        )
        for door in changing
    ]
    decisions = decide_orders(intents, now=now)
    decided = dict(zip([door.door_id for door in changing], decisions, strict=True))
    refused = {pk: row.refusal for pk, row in decided.items() if row.refusal}
    raise_if_round_is_shut(refused.values())
    emptied = [door for door in doors if not door.more and door.replaced]
    done = [door for door in doors if door.door_id not in refused and door not in emptied]
    _mark(done, decided, now=now)
    lines = _send_back([door for door in doors if door.door_id in refused], refused)
    audit.record([audit.Act("chain.entered", chain, actor, now, {"doors": len(done)})])
    asks = sum(decision.ask_id is not None for decision in decisions)
    return _Placed(len(done), asks, lines, emptied)


def _doors(family: Sequence[int]) -> list[_Door]:
    """The ready asks by door, and what the chain ordered for it so far. Six queries."""
    asks = ChainAsk.objects.filter(
        line__chain__in=family, line__state=LineState.READY, entered_at=None
    ).select_related("line")
    doors: dict[int, _Door] = {}
    for ask in asks.order_by("line__chain", "line__position", "pk"):
        if ask.door_id is not None:
            doors.setdefault(ask.door_id, _Door(ask.door_id)).asks.append(ask)
    _add_orders(doors, family)
    _add_waiting(doors, family)
    for door in doors.values():
        door.wanted = _after(door.had, door.asks)
    return list(doors.values())


def _add_orders(doors: Mapping[int, _Door], family: Sequence[int]) -> None:
    orders = orders_of(family).filter(household__in=doors)
    by_id = {order.pk: order for order in orders}
    given = set(by_id) & set(orders.filter(Exists(given_to(family))).values_list("pk", flat=True))
    for pk, order in by_id.items():
        door = doors[order.household_id]
        if pk in given:
            door.given[order] = Counter()
        else:
            door.orders[order] = Counter()
    lines = OrderLine.objects.filter(order__in=by_id)
    for order_id, listing_id, package_id, quantity in lines.values_list(
        "order", "listing", "listing__package", "quantity"
    ):
        door = doors[by_id[order_id].household_id]
        acts = door.given if order_id in given else door.orders
        acts[by_id[order_id]][package_id] += quantity
        door.had[package_id] += quantity
        door.held[listing_id] += quantity * (order_id not in given)


def _add_waiting(doors: Mapping[int, _Door], family: Sequence[int]) -> None:
    asks = {ask.pk: ask for ask in asks_of(family).filter(household__in=doors)}
    lines = AskLine.objects.filter(ask__in=asks, waiting__gt=0)
    for ask_id, package_id, waiting in lines.values_list("ask", "listing__package", "waiting"):
        ask = asks[ask_id]
        door = doors[ask.household_id]
        door.had[package_id] += waiting
        door.given.setdefault(ask, Counter())[package_id] += waiting


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


def _mark(doors: Iterable[_Door], decided: Mapping[int, Decision], *, now: datetime) -> None:
    """The doors' asks are entered; a line is, once all its asks are."""
    for door in doors:
        before = [*door.orders, *door.given]
        order_id = next((act.pk for act in before if isinstance(act, Order)), None)
        ask_id = next((act.pk for act in before if isinstance(act, Ask)), None)
        if decision := decided.get(door.door_id):
            order_id, ask_id = decision.order_id, decision.ask_id
        for ask in door.asks:
            ask.order_id, ask.ask_id, ask.entered_at = order_id, ask_id, now
    asks = [ask for door in doors for ask in door.asks]
    ChainAsk.objects.bulk_update(asks, ["order", "ask", "entered_at"], batch_size=500)
    lines = ChainLine.objects.filter(pk__in={ask.line_id for ask in asks}, state=LineState.READY)
    lines.exclude(asks__entered_at=None).update(state=LineState.ENTERED)


def _send_back(doors: Sequence[_Door], refused: Mapping[int, OrderingError]) -> int:
    """Lines of refused doors wait for a person again, with the reason."""
    asks = [ask for door in doors for ask in door.asks]
    lines = {ask.line_id: (ask.line, refused[ask.door_id]) for ask in asks if ask.door_id}
    return send_back(ChainLine, lines.values())
