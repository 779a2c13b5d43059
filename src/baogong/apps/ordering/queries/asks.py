"""What a door asked for and could not have at once."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from baogong.apps.ordering.enums import Channel, Consent, Moment, OnShort, Rule, ordered_by
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Ask, AskLine, Listing
from baogong.apps.ordering.queries.door_orders import order_id_of
from baogong.apps.ordering.queries.offers import moment_at, moment_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


@dataclass(frozen=True, slots=True)
class AskLineRow:
    """``quantity`` of a package was asked for, ``granted`` of it came, ``waiting`` may still come:
    at a ``moment``, or whenever there is one again."""

    listing_id: int
    name: str
    price_fen: int
    quantity: int
    granted: int
    waiting: int
    rule: Rule
    moment: Moment | None
    moment_at: datetime | None


@dataclass(frozen=True, slots=True)
class DoorAskRow:
    """An ask as its household or the phone desk sees it."""

    id: int
    number: str
    round_id: int
    round: str
    household_id: int
    door: str
    cutoff_at: datetime
    delivery_date: date
    channel: Channel
    placed_by: str
    consent: Consent | None
    by_door: str
    over_percent: int
    on_short: OnShort
    occurred_at: datetime
    recorded_at: datetime
    withdrawn_at: datetime | None
    closed: bool
    lines: tuple[AskLineRow, ...]

    @property
    def ordered_by(self) -> str:
        """Who placed it, as its household reads it."""
        return ordered_by(self.channel, by_door=self.by_door)

    @property
    def open(self) -> bool:
        """Whether something may still come of it."""
        return self.stands and bool(self.waiting)

    @property
    def stands(self) -> bool:
        """Whether nobody took it back, and its round still gives something out."""
        return self.withdrawn_at is None and not self.closed

    @property
    def stands_in_line(self) -> bool:
        """Whether whoever asks anew instead comes behind others."""
        return self.stands and any(not line.moment for line in self.waiting)

    @property
    def moment_at(self) -> datetime | None:
        """The next moment at which something of it is given out."""
        moments = (line.moment_at for line in self.waiting if line.moment_at)
        return min(moments, default=None)

    @property
    def is_divided(self) -> bool:
        """Whether it takes part in a draw that is to come."""
        return any(line.moment == Moment.DRAW for line in self.waiting)

    @property
    def waiting(self) -> tuple[AskLineRow, ...]:
        """What of it may still come."""
        return tuple(line for line in self.lines if line.waiting)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        """What it still waits for, as it would be asked for again."""
        return tuple(Wish(line.listing_id, line.waiting) for line in self.waiting)


def asks_of_door(
    *, household_id: int, now: datetime, round_ids: Sequence[int] | None = None, most: int = 50
) -> list[DoorAskRow]:
    """The door's asks, the newest first; those that stand in some rounds only, if given.

    Two queries.
    """
    asks = Ask.objects.filter(household=household_id).order_by("-occurred_at", "-pk")
    if round_ids is not None:
        asks = asks.standing().filter(round__in=round_ids)
    return _rows(asks[:most], now=now)


def ask_of_number(*, household_id: int, number: str, now: datetime) -> DoorAskRow | None:
    """The door's ask under a number that people read. Raises NotVisible for a misread one."""
    asks = Ask.objects.filter(household=household_id, pk=order_id_of(number))
    return next(iter(_rows(asks, now=now)), None)


def ask_of_key(*, household_id: int, key: str, now: datetime) -> DoorAskRow | None:
    """The door's ask that a page's key made, if it made one; ``key`` as it was sent."""
    try:
        asks = Ask.objects.filter(household=household_id, key=UUID(key))
    except ValueError:
        return None
    return next(iter(_rows(asks, now=now)), None)


def ask_row(*, ask_id: int, now: datetime) -> DoorAskRow | None:
    """The ask with this id, if there is one, of which an order or the ask has passed a gate."""
    return next(iter(_rows(Ask.objects.filter(pk=ask_id), now=now)), None)


def ask_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Ask:
    """The gate to an ask of a door in the viewer's care. Raises NotVisible."""
    asks = Ask.objects.filter(covers(viewer=viewer, roles=roles, path="household__path"))
    return only_visible(asks, pk=pk)


def _rows(asks: QuerySet[Ask], *, now: datetime) -> list[DoorAskRow]:
    found = list(asks.select_related("round", "household", "placed_by", "by_door"))
    by_id = {ask.pk: ask for ask in found}
    lines: dict[int, list[AskLineRow]] = defaultdict(list)
    rows = AskLine.objects.filter(ask__in=by_id).select_related("listing__package")
    for line in rows.order_by("listing__price_fen", "pk"):
        lines[line.ask_id].append(_line(line, by_id[line.ask_id], now=now))
    return [_row(ask, lines=tuple(lines[ask.pk])) for ask in found]


def _line(line: AskLine, ask: Ask, *, now: datetime) -> AskLineRow:
    moment = _moment(line.listing, ask, now=now)
    return AskLineRow(
        listing_id=line.listing_id,
        name=line.listing.package.name,
        price_fen=line.listing.price_fen,
        quantity=line.quantity,
        granted=line.granted,
        waiting=line.waiting,
        rule=Rule(line.listing.rule),
        moment=moment,
        moment_at=moment_at(moment, round_=ask.round),
    )


def _moment(listing: Listing, ask: Ask, *, now: datetime) -> Moment | None:
    """Who asked ahead waits for the opening until the sweep has dealt it out, a minute later."""
    moment = moment_of(listing, round_=ask.round, now=now)
    is_left = listing.stock is None or listing.taken < listing.stock
    asked_ahead = ask.occurred_at < ask.round.opens_at
    if moment is None and asked_ahead and is_left and listing.dealt_at is None:
        return Moment.OPENING
    return moment


def _row(ask: Ask, *, lines: tuple[AskLineRow, ...]) -> DoorAskRow:
    round_ = ask.round
    return DoorAskRow(
        id=ask.pk,
        number=ask.number,
        round_id=ask.round_id,
        round=round_.title,
        household_id=ask.household_id,
        door=ask.household.label,
        cutoff_at=round_.cutoff_at,
        delivery_date=round_.delivery_date,
        channel=Channel(ask.channel),
        placed_by=ask.placed_by.name if ask.placed_by else "",
        consent=Consent(ask.consent) if ask.consent else None,
        by_door=ask.by_door.label if ask.by_door else "",
        over_percent=ask.over_percent,
        on_short=OnShort(ask.on_short),
        occurred_at=ask.occurred_at,
        recorded_at=ask.recorded_at,
        withdrawn_at=ask.withdrawn_at,
        closed=round_.closed_at is not None,
        lines=lines,
    )
