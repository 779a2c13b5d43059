"""Who gets what of a good that came short, before anybody confirms it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import attrgetter

from baogong.apps.ordering.enums import OnShort, ShareReason
from baogong.apps.ordering.models.order import order_number
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.procurement.queries import StandIn, stand_ins
from baogong.apps.sorting import policies
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.models import BagLine, Wave
from baogong.apps.sorting.queries.balances import GoodBalance, balances_of
from baogong.apps.sorting.queries.worth import PricedLine, Worth, priced, worth_of
from baogong.engines.allocation import Allocation, Demand, Shortage, Strategy, allocate
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class Terms:
    """How to divide. ``care`` and ``doors`` (ids) name the priority doors, ``supply`` what there
    is for the bags that are not packed; None: what the ledgers say."""

    division: Division
    care: frozenset[CareKind] = frozenset()
    doors: frozenset[int] = frozenset()
    supply: int | None = None

    @property
    def by_priority(self) -> bool:
        return self.division is Division.PRIORITY


@dataclass(frozen=True, slots=True)
class LineCut:
    """So much less of a bag line goes in, and ``instead`` of the stand-in."""

    bag_line_id: int
    bag_id: int
    quantity: int
    instead: int


@dataclass(frozen=True, slots=True)
class OrderShare:
    """What an order of a door would not get. ``outcome``: what would be done about it."""

    order_id: int
    quantity: int
    fen: int
    choice: OnShort
    outcome: OnShort
    instead: int
    lines: tuple[LineCut, ...]


@dataclass(frozen=True, slots=True)
class DoorShare:
    """A door's line of the log to be, in pieces or grams. ``order_id``: its first order."""

    household_id: int
    door: str
    sort_key: str
    order_id: int
    wanted: int
    granted: int
    asked_at: datetime
    priority: int
    why: str
    place: int
    cuts: tuple[OrderShare, ...]

    @property
    def missing(self) -> int:
        return self.wanted - self.granted

    @property
    def number(self) -> str:
        return order_number(self.order_id)

    @property
    def why_label(self) -> str:
        return str(ShareReason(self.why).label)

    @property
    def fen(self) -> int:
        """What goes back to it."""
        return sum(cut.fen for cut in self.cuts if cut.outcome is OnShort.REFUND)


@dataclass(frozen=True, slots=True)
class Draft:
    """A division that nobody has confirmed; ``shares`` in walking order, ``digest`` of all that
    it was made of. ``seed``: the round's word for the good's lots, which nobody chooses.
    ``other``: what stands in for the good; ``first``: how many doors come before the others."""

    balance: GoodBalance
    terms: Terms
    seed: str
    unit: int
    supply: int
    other: StandIn | None
    first: int
    shares: tuple[DoorShare, ...]
    digest: str

    @property
    def wanted(self) -> int:
        return sum(share.wanted for share in self.shares)

    @property
    def granted(self) -> int:
        return sum(share.granted for share in self.shares)

    @property
    def missing(self) -> int:
        return sum(share.missing for share in self.shares)

    @property
    def short_doors(self) -> tuple[DoorShare, ...]:
        return tuple(share for share in self.shares if share.missing)

    @property
    def fen(self) -> int:
        """What goes back in all."""
        return sum(share.fen for share in self.shares)

    @property
    def calls(self) -> int:
        """How many orders wait for a call."""
        cuts = (cut for share in self.shares for cut in share.cuts)
        return sum(cut.outcome is OnShort.ASK for cut in cuts)

    @property
    def instead(self) -> int:
        """Pieces or grams of the stand-in that go in."""
        return sum(cut.instead for share in self.shares for cut in share.cuts)


