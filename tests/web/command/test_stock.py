"""R8, X4: the commander and the buyer see what does not last and what gets old."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.catalog.models import Good
from baogong.apps.inventory.models import Lot, StorageArea
from baogong.apps.people.enums import Role
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import receive
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    Good.objects.filter(sku="CAB").update(category=GoodCategory.LEAF, best_hours=24)
    return world


def aged(hours):
    Lot.objects.update(received_at=timezone.now() - timedelta(hours=hours, minutes=5))


def test_old_goods_are_red_on_the_list_and_on_the_day(world, client):
    aged(24)
    page = commander_of(world, client).get(reverse("command:stock"), {"only": "alarm"})
    [line] = page.context["lines"]
    day = client.get(
        reverse("command:day", args=[world.estate.pk, world.round.delivery_date])
    ).content.decode()

    assert (line.old, line.hours) == (True, 24)
    assert "白菜 已放 24 小时" in day


def test_fresh_goods_are_on_the_list_without_an_alarm(world, client):
    aged(1)
    page = commander_of(world, client).get(reverse("command:stock"))

    assert page.context["alarms"] == 0
    assert [line.row.sku for line in page.context["lines"]] == ["CAB"]


def test_the_commander_names_who_sees_to_which_goods(world, client):
    depot, sorter = Lot.objects.get().place, world.staff[Role.SORTER]
    url = reverse("command:stock_owners", args=[depot.pk])
    commander_of(world, client).post(url, {"leaf": sorter.pk, "leaf_par": "200"})

    area = StorageArea.objects.get(category=GoodCategory.LEAF)
    assert (area.owner, area.par_grams) == (sorter, 100_000)
    assert not StorageArea.objects.exclude(pk=area.pk).exclude(owner=None).exists()
    assert client.get(url).context["form"]["leaf"].initial == sorter.pk


def test_somebody_who_is_no_sorter_there_is_not_named(world, client):
    depot = Lot.objects.get().place
    url = reverse("command:stock_owners", args=[depot.pk])
    answer = commander_of(world, client).post(url, {"leaf": world.staff[Role.SHOP].pk})

    assert answer.status_code == 422
    assert not StorageArea.objects.exists()


def test_the_list_leaves_as_csv_workbook_and_paper(world, client):
    commander_of(world, client)
    csv = client.get(reverse("command:stock_export")).content.decode("utf-8-sig")
    book = client.get(reverse("command:stock_export"), {"as": "xlsx"})
    paper = client.get(reverse("command:stock_print")).content.decode()

    assert "白菜" in csv
    assert "白菜" in paper
    assert book["Content-Disposition"].endswith('.xlsx"')


def test_a_clerk_says_how_a_good_is_kept(world, client):
    client.force_login(world.staff[Role.CLERK])
    url = reverse("command:good", args=["CAB"])
    client.post(url, {"category": "leaf", "fragile": "on", "best_hours": "36"})
    cabbage = Good.objects.get(sku="CAB")

    assert (cabbage.fragile, cabbage.keep_cold, cabbage.best_hours) == (True, False, 36)
    assert client.post(url, {"category": "x"}).status_code == 422
