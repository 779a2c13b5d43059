"""R13, R38, R54, R56, R63: one package, one household, one door, from order to signature."""

from uuid import uuid4

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import accept_crate, offer_again, record_reports, take_back
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import receive_goods
from baogong.apps.reporting.queries import Sums, day_sums
from baogong.apps.sorting.models import Bag, Crate, Wave
from baogong.apps.sorting.services import close_crate, pack_bag
from tests.factories import NOW, make_world, order, ripe_round

pytestmark = pytest.mark.django_db


def sums(world):
    return day_sums(round_ids=[world.round.pk], estate_path=world.estate.path)


def receive(world, **less):
    [po] = PurchaseOrder.objects.filter(round=world.round)
    counted = {line.good_id: line.quantity - less.get(line.good.sku, 0) for line in po.lines.all()}
    receive_goods(
        key=uuid4(),
        purchase_order_id=po.pk,
        counted=counted,
        actor=world.staff[Role.GATE],
        now=NOW,
    )


def test_an_order_reaches_its_door_and_every_sum_balances():
    world = make_world()
    door = world.doors[0]
    order(world, door, 1, 1)
    assert sums(world).orders == Sums(ordered=1, open=1)
    ripe_round(world)
    receive(world)
    [bag] = Bag.objects.all()
    pack_bag(bag_id=bag.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)
    [crate] = Crate.objects.all()
    close_crate(key=uuid4(), crate_id=crate.pk, counted=1, actor=world.staff[Role.SORTER], now=NOW)
    officer = world.staff[Role.OFFICER]
    run = accept_crate(
        key=uuid4(), crate_id=crate.pk, counted=1, officer=officer, occurred_at=NOW, now=NOW
    )
    assert sums(world).bags == Sums(ordered=1, open=1)
    report = DoorReport(uuid4(), run.pk, bag.code, Result.GIVEN, NOW)
    record_reports([report, report], officer=officer, now=NOW)

    found = sums(world)
    assert found.orders == found.bags == Sums(ordered=1, delivered=1)
    assert {good.sku: good.sums.delivered for good in found.goods} == {"CAB": 4000, "EGG": 20}
    assert found.balanced


def test_a_bag_that_nobody_took_goes_out_again():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    [bag] = Bag.objects.all()
    staff = world.staff
    pack_bag(bag_id=bag.pk, short={}, actor=staff[Role.SORTER], now=NOW)
    [crate] = Crate.objects.all()
    close_crate(key=uuid4(), crate_id=crate.pk, counted=1, actor=staff[Role.SORTER], now=NOW)
    officer = staff[Role.OFFICER]
    run = accept_crate(
        key=uuid4(), crate_id=crate.pk, counted=1, officer=officer, occurred_at=NOW, now=NOW
    )
    report = DoorReport(uuid4(), run.pk, bag.code, Result.NOBODY_HOME, NOW)
    record_reports([report], officer=officer, now=NOW)
    take_back(key=uuid4(), run_id=run.pk, counted=1, actor=staff[Role.SORTER], now=NOW)
    assert sums(world).orders == Sums(ordered=1, returned=1)
    assert sums(world).balanced

    offer_again(wave=Wave.objects.get(), actor=staff[Role.SORTER], now=NOW)

    assert sums(world).bags == Sums(ordered=1, open=1)
    second = Crate.objects.get(number=2)
    close_crate(key=uuid4(), crate_id=second.pk, counted=1, actor=staff[Role.SORTER], now=NOW)
    run = accept_crate(
        key=uuid4(), crate_id=second.pk, counted=1, officer=officer, occurred_at=NOW, now=NOW
    )
    report = DoorReport(uuid4(), run.pk, bag.code, Result.GIVEN, NOW)
    record_reports([report], officer=officer, now=NOW)
    assert sums(world).orders == Sums(ordered=1, delivered=1)
    assert sums(world).balanced
