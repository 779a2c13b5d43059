"""A good was missing when a bag was packed: each household gets for it what it chose."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from baogong.apps.accounts.models import User
from baogong.apps.ordering.enums import OnShort
from baogong.apps.procurement.queries import StandIn, stand_ins
from baogong.apps.sorting import policies
from baogong.apps.sorting.enums import ShortReason
from baogong.apps.sorting.models import Bag, Cut
from baogong.apps.sorting.queries.worth import PricedLine, priced, worth_of
from baogong.apps.sorting.services.shortages import give_back

Missing = list[tuple[PricedLine, int]]


@dataclass(frozen=True, slots=True)
class Lack:
    """Why goods are short, with a small JPEG of it where somebody took one.

    ``instead``: by bag line, how much of the good that the desk agreed to goes in for it.
    """

    reason: ShortReason = ShortReason.MISSING
    photo: bytes | None = None
    instead: Mapping[int, int] = field(default_factory=dict)


def cut_missing(
    bag: Bag, *, short: Mapping[int, int], lack: Lack, actor: User, now: datetime
) -> None:
    """Credit what is missing of a bag that is being closed, or note what goes in for it or whom to
    call. ``short``: pieces or grams by bag line, beside what was cut from it before.

    Runs once for each bag, in the transaction that closes it, before its lines are short of it.
    """
    missing = {line_id: quantity for line_id, quantity in short.items() if quantity}
    if not missing:
        return
    lines = priced(bag.lines.filter(pk__in=missing).order_by("pk"))
    of_good: dict[tuple[int, int], Missing] = defaultdict(list)
    for line in lines:
        of_good[line.order_id, line.good_id].append((line, missing[line.pk]))
    worth, others = worth_of(lines), stand_ins(round_id=bag.wave.round_id)
    cuts: list[Cut] = []
    back: Counter[int] = Counter()
    for (order_id, good_id), rows in of_good.items():
        other = others.get(good_id)
        for outcome, part in _parts(rows, other=other, instead=lack.instead):
            swaps = outcome is OnShort.SWAP
            cut = Cut(
                bag=bag,
                order_id=order_id,
                good_id=good_id,
                reason=lack.reason,
                quantity=sum(quantity for _, quantity in part),
                fen=worth.fen(part, besides=back[order_id]),
                choice=rows[0][0].on_short,
                outcome=outcome,
                other_id=other.good_id if other and swaps else None,
                instead=sum(lack.instead[line.pk] for line, _ in part) if swaps else 0,
            )
            cuts.append(cut)
            back[order_id] += 0 if swaps else cut.fen
    give_back(Cut.objects.bulk_create(cuts), wave=bag.wave, actor=actor, now=now)


def _parts(
    rows: Missing, *, other: StandIn | None, instead: Mapping[int, int]
) -> Iterator[tuple[OnShort, Missing]]:
    """What lacks of a good of one order, by what is done about it: something goes in for part of
    it, the rest is what else the household chose."""
    stood_for = {
        line: policies.stood_for(n, instead=instead.get(line.pk, 0), most=other.share(n))
        for line, n in rows
        if other
    }
    if swapped := [(line, n) for line, n in stood_for.items() if n]:
        yield OnShort.SWAP, swapped
    left = [(line, n - stood_for.get(line, 0)) for line, n in rows]
    if rest := [(line, n) for line, n in left if n]:
        asks = rows[0][0].on_short == OnShort.ASK
        yield OnShort.ASK if asks else OnShort.REFUND, rest
