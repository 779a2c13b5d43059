"""R30: the shops that serve a door, open ones first."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.services import SupplierProfile, add_supplier, describe_supplier
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


def shop(world, name, opens, closes, **facts):
    supplier = add_supplier(town=world.town, name=name, actor=SYSTEM, now=NOW)
    profile = SupplierProfile(
        kind=SupplierKind.PHARMACY,
        licence="L1",
        opens_at=opens,
        closes_at=closes,
        estate_ids=[world.estate.pk],
        **facts,
    )
    describe_supplier(profile, supplier_id=supplier.pk, actor=SYSTEM, now=NOW)


def test_open_shops_stand_apart_from_closed_ones_with_their_hour(client):
    world = make_world()
    clock = timezone.localtime()
    later, before = (clock + timedelta(hours=2)).time(), (clock - timedelta(hours=2)).time()
    shop(world, "开着的店", before, later)
    shop(world, "关着的店", later, before)
    sign_in(client, world.doors[0])
    page = client.get("/shops/")

    assert [row.name for row in page.context["open"]] == ["开着的店"]
    assert [row.name for row in page.context["closed"]] == ["关着的店"]
    assert later.strftime("%H:%M") in page.text


def test_a_shop_whose_licence_has_ended_is_seen_no_more(client):
    world = make_world()
    today = timezone.localdate()
    for name, until in (("今天到期", today), ("昨天到期", today - timedelta(days=1))):
        shop(world, name, time(0), time(0), licence_until=until)
    sign_in(client, world.doors[0])

    assert [row.name for row in client.get("/shops/").context["open"]] == ["今天到期"]


def test_without_a_shop_the_page_says_so(client):
    world = make_world()
    sign_in(client, world.doors[0])
    assert client.get("/shops/").context["open"] == []


@pytest.mark.parametrize("shops", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_shops(
    client, shops, django_assert_max_num_queries
):
    world = make_world()
    for number in range(shops):
        shop(world, f"店{number}", time(0), time(0))
    sign_in(client, world.doors[0])
    with django_assert_max_num_queries(8):
        client.get("/shops/")
