"""Steps along the chain, for tests that start in its middle."""

from dataclasses import dataclass
from uuid import uuid4

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Run
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import Outcome, accept_crate, record_reports, take_back
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import receive_goods
from baogong.apps.reporting.queries import DaySums, day_sums
from baogong.apps.sorting.models import Bag, Crate
from baogong.apps.sorting.services import close_crate, pack_bag
from tests.factories.world import NOW, World, order, ripe_round


def receive(world: World, **missing: int) -> None:
    """The truck brings everything but the ``missing`` pieces or grams by SKU."""
    for purchase_order in PurchaseOrder.objects.filter(round=world.round):
        lines = purchase_order.lines.select_related("good")
        counted = {line.good_id: line.quantity - missing.get(line.good.sku, 0) for line in lines}
        receive_goods(
            key=uuid4(),
            purchase_order_id=purchase_order.pk,
            counted=counted,
            actor=world.staff[Role.GATE],
            now=NOW,
        )


def pack(world: World, bag: Bag, **short: int) -> Bag:
    """Pack a bag but for the ``short`` pieces or grams by SKU."""
    lines = {line.pk: short.get(line.good.sku, 0) for line in bag.lines.select_related("good")}
    return pack_bag(bag_id=bag.pk, short=lines, actor=world.staff[Role.SORTER], now=NOW)


def close_crates(world: World) -> list[Crate]:
    """Close every open crate with bags, by the right count."""
    open_ones = Crate.objects.filter(wave__round=world.round, closed_at=None).order_by("pk")
    return [
        close_crate(
            key=uuid4(),
            crate_id=crate.pk,
            counted=crate.contents.count(),
            actor=world.staff[Role.SORTER],
            now=NOW,
        )
        for crate in open_ones
        if crate.contents.exists()
    ]


def accept(world: World, crate: Crate, *, counted: int | None = None) -> Run:
    return accept_crate(
        key=uuid4(),
        crate_id=crate.pk,
        counted=crate.contents.count() if counted is None else counted,
        officer=world.staff[Role.OFFICER],
        occurred_at=NOW,
        now=NOW,
    )


@dataclass
class Carried:
    """A world whose first wave is with the officer: runs, and bags in the order of their doors."""

    world: World
    runs: list[Run]
    bags: list[Bag]

    def tap(self, bag: Bag, result: Result, **changes) -> tuple[DoorReport, Outcome]:
        """The officer taps for a bag; the report and the server's receipt."""
        run = self.runs_of(bag)
        fields = {"key": uuid4(), "run_id": run.pk, "bag_code": bag.code, "occurred_at": NOW}
        report = DoorReport(**{**fields, "result": result, **changes})
        officer = self.world.staff[Role.OFFICER]
        [outcome] = record_reports([report], officer=officer, now=NOW)
        return report, outcome

    def runs_of(self, bag: Bag) -> Run:
        return Run.objects.filter(units__unit__bag=bag).latest("pk")

    def take_back(self, run: Run, counted: int) -> None:
        sorter = self.world.staff[Role.SORTER]
        take_back(key=uuid4(), run_id=run.pk, counted=counted, actor=sorter, now=NOW)

    def sums(self) -> DaySums:
        return sums(self.world)


def carried(world: World) -> Carried:
    """Every door orders one of each; all bags are packed, crated and with the officer."""
    for door in world.doors:
        order(world, door, 1, 1)
    ripe_round(world)
    receive(world)
    bags = list(
        Bag.objects.filter(wave__round=world.round).order_by("household__sort_key", "part")
    )
    for bag in bags:
        pack(world, bag)
    runs = [accept(world, crate) for crate in close_crates(world)]
    return Carried(
        world, runs, list(Bag.objects.filter(pk__in=[b.pk for b in bags]).order_by("pk"))
    )


def sums(world: World) -> DaySums:
    return day_sums(round_ids=[world.round.pk], estate_path=world.estate.path)
