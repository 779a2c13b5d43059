"""What is printed on bags and crates. No names: door, part and content are enough to carry it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, QuerySet, Sum

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.enums import OnShort
from baogong.apps.procurement.queries import stand_ins
from baogong.apps.sorting.models import Bag, BagLine, CrateUnit
from baogong.apps.sorting.queries.shared import OrderInside, orders_inside
from baogong.apps.sorting.queries.weights import WeightRow, is_weighed, weighed_lines


@dataclass(frozen=True, slots=True)
class Content:
    """``quantity`` pieces or grams of a good, or of ``or_else`` where the good runs out and its
    household wants that.

    ``weight``: what was ordered of it and costs, where it is weighed.
    """

    name: str
    sold_by: str
    fragile: bool
    keep_cold: bool
    quantity: int
    or_else: str = ""
    weight: WeightRow | None = None


@dataclass(frozen=True, slots=True)
class ShelfCard:
    """A good of a wave, and the code on its shelf."""

    sku: str
    name: str
    fragile: bool
    keep_cold: bool


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A bag's label: part ``part`` of ``parts`` of what goes to ``door``. ``orders``: those that
    share it, if several do."""

    code: str
    door: str
    floor: int | None
    entrance: str
    part: int
    parts: int
    content: tuple[Content, ...]
    orders: tuple[OrderInside, ...]

    @property
    def fragile(self) -> bool:
        return any(good.fragile for good in self.content)

    @property
    def keep_cold(self) -> bool:
        return any(good.keep_cold for good in self.content)


def bag_labels(*, wave_id: int, entrance_id: int | None = None) -> list[LabelRow]:
    """The labels of a wave, or of one of its entrances, in the order in which one walks; none for
    a bag that nothing went into.

    Six queries, one more where something is weighed and one where something is swapped.
    """
    empty = Q(done_at__isnull=False, unit=None)
    bags = Bag.objects.filter(~empty, wave=wave_id)
    if entrance_id is not None:
        bags = bags.filter(household__parent=entrance_id)
    return _label_rows(bags)


def crate_bags(*, crate_id: int) -> list[LabelRow]:
    """The bags of a crate from the top floor down, as an officer walks.

    Six queries, one more where something is weighed and one where something is swapped.
    """
    inside = CrateUnit.objects.filter(crate=crate_id).values("unit")
    rows = _label_rows(Bag.objects.filter(unit__in=inside))
    return sorted(rows, key=lambda row: -(row.floor or 0))


def _label_rows(bags: QuerySet[Bag]) -> list[LabelRow]:
    """Labels of bags of one wave."""
    door = ("household__label", "household__floor", "household__parent__label")
    fields = ("pk", "wave__round", "done_at", "code", *door, "part", "parts")
    rows = list(bags.order_by("household__sort_key", "part").values_list(*fields))
    if not rows:
        return []
    still_open = {pk for pk, _, done_at, *_ in rows if done_at is None}
    content = _content(bags, round_id=rows[0][1], still_open=still_open)
    shared = orders_inside(bags.values("pk"))
    return [
        LabelRow(
            code=code,
            door=label,
            floor=floor,
            entrance=entrance or "",
            part=part,
            parts=parts,
            content=tuple(content.get(pk, ())),
            orders=tuple(shared.get(pk, ())),
        )
        for pk, _, _, code, label, floor, entrance, part, parts in rows
    ]


def _content(
    bags: QuerySet[Bag], *, round_id: int, still_open: Collection[int]
) -> dict[int, list[Content]]:
    """What is planned for the bags, or in them once they are packed, by bag.

    A good of two packages is added up; what is weighed stands by itself.
    """
    content: dict[int, list[Content]] = defaultdict(list)
    swapped = {good_id: swap.name for good_id, swap in stand_ins(round_id=round_id).items()}

    wanting = Bag.objects.filter(pk__in=still_open, orders__on_short=OnShort.SWAP)
    swapping = set(wanting.values_list("pk", flat=True)) if swapped else set()

    def or_else(bag_id: int, good_id: int) -> str:
        return swapped.get(good_id, "") if bag_id in swapping else ""

    lines = BagLine.objects.filter(bag__in=bags.values("pk")).exclude(is_weighed())
    inside = Sum("planned") - Sum("short__quantity", default=0)
    sums = list(lines.values_list("bag", "good").annotate(inside=inside).filter(inside__gt=0))
    goods = Good.objects.in_bulk({good_id for _, good_id, _ in sums})
    for bag_id, good_id, quantity in sums:
        row = _content_of(goods[good_id], quantity, or_else(bag_id, good_id))
        content[bag_id].append(row)
    for line, weight in weighed_lines(bag__in=bags.values("pk")):
        if weight.inside:
            swap = or_else(line.bag_id, line.good_id)
            content[line.bag_id].append(_content_of(line.good, weight.inside, swap, weight))
    return {pk: sorted(rows, key=attrgetter("name")) for pk, rows in content.items()}


def _content_of(
    good: Good, quantity: int, or_else: str, weight: WeightRow | None = None
) -> Content:
    marks = (good.name, good.sold_by, good.fragile, good.keep_cold)
    return Content(*marks, quantity, or_else, weight)


def shelf_cards(*, wave_id: int) -> list[ShelfCard]:
    """Every good that a wave packs, once. One query."""
    goods = BagLine.objects.filter(bag__wave=wave_id).order_by("good__name", "good")
    fields = ("good__sku", "good__name", "good__fragile", "good__keep_cold")
    return [ShelfCard(*row) for row in goods.values_list(*fields).distinct()]
