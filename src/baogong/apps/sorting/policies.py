"""Pure decisions at the depot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.ordering.enums import OnShort
from baogong.apps.procurement.queries import StandIn
from baogong.apps.sorting.errors import (
    ConsentOutOfRange,
    CrateCountDiffers,
    CrateEmpty,
    CrateHalfScanned,
    DivisionReasonMissing,
    FirstDoorsMissing,
    GoodsRecalled,
    NothingShort,
    NotWeighed,
    ScansDiffer,
    SupplyTooHigh,
    TruckAwaited,
    WeightSlip,
    WrongGood,
    WrongQuantity,
)
from baogong.apps.sorting.models import Bag, BagLine, Crate, CrateUnit
from baogong.values.codes import group
from baogong.values.money import price_of
from baogong.values.quantity import GRAMS_PER_LIANG, Amount

if TYPE_CHECKING:
    from baogong.apps.sorting.queries.balances import GoodBalance

# A bag takes a minute or two. Who walked off without a word holds nobody up for longer than this.
CLAIM = timedelta(minutes=5)
MOST_CODES = 5


def is_on_table_of(bag: Bag, *, other_than: int, now: datetime) -> bool:
    """Whether somebody other than this member of staff is packing the bag."""
    claimed_at = bag.claimed_at
    return (
        bag.done_at is None
        and claimed_at is not None
        and bag.claimed_by_id != other_than
        and claimed_at > now - CLAIM
    )


def check_short(lines: Sequence[BagLine], *, short: Mapping[int, int]) -> None:
    """``short``: missing pieces or grams by bag line. Raises WrongQuantity."""
    planned = {line.pk: line for line in lines}
    for line_id, quantity in short.items():
        line = planned.get(line_id)
        if line is None or not 0 <= quantity <= line.to_pack:
            raise WrongQuantity(
                name=line.good.name if line else "?", planned=line.to_pack if line else 0
            )


def check_division(balance: GoodBalance, *, supply: int | None) -> int:
    """What can be divided: ``supply``, or all that there is for the bags that are not packed.

    Raises TruckAwaited, SupplyTooHigh or NothingShort.
    """
    if balance.awaited:
        raise TruckAwaited(name=balance.name)
    if supply is None:
        supply = balance.supply
    elif supply > balance.shelf:
        raise SupplyTooHigh(most=Amount(balance.shelf, balance.sold_by))
    if supply >= balance.open:
        raise NothingShort(name=balance.name)
    return supply


def check_says_first(*, by_priority: bool, says_first: bool) -> None:
    """Raises FirstDoorsMissing where some doors are to come first and nobody said which."""
    if by_priority and not says_first:
        raise FirstDoorsMissing


def check_division_reason(reason: str) -> None:
    """Raises DivisionReasonMissing."""
    if not reason.strip():
        raise DivisionReasonMissing


def unit_of(quantities: Iterable[int], *, sold_by: str) -> int:
    """In which steps a good is dealt out: pieces one by one, grams in whole liang where everybody
    ordered whole ones, as nobody weighs single grams."""
    whole = sold_by == SoldBy.GRAM and all(n % GRAMS_PER_LIANG == 0 for n in quantities)
    return GRAMS_PER_LIANG if whole else 1


def cut_lines(quantities: Sequence[int], granted: int) -> list[int]:
    """What each line of a door lacks when the first ones are filled first."""
    lacks = []
    for quantity in quantities:
        given = min(quantity, granted)
        granted -= given
        lacks.append(quantity - given)
    return lacks


def worth_fen(price_fen: int, *, grams: int, package_grams: int) -> int:
    """The part of a package's price that so many grams of its content are, by weight, rounded to
    the nearest fen. A single good has no other price than its part of what was paid."""
    return (2 * price_fen * grams + package_grams) // (2 * package_grams)


def check_instead(
    lines: Sequence[BagLine],
    *,
    short: Mapping[int, int],
    instead: Mapping[int, int],
    stand_ins: Mapping[int, StandIn],
) -> None:
    """``instead``: pieces or grams of the stand-in by bag line of the good that is missing.

    Raises WrongQuantity for more than stands for what is missing, or for any where the household
    wants something else done. A line gets one stand-in.
    """
    goods = {
        line.pk: line.good_id
        for line in lines
        if not hasattr(line, "stood_in_by") and line.order_line.order.on_short == OnShort.SWAP
    }
    for line_id, quantity in instead.items():
        stand_in = stand_ins.get(goods.get(line_id, 0))
        most = stand_in.share(short.get(line_id, 0)) if stand_in else 0
        if not 0 <= quantity <= most:
            raise WrongQuantity(name=stand_in.name if stand_in else "?", planned=most)


def stood_for(missing: int, *, instead: int, most: int) -> int:
    """For how much of what is missing ``instead`` pieces or grams of the stand-in go in, ``most``
    of which stand for all of it."""
    return missing * instead // most if most else 0


def check_scans(
    lines: Sequence[BagLine], *, short: Mapping[int, int], scanned: Collection[str]
) -> None:
    """``scanned``: SKUs that were scanned into the bag. Each good that goes in must be among them.

    Raises WrongGood for one that was not ordered, else ScansDiffer with what nobody scanned.
    """
    planned = {line.good.sku for line in lines}
    if foreign := sorted(set(scanned) - planned):
        raise WrongGood(name=foreign[0])
    waiting = {
        line.good.name
        for line in lines
        if line.to_pack > short.get(line.pk, 0) and line.good.sku not in scanned
    }
    if waiting:
        raise ScansDiffer(goods=gettext(", ").join(sorted(waiting)))


@dataclass(frozen=True, slots=True)
class ScaleLine:
    """A bag line that is weighed (R21): ``ordered`` grams, of which ``per`` cost ``fen``.

    Up to ``most`` the household takes what comes and pays for it. ``grams``: what the scale said
    last, in the weighing ``weighing_id``; None before it was weighed.
    """

    line_id: int
    good: str
    sku: str
    ordered: int
    fen: int
    per: int
    most: int
    weighing_id: int | None = None
    grams: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether more was weighed than the household has agreed to."""
        return self.grams is not None and self.grams > self.most

    def charged(self, *, expected: int) -> int:
        """Grams to pay for: what was weighed, or what was to come where nobody agreed to more."""
        return expected if self.grams is None or self.is_over else self.grams

    def price(self, grams: int) -> int:
        return price_of(grams, fen=self.fen, per=self.per)

    @property
    def ordered_fen(self) -> int:
        return self.price(self.ordered)

    @property
    def charged_fen(self) -> int:
        """What it costs as it was weighed, when nothing of it is short."""
        return self.price(self.charged(expected=self.ordered))


