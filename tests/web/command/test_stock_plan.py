"""R23: the plan of a day on its page, as a file and on paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.inventory.models import StockPlan
from tests.apps.inventory.test_plans import DAY, plan, planning_world
from tests.web.command.days import commander_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return planning_world()


def address(world, name="stock_plan"):
    return reverse(f"command:{name}", args=[world.estate.pk, DAY])


def test_what_is_typed_in_jin_is_planned_and_what_is_short_is_seen(client, world):
    boss = commander_of(world, client)
    typed = {f"jin-V{n}": "1000" for n in range(10)} | {"jin-V10": "800"}
    assert boss.post(address(world), typed).url == address(world)
    lines = StockPlan.objects.get().lines
    assert lines.count() == 11
    assert "还差 200" in boss.get(address(world)).content.decode()
    refused = boss.post(address(world, "stock_plan_ready"), {"reason": ""})
    assert refused.status_code == 422
    assert StockPlan.objects.get().ready_at is None
    assert boss.post(address(world, "stock_plan_ready"), {"reason": "够"}).url == address(world)
    assert StockPlan.objects.get().reason == "够"


def test_a_wrong_amount_plans_nothing(client, world):
    answer = commander_of(world, client).post(address(world), {"jin-V0": "much"})
    assert answer.status_code == 422
    assert not StockPlan.objects.exists()


def test_the_plan_leaves_as_a_file_and_on_paper(client, world):
    plan(world, 1000, 800)
    boss = commander_of(world, client)
    for kind in ("csv", "print"):
        text = boss.get(address(world) + f"?as={kind}").content.decode()
        assert "菜01" in text
        assert "200" in text


def test_a_day_without_a_plan_and_a_day_of_another_century(client, world):
    boss = commander_of(world, client)
    assert boss.get(address(world)).status_code == 200
    assert boss.get(reverse("command:stock")).status_code == 200
    for day in ("9999-12-31", "0001-01-01"):
        assert boss.get(f"/command/stock/{world.estate.pk}/plan/{day}/").status_code == 404


def test_the_page_takes_as_many_queries_for_many_varieties(client, world):
    boss = commander_of(world, client)
    counts = []
    for jin in ([1000], [1000] * 11):
        plan(world, *jin)
        with CaptureQueriesContext(connection) as queries:
            boss.get(address(world))
        counts.append(len(queries))
    assert counts[0] == counts[1]
