"""R20, R22: residents read what a package weighs, and every price that changed."""

import pytest
from django.utils import timezone

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.models import Package
from baogong.apps.catalog.services import ask_price, decide_price
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.world import announce
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    sign_in(client, world.doors[0])
    return world


def change_price(world, fen, reason):
    package = Package.objects.get(code="VEG35")
    request = ask_price(
        package_id=package.pk,
        price_fen=fen,
        reason=reason,
        actor=world.staff[Role.CLERK],
        now=NOW,
    )
    if fen > package.price_fen:
        boss = world.staff[Role.COMMANDER]
        decide_price(request_id=request.pk, approved=True, actor=boss, now=NOW)


def test_without_a_change_the_log_says_so(world, client):
    page = client.get("/prices/")
    assert page.status_code == 200
    assert "目前没有调价" in page.text


def test_the_log_shows_before_after_reason_and_day_and_no_name_of_staff(world, client):
    change_price(world, 3800, "进价上涨")
    text = client.get("/prices/").text
    for told in ("蔬菜包", "¥35.00", "¥38.00", "进价上涨", "4月12日"):
        assert told in text
    assert world.staff[Role.CLERK].name not in text


def test_the_log_asks_the_database_the_same_with_one_change_and_with_many(
    world, client, django_assert_max_num_queries
):
    change_price(world, 3400, "r")
    with django_assert_max_num_queries(99) as one:
        client.get("/prices/")
    for fen in (3300, 3500, 3600):
        change_price(world, fen, "r")
    with django_assert_max_num_queries(len(one)):
        client.get("/prices/")


def test_the_page_tells_net_weight_in_jin_and_kg_with_its_tolerance(world, client):
    """R20: both units, and how much less it may be."""
    assert "净重 6 斤（3 kg），最多少 5%" in client.get("/today/").text


def test_the_page_tells_why_a_package_weighs_even_less(world, client):
    Package.objects.filter(code="VEG35").update(weight_reason="雨天损耗")
    assert "分量偏少：雨天损耗" in client.get("/today/").text


def test_packages_stand_under_their_family_once_there_are_two(world, client):
    assert "<h2>果蔬</h2>" not in client.get("/today/").text
    Package.objects.filter(code="EVG50").update(family=Family.KITCHEN)
    text = client.get("/today/").text
    assert text.index("<h2>果蔬</h2>") < text.index("<h2>厨房</h2>")
