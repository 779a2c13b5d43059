"""One bag on the packing table, and which comes next."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Case, Exists, OuterRef, When

from baogong.apps.catalog.models import Good
from baogong.apps.custody.enums import HolderKind
from baogong.apps.ordering.enums import OnShort
from baogong.apps.sorting.models import Bag, BagLine, CrateUnit, ShortLine
from baogong.apps.sorting.queries.weights import is_weighed
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class PackLine:
    """``planned`` pieces or grams of a good to put in, of which ``short`` are missing.

    ``reason`` and ``photo_id`` say why, where somebody did. ``cut``: so much less goes in than was
    ordered, as it was divided before the bag is packed; ``planned`` and ``parts`` are without it.

    ``parts``: (bag line, planned) of the packages that it is for; ``in_place_of``: the name of the
    good for which all or some of it went in, if any; ``stood_in``: something goes in for it.
    ``swaps``: the parts whose households want something similar where it is missing. What is
    ``weighed`` has one part.
    """

    good_id: int
    good: str
    sku: str
    sold_by: str
    fragile: bool
    keep_cold: bool
    planned: int
    short: int
    reason: str
    photo_id: int | None
    parts: tuple[tuple[int, int], ...]
    in_place_of: str
    weighed: bool = False
    cut: int = 0
    stood_in: bool = False
    swaps: frozenset[int] = frozenset()

    @property
    def key(self) -> str:
        """What tells it from the other lines of its bag."""
        return f"line{self.parts[0][0]}" if self.weighed else str(self.good_id)

    def missing(self, quantity: int) -> dict[int, int]:
        """``quantity`` missing pieces or grams by bag line: those first that take something
        similar, and of them the last package."""
        spread = {}
        last_first = reversed(self.parts)
        for line_id, planned in sorted(last_first, key=lambda part: part[0] not in self.swaps):
            if taken := min(quantity, planned):
                spread[line_id] = taken
                quantity -= taken
        return spread


@dataclass(frozen=True, slots=True)
class BagRow:
    """A bag of an entrance. ``state``: to_pack, packed, short, empty, gone or back."""

    id: int
    code: str
    door: str
    part: int
    parts: int
    state: str


@dataclass(frozen=True, slots=True)
class CrateOfBag:
    """The last crate that a bag was put into; ``entrance`` and ``number`` stand on it."""

    id: int
    entrance: str
    number: int
    bags: int
    closed_at: datetime | None


def pack_lines(*, bag_id: int) -> list[PackLine]:
    """What goes into a bag, as on its label: a good of several packages is added up, what is
    weighed stands by itself. One query."""
    weighed = Case(When(is_weighed(), then="pk"), default=0)
    lines = BagLine.objects.filter(bag=bag_id).annotate(weighed_alone=weighed)
    beside = ("bag", "good", "short", "in_place_of__good", "stood_in_by", "order_line__order")
    in_order = lines.select_related(*beside).order_by("good__name", "good", "weighed_alone", "pk")
    by_good = groupby(in_order, key=lambda line: (line.good, line.weighed_alone))
    return [_pack_line(good, list(rows), weighed=bool(at)) for (good, at), rows in by_good]


def _pack_line(good: Good, lines: list[BagLine], *, weighed: bool) -> PackLine:
    shorts = [line.short for line in lines if hasattr(line, "short")]
    short = sum(row.quantity for row in shorts)
    done = lines[0].bag.done_at is not None
    parts = [(line.pk, line.planned if done else line.to_pack) for line in lines]
    return PackLine(
        good_id=good.pk,
        good=good.name,
        sku=good.sku,
        sold_by=good.sold_by,
        fragile=good.fragile,
        keep_cold=good.keep_cold,
        planned=sum(quantity for _, quantity in parts),
        short=short if done else 0,
        reason=shorts[-1].get_reason_display() if shorts else "",
        photo_id=shorts[-1].photo_id if shorts else None,
        parts=tuple(parts),
        in_place_of=next((line.in_place_of.good.name for line in lines if line.in_place_of), ""),
        weighed=weighed,
        cut=0 if done else short,
        stood_in=any(hasattr(line, "stood_in_by") for line in lines),
        swaps=frozenset(
            line.pk for line in lines if line.order_line.order.on_short == OnShort.SWAP
        ),
    )


def short_photo(*, bag_id: int, photo_id: int) -> bytes:
    """The photo of what is short of a bag. Raises NotVisible when there is none any more."""
    lines = ShortLine.objects.filter(bag_line__bag=bag_id, photo=photo_id).select_related("photo")
    if (found := lines.first()) is None or found.photo is None:
        raise NotVisible
    return bytes(found.photo.image)


def bags_of_entrance(*, wave_id: int, entrance_id: int) -> list[BagRow]:
    """The wave's bags of one entrance, in the order in which one walks. One query."""
    is_short = Exists(ShortLine.objects.filter(bag_line__bag=OuterRef("pk")))
    bags = (
        Bag.objects.filter(wave=wave_id, household__parent=entrance_id)
        .select_related("household", "unit__holder")
        .annotate(is_short=is_short)
        .order_by("household__sort_key", "part")
    )
    return [
        BagRow(
            id=bag.pk,
            code=bag.code,
            door=bag.household.label,
            part=bag.part,
            parts=bag.parts,
            state=_state(bag, is_short=bag.is_short),
        )
        for bag in bags
    ]


def _state(bag: Bag, *, is_short: bool) -> str:
    if bag.done_at is None:
        return "to_pack"
    if bag.unit is None:
        return "empty"
    if bag.unit.holder.kind in (HolderKind.PERSON, HolderKind.DOOR):
        return "gone"
    if bag.unit.holder.kind == HolderKind.RETURNS:
        return "back"
    return "short" if is_short else "packed"


def bag_state(*, bag_id: int) -> str:
    """The ``state`` of one bag, as in BagRow. One query."""
    is_short = Exists(ShortLine.objects.filter(bag_line__bag=OuterRef("pk")))
    bag = Bag.objects.select_related("unit__holder").annotate(is_short=is_short).get(pk=bag_id)
    return _state(bag, is_short=bag.is_short)


def has_bag_to_pack(*, wave_id: int, entrance_id: int) -> bool:
    """Whether the entrance has a bag that nobody has packed, on a table or not. One query."""
    return Bag.objects.filter(wave=wave_id, household__parent=entrance_id, done_at=None).exists()


def crate_of_bag(*, bag_id: int) -> CrateOfBag | None:
    """The crate that the bag was put into last; None before it is packed. Two queries."""
    row = (
        CrateUnit.objects.filter(unit__bag=bag_id)
        .select_related("crate__entrance")
        .order_by("-put_at", "-pk")
        .first()
    )
    if row is None:
        return None
    return CrateOfBag(
        id=row.crate_id,
        entrance=row.crate.entrance.label,
        number=row.crate.number,
        bags=row.crate.contents.count(),
        closed_at=row.crate.closed_at,
    )