def draft_division(*, wave: Wave, good_id: int, terms: Terms, now: datetime) -> Draft:
    """Divide what there is among the doors with bags that are not packed. Sixteen queries or
    fewer, however many doors there are.

    Raises FirstDoorsMissing, NotVisible, TruckAwaited, NothingShort or SupplyTooHigh.
    """
    says_first = bool(terms.care or terms.doors)
    policies.check_says_first(by_priority=terms.by_priority, says_first=says_first)
    balances = balances_of(wave, now=now)
    if (balance := balances.get(good_id)) is None:
        raise NotVisible
    supply = policies.check_division(balance, supply=terms.supply)
    lines = _open_lines(wave, good_id)
    unit = policies.unit_of((line.left for line in lines), sold_by=balance.sold_by)
    first = _priority_doors(lines, terms)
    demands, by_key = _demands(lines, unit=unit, first=first)
    strategy, seed = Strategy(terms.division), wave.round.word(balance.sku)
    allocation = allocate(Shortage(demands, supply // unit, strategy, seed))
    other = stand_ins(round_id=wave.round_id).get(good_id)
    spare = balances[other.good_id].spare if other and other.good_id in balances else 0
    shares = _shares(allocation, by_key, unit=unit, other=other, spare=spare)
    seen = [balance.good_id, balance.ordered, balance.came, supply, unit, strategy, seed]
    seen += [other and other.good_id, spare, [line[:8] + line[-2:] for line in lines]]
    return Draft(
        balance=balance,
        terms=terms,
        seed=seed,
        unit=unit,
        supply=supply,
        other=other,
        first=len(first & {line.household_id for line in lines}),
        shares=tuple(sorted(shares, key=attrgetter("sort_key", "household_id"))),
        digest=_digest([*seen, [(d.key, d.quantity, d.priority) for d in demands]]),
    )


def _open_lines(wave: Wave, good_id: int) -> list[PricedLine]:
    """The first order of a door in front, and in it the first bag. One query."""
    lines = BagLine.objects.filter(bag__wave=wave, bag__done_at=None, good=good_id)
    order = "order_line__order"
    return priced(lines.order_by(f"{order}__occurred_at", order, "bag__part", "pk"))


def _priority_doors(lines: Sequence[PricedLine], terms: Terms) -> frozenset[int]:
    """Doors that come before the others. One query, where care counts."""
    if not terms.by_priority:
        return frozenset()
    flagged = CareFlag.objects.filter(
        kind__in=terms.care, household__in={line.household_id for line in lines}
    )
    return terms.doors | frozenset(flagged.values_list("household", flat=True))


def _demands(
    lines: Sequence[PricedLine], *, unit: int, first: frozenset[int]
) -> tuple[tuple[Demand, ...], dict[str, list[PricedLine]]]:
    """One demand for each door, in the order of the numbers, so that no place shows."""
    of_door: dict[int, list[PricedLine]] = defaultdict(list)
    for line in lines:
        of_door[line.household_id].append(line)
    by_key = {order_number(rows[0].order_id): rows for rows in of_door.values()}
    demands = tuple(
        Demand(
            key,
            sum(line.left for line in by_key[key]) // unit,
            by_key[key][0].asked_at,
            int(bool(first) and by_key[key][0].household_id not in first),
        )
        for key in sorted(by_key)
    )
    return demands, by_key


def _shares(
    allocation: Allocation,
    by_key: Mapping[str, list[PricedLine]],
    *,
    unit: int,
    other: StandIn | None,
    spare: int,
) -> list[DoorShare]:
    """Doors by their lots, in which order the stand-in goes in too, as long as it lasts."""
    worth = worth_of([line for lines in by_key.values() for line in lines])
    shares = []
    for entry in sorted(allocation.log, key=attrgetter("place")):
        lines = by_key[entry.demand.key]
        cuts = []
        left_out = policies.cut_lines([line.left for line in lines], entry.granted * unit)
        cut_lines = [(line, n) for line, n in zip(lines, left_out, strict=True) if n]
        for _, rows in groupby(cut_lines, key=lambda row: row[0].order_id):
            cut = _order_share(list(rows), worth=worth, other=other, spare=spare)
            spare -= cut.instead
            cuts.append(cut)
        shares.append(
            DoorShare(
                household_id=lines[0].household_id,
                door=lines[0].door,
                sort_key=lines[0].sort_key,
                order_id=lines[0].order_id,
                wanted=entry.demand.quantity * unit,
                granted=entry.granted * unit,
                asked_at=entry.demand.asked_at,
                priority=entry.demand.priority,
                why=entry.why,
                place=entry.place,
                cuts=tuple(cuts),
            )
        )
    return shares


def _order_share(
    rows: Sequence[tuple[PricedLine, int]], *, worth: Worth, other: StandIn | None, spare: int
) -> OrderShare:
    """A stand-in goes in for all that an order lacks, or for nothing of it."""
    choice = OnShort(rows[0][0].on_short)
    free = other is not None and all(line.stand_in_id is None for line, _ in rows)
    parts = [other.share(quantity) if other and free else 0 for _, quantity in rows]
    swaps = choice is OnShort.SWAP and all(parts) and sum(parts) <= spare
    if not swaps:
        parts = [0] * len(rows)
    return OrderShare(
        order_id=rows[0][0].order_id,
        quantity=sum(quantity for _, quantity in rows),
        fen=worth.fen(rows),
        choice=choice,
        outcome=OnShort.REFUND if choice is OnShort.SWAP and not swaps else choice,
        instead=sum(parts),
        lines=tuple(
            LineCut(line.pk, line.bag_id, quantity, part)
            for (line, quantity), part in zip(rows, parts, strict=True)
        ),
    )


def _digest(seen: Sequence[object]) -> str:
    return sha256(json.dumps(seen, default=str).encode()).hexdigest()
