"""R30: what a supplier is, when it is open, and whom it serves."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError

from baogong.apps.places.services import add_estate, add_town
from baogong.apps.suppliers.enums import Hidden, SupplierKind
from baogong.apps.suppliers.errors import HoursIncomplete, NotInTown
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.apps.suppliers.queries import ShopRow, shops_serving, supplier_row
from baogong.apps.suppliers.services import (
    SupplierProfile,
    add_supplier,
    describe_supplier,
    take_in_shops,
)
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def town_with(code):
    town = add_town(code=code, name=code.upper())
    return town, add_estate(town=town, code=f"{code}-e", name=f"{code}-E", actor=SYSTEM, now=NOW)


def shop(town, name="永辉", **facts):
    supplier = add_supplier(town=town, name=name, actor=SYSTEM, now=NOW)
    facts = {"kind": SupplierKind.BAKERY, "licence": "L1"} | facts
    return describe_supplier(
        SupplierProfile(**facts), supplier_id=supplier.pk, actor=SYSTEM, now=NOW
    )


def served(estate, **facts):
    hours = {"opens_at": time(7), "closes_at": time(21), "estate_ids": [estate.pk]}
    return hours | facts


def test_only_licensed_shops_that_serve_the_estate_are_shown():
    town, estate = town_with("a")
    other = add_estate(town=town, code="other", name="Other", actor=SYSTEM, now=NOW)
    shop(town, "here", **served(estate))
    shop(town, "elsewhere", **served(other))
    shop(town, "unlicensed", **served(estate, licence=""))
    shop(town, "hours unknown", estate_ids=[estate.pk])

    rows = shops_serving(path=f"{estate.path}E6/1/602/", day=NOW.date())
    assert [row.name for row in rows] == ["here"]


def test_a_shop_leaves_residents_on_the_day_after_its_licence_ends():
    town, estate = town_with("a")
    last = date(2026, 4, 12)
    shop(town, "ends", **served(estate, licence_until=last))
    shop(town, "names no end", **served(estate))

    def seen(day):
        return [row.name for row in shops_serving(path=estate.path, day=day)]

    assert seen(last) == ["ends", "names no end"]
    assert seen(last + timedelta(days=1)) == ["names no end"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, None),
        ({"licence_until": NOW.date()}, None),
        ({"licence": ""}, Hidden.LICENCE_MISSING),
        ({"licence_until": NOW.date() - timedelta(days=1)}, Hidden.LICENCE_ENDED),
        ({"opens_at": None, "closes_at": None}, Hidden.HOURS_MISSING),
        ({"estate_ids": []}, Hidden.SERVES_NOBODY),
    ],
)
def test_why_a_shop_is_not_seen_is_what_keeps_it_from_the_list(changes, why):
    town, estate = town_with("a")
    found = shop(town, **served(estate, **changes))

    assert supplier_row(found).hidden_on(NOW.date()) == why
    rows = shops_serving(path=estate.path, day=NOW.date())
    assert bool(rows) == (why is None)


def test_a_saved_profile_takes_the_place_of_the_one_before():
    town, estate = town_with("a")
    shop(town, **served(estate))
    shop(town, daily_orders=30)

    assert Supplier.objects.values_list("opens_at", "daily_orders").get() == (None, 30)
    assert not SupplierArea.objects.exists()
    assert AuditEntry.objects.filter(action="supplier.described").count() == 2


def test_a_list_that_says_nothing_of_a_licence_leaves_it_with_its_last_day():
    town, _ = town_with("a")
    shop(town, licence_until=date(2027, 1, 31))
    profile = SupplierProfile(SupplierKind.FRESH)
    take_in_shops({"永辉": profile}, town=town, actor=SYSTEM, now=NOW)

    known = Supplier.objects.values_list("kind", "licence", "licence_until").get()
    assert known == ("fresh", "L1", date(2027, 1, 31))


@pytest.mark.parametrize("hours", [{"opens_at": time(7)}, {"closes_at": time(7)}])
def test_half_of_the_hours_is_refused_and_nothing_moves(hours):
    town, estate = town_with("a")
    shop(town, **served(estate))
    with pytest.raises(HoursIncomplete):
        shop(town, **hours)
    assert Supplier.objects.get().closes_at == time(21)
    with pytest.raises(IntegrityError):
        Supplier.objects.update(opens_at=None)


def test_an_estate_of_another_town_is_refused_and_nothing_moves():
    town, estate = town_with("a")
    _, far = town_with("b")
    shop(town, **served(estate))
    with pytest.raises(NotInTown):
        shop(town, **served(far))
    assert SupplierArea.objects.get().estate == estate


@pytest.mark.parametrize(
    ("opens", "closes", "at", "is_open"),
    [
        (7, 21, 7, True),
        (7, 21, 21, False),
        (7, 21, 6, False),
        (20, 2, 23, True),
        (20, 2, 1, True),
        (20, 2, 2, False),
        (0, 0, 12, True),
    ],
)
def test_a_shop_is_open_from_its_first_hour_to_its_last(opens, closes, at, is_open):
    row = ShopRow(1, "x", SupplierKind.PET, time(opens), time(closes), None)
    assert row.is_open(time(at)) is is_open
