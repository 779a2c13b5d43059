"""R30: the registry of suppliers at the desk."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.suppliers.models import Supplier
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def sent(world, **changes):
    fields = {
        "kind": "fresh",
        "licence": "XL-7",
        "licence_until": "2027-01-31",
        "opens_at": "07:00",
        "closes_at": "21:30",
        "daily_orders": "300",
        "estate_ids": [world.estate.pk],
    }
    return fields | changes


def address(world):
    return reverse("setup:supplier", args=[world.supplier.pk])


def test_the_shops_page_says_what_its_daily_orders_are_for(client):
    """R32; and a shop opens and closes at hours of its own, not at a round's."""
    world = town_world(client)
    text = client.get(address(world)).content.decode()
    assert "有多少单就算接满" in text
    assert "打烊时间" in text
    assert "截单时间" not in text


def test_a_supplier_is_described_and_found_by_kind_and_estate(client):
    world = town_world(client)
    client.post(address(world), sent(world))
    supplier = Supplier.objects.get(pk=world.supplier.pk)
    assert (supplier.kind, supplier.closes_at) == ("fresh", time(21, 30))
    assert supplier.licence_until == date(2027, 1, 31)

    index = reverse("setup:suppliers")
    for asked, found in (
        ({"kind": "fresh", "estate": world.estate.pk}, 1),
        ({"kind": "pet"}, 0),
        ({"estate": 10**9}, 0),
    ):
        assert len(client.get(index, asked).context["suppliers"]) == found
    assert len(client.get(index, {"kind": "x", "estate": "x"}).context["suppliers"]) >= 1


@pytest.mark.parametrize(
    "wrong", [{"closes_at": ""}, {"opens_at": "25:00"}, {"estate_ids": [0]}, {"kind": "x"}]
)
def test_a_wrong_field_comes_back_filled_and_changes_nothing(client, wrong):
    world = town_world(client)
    page = client.post(address(world), sent(world, **wrong))
    assert page.status_code == 422
    assert "XL-7" in page.text
    assert Supplier.objects.get(pk=world.supplier.pk).licence == ""


@pytest.mark.parametrize(
    ("days", "changes", "words"),
    [
        (0, {}, ""),
        (-1, {}, "不对居民显示：营业执照已于"),
        (0, {"licence": ""}, "不对居民显示：未登记营业执照"),
        (0, {"opens_at": "", "closes_at": ""}, "不对居民显示：营业时间不明"),
    ],
)
def test_staff_read_why_residents_do_not_see_a_shop(client, days, changes, words):
    world = town_world(client)
    until = timezone.localdate() + timedelta(days=days)
    client.post(address(world), sent(world, licence_until=until.isoformat(), **changes))
    for page in (client.get(reverse("setup:suppliers")), client.get(address(world))):
        assert words in page.text
        assert ("不对居民显示" in page.text) == bool(words)
