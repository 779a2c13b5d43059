"""What is printed on bags and crates. No names: door, part and content are enough to carry it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.db.models import Q, Sum

from baogong.apps.procurement.queries import StandIn, stand_ins
from baogong.apps.sorting.models import Bag, BagLine, CrateUnit
from baogong.apps.sorting.queries.shared import OrderInside, orders_inside
from baogong.apps.sorting.queries.weights import WeightRow, is_weighed, weighed_lines


@dataclass(frozen=True, slots=True)
class Content:
    """``quantity`` pieces or grams of a good, or of ``or_else`` where the good runs out.

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

    Five queries, six where something is weighed.
    """
    empty = Q(done_at__isnull=False, unit=None)
    bags = Bag.objects.filter(~empty, wave=wave_id).order_by("household__sort_key", "part")
    if entrance_id is not None:
        bags = bags.filter(household__parent=entrance_id)
    return label_rows(list(bags.select_related("wave", "household__parent")))


def crate_bags(*, crate_id: int) -> list[LabelRow]:
    """The bags of a crate from the top floor down, as an officer walks.

    Five queries, six where something is weighed.
    """
    inside = CrateUnit.objects.filter(crate=crate_id).values("unit")
    bags = Bag.objects.filter(unit__in=inside).select_related("wave", "household__parent")
    rows = label_rows(list(bags.order_by("household__sort_key", "part")))
    return sorted(rows, key=lambda row: -(row.floor or 0))


def label_rows(bags: Sequence[Bag]) -> list[LabelRow]:
    """Four or five queries more. The bags are of one wave; it, households and parents must be
    there."""
    if not bags:
        return []
    ids = [bag.pk for bag in bags]
    content, shared = _content(ids, round_id=bags[0].wave.round_id), orders_inside(ids)
    return [
        LabelRow(
            code=bag.code,
            door=bag.household.label,
            floor=bag.household.floor,
            entrance=bag.household.parent.label if bag.household.parent else "",
            part=bag.part,
            parts=bag.parts,
            content=tuple(content.get(bag.pk, ())),
            orders=tuple(shared.get(bag.pk, ())),
        )
        for bag in bags
    ]


def _content(bag_ids: Sequence[int], *, round_id: int) -> dict[int, list[Content]]:
    """What is planned for the bags, or in them once they are packed, by bag.

    A good of two packages is added up; what is weighed stands by itself.
    """
    content: dict[int, list[Content]] = defaultdict(list)
    swapped = stand_ins(round_id=round_id)
    lines = BagLine.objects.filter(bag__in=bag_ids).exclude(is_weighed())
    fields = ("good__name", "good__sold_by", "good__fragile", "good__keep_cold")
    inside = Sum("planned") - Sum("short__quantity", default=0)
    sums = lines.values_list("bag", "bag__done_at", "good", *fields).annotate(inside=inside)
    for bag_id, done_at, good_id, *good in sums.filter(inside__gt=0):
        name, sold_by, fragile, keep_cold, quantity = good
        or_else = swapped[good_id].name if done_at is None and good_id in swapped else ""
        row = Content(name, sold_by, fragile, keep_cold, quantity, or_else)
        content[bag_id].append(row)
    for line, weight in weighed_lines(bag__in=bag_ids):
        if weight.inside:
            content[line.bag_id].append(_weighed(line, weight, swapped=swapped))
    return {pk: sorted(rows, key=attrgetter("name")) for pk, rows in content.items()}


def _weighed(line: BagLine, weight: WeightRow, *, swapped: Mapping[int, StandIn]) -> Content:
    good, is_open = line.good, line.bag.done_at is None
    or_else = swapped[good.pk].name if is_open and good.pk in swapped else ""
    marks = (good.name, good.sold_by, good.fragile, good.keep_cold)
    return Content(*marks, weight.inside, or_else, weight)


def shelf_cards(*, wave_id: int) -> list[ShelfCard]:
    """Every good that a wave packs, once. One query."""
    goods = BagLine.objects.filter(bag__wave=wave_id).order_by("good__name", "good")
    fields = ("good__sku", "good__name", "good__fragile", "good__keep_cold")
    return [ShelfCard(*row) for row in goods.values_list(*fields).distinct()]