def check_weight(good: str, grams: int, *, expected: int) -> None:
    """Raises WeightSlip below two thirds or above one and a half of what belongs into the bag.

    A lost point is ten times off, and a scale that is taken to show 斤 while it shows kilograms
    is two times off: so these bounds are tighter than both.
    """
    if not 2 * expected <= 3 * grams or not 2 * grams <= 3 * expected:
        read, due = Amount(grams, SoldBy.GRAM), Amount(expected, SoldBy.GRAM)
        raise WeightSlip(name=good, read=read, expected=due)


def check_weighed(lines: Sequence[ScaleLine], *, short: Mapping[int, int]) -> None:
    """A bag is closed when all that goes in has its weight. Raises NotWeighed or WeightSlip."""
    going_in = [line for line in lines if short.get(line.line_id, 0) < line.ordered]
    if waiting := sorted({line.good for line in going_in if line.grams is None}):
        raise NotWeighed(goods=gettext(", ").join(waiting))
    for line in going_in:
        expected = line.ordered - short.get(line.line_id, 0)
        check_weight(line.good, line.grams or 0, expected=expected)


def check_consent(line: ScaleLine, *, most: int) -> None:
    """Raises ConsentOutOfRange unless it is more than ordered, and no slip."""
    if not 2 * line.ordered < 2 * most <= 3 * line.ordered:
        over = Amount(line.ordered, SoldBy.GRAM)
        raise ConsentOutOfRange(
            name=line.good, over=over, most=Amount(line.ordered * 3 // 2, SoldBy.GRAM)
        )


def check_crate_count(*, counted: int, expected: int) -> None:
    """Raises CrateEmpty or CrateCountDiffers."""
    if not expected:
        raise CrateEmpty
    if counted != expected:
        raise CrateCountDiffers(counted=counted, expected=expected)


def check_crate_scans(crate: Crate, contents: Sequence[CrateUnit]) -> None:
    """Where scanning began it is finished, so that no mixed-up bag is counted for another (X7).

    Raises CrateHalfScanned.
    """
    waiting = [row.unit.code for row in contents if row.scanned_at is None]
    if waiting and crate.scanning_since is not None:
        raise CrateHalfScanned(
            scanned=len(contents) - len(waiting), expected=len(contents), codes=_codes(waiting)
        )


def check_not_recalled(codes: Sequence[str]) -> None:
    """``codes``: labels of bags with called-back goods in them. Raises GoodsRecalled."""
    if codes:
        raise GoodsRecalled(codes=_codes(codes))


def _codes(codes: Sequence[str]) -> str:
    """Labels as people read them; the first few of many."""
    named = [group(code) for code in codes[:MOST_CODES]]
    return gettext(", ").join(named if len(codes) <= MOST_CODES else [*named, "…"])


def split_into_bags(weights: Sequence[int], *, limit: int) -> list[list[int]]:
    """Put packages (grams each) into bags in their order, a new one where the limit would break.

    Returns the positions of the packages by bag. A package heavier than the limit rides alone.
    """
    bags: list[list[int]] = []
    load = 0
    for position, grams in enumerate(weights):
        if not bags or load + grams > limit:
            bags.append([])
            load = 0
        bags[-1].append(position)
        load += grams
    return bags
