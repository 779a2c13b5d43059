"""A day of supply that has come as far as a door, for the commander's pages."""

from uuid import uuid4

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import accept_crate, record_reports, take_back
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import receive_goods
from baogong.apps.sorting.models import Bag, Crate
from baogong.apps.sorting.services import close_crate, pack_bag
from tests.factories import NOW, World, order, ripe_round


def commander_of(world: World, client):
    client.force_login(world.staff[Role.COMMANDER])
    return client


def play_day(world: World, *, doors: int, given: int) -> None:
    """``doors`` orders of one package; the first ``given`` are handed out, the rest come back."""
    for door in world.doors[:doors]:
        order(world, door, 1)
    ripe_round(world)
    staff = world.staff
    [po] = PurchaseOrder.objects.filter(round=world.round)
    counted = dict(po.lines.values_list("good", "quantity"))
    receive_goods(
        key=uuid4(), purchase_order_id=po.pk, counted=counted, actor=staff[Role.GATE], now=NOW
    )
    bags = list(Bag.objects.filter(wave__round=world.round).order_by("household__sort_key"))
    for bag in bags:
        pack_bag(bag_id=bag.pk, short={}, actor=staff[Role.SORTER], now=NOW)
    [crate] = Crate.objects.filter(wave__round=world.round)
    close_crate(key=uuid4(), crate_id=crate.pk, counted=doors, actor=staff[Role.SORTER], now=NOW)
    run = accept_crate(
        key=uuid4(),
        crate_id=crate.pk,
        counted=doors,
        officer=staff[Role.OFFICER],
        occurred_at=NOW,
        now=NOW,
    )
    reports = [
        DoorReport(uuid4(), run.pk, bag.code, result, NOW)
        for number, bag in enumerate(bags)
        for result in [Result.GIVEN if number < given else Result.NOBODY_HOME]
    ]
    record_reports(reports, officer=staff[Role.OFFICER], now=NOW)
    if given < doors:
        take_back(
            key=uuid4(), run_id=run.pk, counted=doors - given, actor=staff[Role.SORTER], now=NOW
        )
