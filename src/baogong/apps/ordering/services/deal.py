"""What was asked for is dealt out: at the opening, at the moment of a draw, when some comes back.

Whoever deals holds the round alone, so nobody orders, cancels or asks meanwhile. Everything of a
deal is one transaction: a process that dies leaves it undone, and the next sweep does it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid5

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q

from baogong.apps.ordering.enums import Channel, Consent, OnShort, Rule
from baogong.apps.ordering.errors import OrderingError
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    Deal,
    DealShare,
    Listing,
    Order,
    Round,
    order_number,
)
from baogong.apps.ordering.policies import Pool
from baogong.apps.ordering.services.decide import check_stock, take, write_group
from baogong.apps.ordering.services.group import (
    Group,
    add_waiting,
    goods_in,
    lock_goods,
    lock_group,
)
from baogong.apps.places.models import CareFlag
from baogong.engines.allocation import Demand, Entry, Shortage, allocate
from baogong.plumbing import locks
from baogong.plumbing.bulk import copy_rows, reserve_ids

# What comes back in dribs is dealt out together, so that one log tells of many.
BETWEEN_DEALS = timedelta(minutes=10)

SHARE_COLUMNS = (
    "deal_id",
    "line_id",
    "lot_of_id",
    "order_id",
    "wanted",
    "granted",
    "asked_at",
    "priority",
    "why",
    "place",
)


@dataclass(slots=True)
class _Claim:
    """What a door wants by one lot, that of the ask ``lot_of``; its first line in front."""

    lot_of: int
    lines: list[AskLine] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        return sum(line.waiting for line in self.lines)


@dataclass(slots=True)
class _Dealt:
    """A deal with its log; entries carry the numbers of asks, ``claims`` are by number."""

    deal: Deal
    log: Sequence[Entry]
    claims: Mapping[str, _Claim]

    def parts(self) -> Iterator[tuple[Entry, _Claim, AskLine, int]]:
        """What each line gets: the first of a door before the next."""
        for entry in self.log:
            claim, left = self.claims[entry.demand.key], entry.granted
            for line in claim.lines:
                part = min(left, line.waiting)
                left -= part
                yield entry, claim, line, part

    def grants(self) -> Iterator[tuple[AskLine, int]]:
        for _, _, line, part in self.parts():
            if part:
                yield line, part


def deal_due(now: datetime) -> None:
    """The sweep: deal out what is due, each round in its own transaction.

    Raises an ExceptionGroup of what went wrong; the next minute tries again.
    """
    is_left = Q(listings__stock=None) | Q(listings__taken__lt=F("listings__stock"))
    waits = Q(listings__waiting__gt=0) & is_left
    draws = ~Q(listings__rule=Rule.FIRST_COME) & Q(listings__dealt_at=None, draws_at__lte=now)
    due = Round.objects.filter(waits | draws, closed_at=None, opens_at__lte=now)
    failed: list[Exception] = []
    for round_id in due.order_by("pk").distinct().values_list("pk", flat=True):
        try:
            deal_round(round_id=round_id, now=now)
        except (DatabaseError, locks.Busy) as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("rounds that were not dealt out", failed)


@transaction.atomic
def deal_round(*, round_id: int, now: datetime, last: bool = False) -> bool:
    """Deal out what there is of each listing that is due; ``last``: whatever is still to come,
    since the round closes. Return whether some of it is left, which a household may not have."""
    round_ = locks.lock_one(Round.objects.all(), key=round_id)
    if round_.closed_at is not None or now < round_.opens_at:
        return False
    listings = [
        listing
        for listing in round_.listings.order_by("pk")
        if _is_due(listing, round_=round_, now=now, last=last)
    ]
    if not listings:
        return False
    dealt = list(_deals(listings, round_=round_, now=now))
    gifts = _give(dealt, now=now)
    _write(dealt, gifts)
    Listing.objects.filter(pk__in=[row.pk for row in listings]).update(dealt_at=now)
    return any(_came(gifts, line) < count for deal in dealt for line, count in deal.grants())


def _is_due(listing: Listing, *, round_: Round, now: datetime, last: bool) -> bool:
    if listing.is_divided:
        return last or (round_.draws_at is not None and round_.draws_at <= now)
    recently = listing.dealt_at is not None and now - listing.dealt_at < BETWEEN_DEALS
    is_left = listing.stock is None or listing.taken < listing.stock
    return bool(listing.waiting) and is_left and (last or not recently)


def _deals(listings: Sequence[Listing], *, round_: Round, now: datetime) -> Iterator[_Dealt]:
    """Listing after listing, since they may share goods; whoever asked late comes behind."""
    lines: dict[int, list[AskLine]] = defaultdict(list)
    waiting = AskLine.objects.filter(listing__in=listings, waiting__gt=0).select_related("ask")
    for line in waiting.order_by("ask"):
        lines[line.listing_id].append(line)
    doors = {line.ask.household_id for rows in lines.values() for line in rows}
    first = _priority_doors(round_, doors) if any(_by_priority(row) for row in listings) else ()
    pools = list(lock_goods(goods_in([listing.pk for listing in listings])).values())
    for listing in listings:
        supply = _supply(listing, lines[listing.pk], pools=pools)
        for late, rows in enumerate(_in_time(listing, lines[listing.pk], round_=round_)):
            # That there is nothing is news at the moment itself, and never again.
            if not rows or (not supply and (late or listing.dealt_at is not None)):
                continue
            deal = Deal(
                listing=listing,
                rule=Rule.FIRST_COME if late else listing.rule,
                late=bool(late),
                supply=supply,
                dealt_at=now,
            )
            by_class = deal.rule == Rule.PRIORITY
            dealt = _divide(deal, rows, round_=round_, first=first if by_class else ())
            granted = sum(entry.granted for entry in dealt.log)
            supply -= granted
            for pool in pools:
                pool.change += pool.quantity([(listing.pk, granted)])
            yield dealt


def _by_priority(listing: Listing) -> bool:
    return listing.rule == Rule.PRIORITY


def _priority_doors(round_: Round, doors: Collection[int]) -> frozenset[int]:
    """Doors with care that counts, and those to which nothing came for so many days."""
    care = CareFlag.objects.filter(kind__in=round_.first_care, household__in=doors)
    first = set(care.values_list("household", flat=True))
    if round_.first_days:
        since = round_.delivery_date - timedelta(days=round_.first_days)
        served = Order.objects.live().filter(
            household__in=doors,
            round__delivery_date__gte=since,
            round__delivery_date__lt=round_.delivery_date,
        )
        first |= set(doors) - set(served.values_list("household", flat=True))
    return frozenset(first)


def _supply(listing: Listing, lines: Iterable[AskLine], *, pools: Iterable[Pool]) -> int:
    """How many there are of a listing, also by the goods that it shares; all that is wanted, where
    nothing bounds it."""
    bounds = [sum(line.waiting for line in lines)]
    if listing.stock is not None:
        bounds = [listing.stock - listing.taken]
    for pool in pools:
        left, held = pool.left(), pool.held_by.get(listing.pk)
        if left is not None and held:
            bounds.append(max(left, 0) // held)
    return min(bounds)


def _in_time(
    listing: Listing, lines: Sequence[AskLine], *, round_: Round
) -> tuple[list[AskLine], list[AskLine]]:
    """Those that the rule divides among, and those that came after its moment."""
    until = round_.draws_at if listing.rule != Rule.FIRST_COME else None
    early = [line for line in lines if until is None or line.ask.occurred_at < until]
    late = [line for line in lines if until is not None and line.ask.occurred_at >= until]
    return early, late


def _divide(
    deal: Deal, rows: Sequence[AskLine], *, round_: Round, first: Collection[int]
) -> _Dealt:
    """``first``: the priority doors. Whoever asked ahead asked at the opening: a lot decides.

    A door that asked twice where time does not count has one lot, that of its first number.
    """
    claims = _claims(deal, rows, opens_at=round_.opens_at)
    demands = tuple(
        Demand(
            number,
            claim.wanted,
            max(claim.lines[0].ask.occurred_at, round_.opens_at),
            int(bool(first) and claim.lines[0].ask.household_id not in first),
        )
        for number, claim in sorted(claims.items())
    )
    strategy = Rule(deal.rule).strategy
    log = allocate(Shortage(demands, deal.supply, strategy, deal.listing.seed)).log
    return _Dealt(deal, log, claims)


def _claims(deal: Deal, rows: Iterable[AskLine], *, opens_at: datetime) -> dict[str, _Claim]:
    """By number. A lot that was drawn for a line holds in later deals too."""
    rows = list(rows)
    lots = dict(DealShare.objects.filter(line__in=rows).values_list("line", "lot_of"))
    by_door: dict[tuple[int, datetime], _Claim] = {}
    for line in rows:
        at = max(line.ask.occurred_at, opens_at)
        counted = at if deal.rule == Rule.FIRST_COME else opens_at
        lot_of = lots.get(line.pk, line.ask_id)
        claim = by_door.setdefault((line.ask.household_id, counted), _Claim(lot_of))
        claim.lines.append(line)
    return {order_number(claim.lot_of): claim for claim in by_door.values()}


@dataclass(frozen=True, slots=True)
class _Gift:
    """What came of a grant: ``count`` of it in an order."""

    order: Order
    count: int


def _came(gifts: Mapping[int, _Gift], line: AskLine) -> int:
    gift = gifts.get(line.pk)
    return gift.count if gift else 0


def _give(dealt: Sequence[_Dealt], *, now: datetime) -> dict[int, _Gift]:
    """Make orders of what was granted; return what came by ask line.

    A household that bought its most elsewhere meanwhile gets only what its limits leave.
    """
    granted: dict[Ask, list[tuple[AskLine, int]]] = defaultdict(list)
    for deal in dealt:
        for line, count in deal.grants():
            granted[line.ask].append((line, count))
    if not granted:
        return {}
    group = lock_group([_intent(ask, rows, now=now) for ask, rows in granted.items()])
    group.keep_nothing()
    ids = iter(reserve_ids(Order, sum(map(len, granted.values()))))
    gifts = {
        line.pk: gift
        for ask, rows in granted.items()
        for line, gift in _gifts(ask, rows, group=group, ids=ids, now=now)
    }
    write_group(group, now=now)
    return gifts


def _gifts(
    ask: Ask,
    rows: Sequence[tuple[AskLine, int]],
    *,
    group: Group,
    ids: Iterator[int],
    now: datetime,
) -> Iterator[tuple[AskLine, _Gift]]:
    """One order of all lines; where its limits forbid that, one of each line, of as many as they
    allow."""
    for part in (rows, *([row] for row in rows)):
        intent = _intent(ask, part, now=now)
        if part is not rows:
            intent = _allowed(intent, group=group)
        if not _may_have(intent, group=group):
            continue
        order = take(intent, intent.wishes, group=group, order_id=next(ids))
        order.waits_for_check = ask.waits_for_check
        if part is rows:
            yield from ((line, _Gift(order, count)) for line, count in part)
            return
        yield part[0][0], _Gift(order, intent.wishes[0].quantity)


def _may_have(intent: OrderIntent, *, group: Group) -> bool:
    try:
        check_stock(intent, group=group)
    except OrderingError:
        return False
    return True


def _allowed(intent: OrderIntent, *, group: Group) -> OrderIntent:
    """As many of the one package of it as stock and limits leave; 1 where they leave none."""
    [wish] = intent.wishes
    for count in range(wish.quantity, 1, -1):
        fewer = replace(intent, wishes=(Wish(wish.listing_id, count),))
        if _may_have(fewer, group=group):
            return fewer
    return replace(intent, wishes=(Wish(wish.listing_id, 1),))


def _intent(ask: Ask, rows: Sequence[tuple[AskLine, int]], *, now: datetime) -> OrderIntent:
    wishes = tuple(Wish(line.listing_id, count) for line, count in rows)
    had = [line.granted for line, _ in rows]  # more with every order, so that each has its key
    return OrderIntent(
        key=uuid5(ask.key, f"{wishes} {had}"),
        round_id=ask.round_id,
        household_id=ask.household_id,
        wishes=wishes,
        occurred_at=now,
        channel=Channel(ask.channel),
        placed_by_id=ask.placed_by_id,
        read_back=ask.read_back,
        consent=Consent(ask.consent) if ask.consent else None,
        by_door_id=ask.by_door_id,
        over_percent=ask.over_percent,
        on_short=OnShort(ask.on_short),
    )


def _write(dealt: Sequence[_Dealt], gifts: Mapping[int, _Gift]) -> None:
    """The deals with their logs, and what each line got and still waits for."""
    Deal.objects.bulk_create(deal.deal for deal in dealt)
    copy_rows(DealShare, SHARE_COLUMNS, (row for deal in dealt for row in _shares(deal, gifts)))
    waited: dict[int, int] = defaultdict(int)
    changes = []
    for deal in dealt:
        for line, count in deal.grants():
            came = _came(gifts, line)
            # Who may have no more of it does not wait any longer.
            ends = count if came == count else line.waiting
            changes.append((line.pk, came, ends))
            waited[line.listing_id] -= ends
    add_waiting(waited)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ordering_askline line SET granted = line.granted + change.came,"
            " waiting = line.waiting - change.ends"
            " FROM unnest(%s::bigint[], %s::int[], %s::int[]) AS change(id, came, ends)"
            " WHERE line.id = change.id",
            [list(column) for column in zip(*changes, strict=True)] or [[], [], []],
        )


def _shares(dealt: _Dealt, gifts: Mapping[int, _Gift]) -> Iterator[Sequence[object]]:
    for entry, claim, line, part in dealt.parts():
        gift = gifts.get(line.pk) if part else None
        yield (
            dealt.deal.pk,
            line.pk,
            claim.lot_of,
            gift.order.pk if gift else None,
            line.waiting,
            part,
            entry.demand.asked_at,
            entry.demand.priority,
            entry.why,
            entry.place,
        )
