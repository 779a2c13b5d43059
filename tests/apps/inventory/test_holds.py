"""R64: nothing leaves a lot that rests after disinfection, or that is past its last day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.inventory.errors import StockExpired, StockHeld, StockResting, StockShort
from baogong.apps.inventory.models import Lot, StockEntry
from baogong.apps.inventory.policies import UNTIL_TOLD
from baogong.apps.inventory.services import Demand, change_hold, hold_lots, take_from_shelf
from tests.apps.inventory.test_stock import Shelf
from tests.factories import NOW

HALF_HOUR = timedelta(minutes=30)
TODAY = NOW.date()


@pytest.fixture
def shelf(db):
    return Shelf()


def take(shelf, quantity, *, at=NOW):
    good = shelf.goods[0]
    demand = Demand(good.pk, good.name, quantity, bag_line_id=1)
    take_from_shelf([demand], depot_id=shelf.depot.pk, now=at)


def on_hand():
    return list(Lot.objects.order_by("pk").values_list("on_hand", flat=True))


def test_a_resting_lot_is_packed_from_when_its_time_is_over_and_not_before(shelf):
    lot = shelf.lot(100)
    hold_lots([lot.pk], until=NOW + HALF_HOUR)

    with pytest.raises(StockResting) as refused:
        take(shelf, 40, at=NOW + timedelta(minutes=20))
    assert refused.value.data["until"] == NOW + HALF_HOUR
    assert (on_hand(), StockEntry.objects.count()) == ([100], 1)

    take(shelf, 40, at=NOW + HALF_HOUR)
    assert on_hand() == [60]


def test_while_one_lot_rests_a_younger_one_is_packed_from(shelf):
    resting = shelf.lot(100)
    shelf.lot(100, hours=1)
    hold_lots([resting.pk], until=NOW + HALF_HOUR)

    take(shelf, 40)
    assert on_hand() == [100, 60]


def test_the_refusal_names_the_first_moment_at_which_enough_is_free(shelf):
    first, second = shelf.lot(50), shelf.lot(100, hours=1)
    hold_lots([first.pk], until=NOW + HALF_HOUR)
    hold_lots([second.pk], until=NOW + 2 * HALF_HOUR)

    for wanted, until in ((50, HALF_HOUR), (51, 2 * HALF_HOUR)):
        with pytest.raises(StockResting) as refused:
            take(shelf, wanted)
        assert refused.value.data["until"] == NOW + until


def test_a_lot_that_is_being_sprayed_has_no_time_yet(shelf):
    hold_lots([shelf.lot(100).pk], until=UNTIL_TOLD)

    with pytest.raises(StockHeld):
        take(shelf, 1, at=NOW + timedelta(days=3))
    assert on_hand() == [100]


def test_a_hold_is_never_shortened_by_another_one(shelf):
    lot = shelf.lot(100)
    hold_lots([lot.pk], until=NOW + 2 * HALF_HOUR)
    hold_lots([lot.pk], until=NOW + HALF_HOUR)
    change_hold([lot.pk], was=UNTIL_TOLD, until=NOW)

    lot.refresh_from_db()
    assert lot.hold_until == NOW + 2 * HALF_HOUR


def test_a_lot_is_packed_from_on_its_last_day_and_not_after(shelf):
    lot = shelf.lot(100)
    Lot.objects.update(expires_on=TODAY)
    take(shelf, 40)

    with pytest.raises(StockExpired) as refused:
        take(shelf, 40, at=NOW + timedelta(days=1))
    assert refused.value.data == {"name": lot.good.name, "left": 0, "on": TODAY.isoformat()}
    assert on_hand() == [60]


def test_what_rests_is_not_missing(shelf):
    """Who is told what is short must not mark as short what comes in half an hour."""
    hold_lots([shelf.lot(100).pk], until=NOW + HALF_HOUR)

    with pytest.raises(StockShort) as refused:
        take(shelf, 130)
    assert refused.value.data["left"] == 100


def test_the_database_refuses_a_lot_that_expired_before_it_was_made(shelf):
    shelf.lot(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.update(made_on=TODAY, expires_on=TODAY - timedelta(days=1))
