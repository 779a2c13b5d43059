"""R64, R93: a batch of parcels, chosen by the clock or by scanning; the card lists both kinds."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import formats, timezone

from baogong.apps.custody.models import Unit
from baogong.apps.gate.models import Parcel, SprayBatch
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.gate import bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A truck came, and so did two parcels: one just now, one an hour ago."""
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    receive(world)
    return world


@pytest.fixture
def gate(world):
    gate, guard = site_of(world.estate, PlaceKind.GATE), world.staff[Role.GATE]
    for number, minutes in (("SF0001", 0), ("SF0002", 60)):
        parcel = bring(gate, guard, number, door=world.doors[0]).parcel
        came = timezone.now() - timedelta(minutes=minutes)
        Parcel.objects.filter(pk=parcel.pk).update(received_at=came)
    return gate


@pytest.fixture
def guard(client, world):
    client.force_login(world.staff[Role.GATE])
    return client


def batches(gate):
    return reverse("gate:batches", args=[gate.pk])


def start(guard, gate, **chosen):
    return guard.post(batches(gate), {"key": uuid4(), **chosen}, follow=True)


def sprayed():
    return sorted(Parcel.objects.filter(sprayed__isnull=False).values_list("tracking", flat=True))


def ago(**since):
    at = timezone.localtime() - timedelta(**since)
    return {"since_date": f"{at:%Y-%m-%d}", "since_clock": f"{at:%H:%M}"}


@pytest.mark.parametrize(("minutes", "found"), [(10, ["SF0001"]), (70, ["SF0001", "SF0002"])])
def test_all_that_came_since_a_time_is_sprayed_together(guard, gate, minutes, found):
    start(guard, gate, **ago(minutes=minutes))

    assert sprayed() == found


def test_parcels_of_the_days_before_are_told_and_found_by_day_and_time(guard, gate):
    came = timezone.now() - timedelta(days=2, minutes=5)
    Parcel.objects.filter(tracking="SF0002").update(received_at=came)
    shown = formats.date_format(timezone.localtime(came), "SHORT_DATETIME_FORMAT")
    assert shown in guard.get(batches(gate)).text

    start(guard, gate, **ago(days=2))
    assert sprayed() == ["SF0001"]
    start(guard, gate, **ago(days=2, minutes=10))
    assert sprayed() == ["SF0001", "SF0002"]


def test_a_time_without_its_day_is_asked_for_the_day(guard, gate):
    answer = start(guard, gate, since_clock="14:00")

    assert "since_date" in answer.context["form"].errors
    assert not SprayBatch.objects.exists()


def test_a_time_since_when_nothing_came_is_refused_whatever_else_is_chosen(guard, gate):
    lots = [lot.id for lot in guard.get(batches(gate)).context["lots"]]
    answer = start(guard, gate, lots=lots, **ago(minutes=-60))

    assert "since_clock" in answer.context["form"].errors
    assert not SprayBatch.objects.exists()


def test_a_refused_batch_comes_back_as_one_of_its_own(guard, gate):
    """What was sent before with the same key is never taken for the batch that is sent next."""
    key = str(uuid4())
    fresh = start(guard, gate, key=key, scanned="SF9999").context["form"]["key"].value()

    assert fresh != key
    start(guard, gate, key=fresh, scanned="SF0001")
    assert sprayed() == ["SF0001"]


@pytest.mark.parametrize("chosen", [{"scanned": "SF0001\nSF0002"}, ago(minutes=70)])
def test_a_second_tap_starts_no_second_batch_and_is_not_refused(guard, gate, chosen):
    sent = {"key": uuid4(), **chosen}

    assert [start(guard, gate, **sent).status_code for _ in range(2)] == [200, 200]
    assert SprayBatch.objects.count() == 1


def test_scans_are_taken_line_by_line_and_a_wrong_one_is_named(guard, gate):
    code = Unit.objects.get(parcel__tracking="SF0001").code
    answer = start(guard, gate, scanned=f"{code}\nSF9999\n")
    assert answer.status_code == 422
    assert "SF9999" in answer.text
    assert not SprayBatch.objects.exists()

    start(guard, gate, scanned=f"{code}\n\n sf0002 ")
    assert sprayed() == ["SF0001", "SF0002"]


@pytest.mark.parametrize("chosen", [{}, {"since_clock": "25:00"}, {"scanned": " "}])
def test_a_batch_of_nothing_is_refused(guard, gate, chosen):
    assert start(guard, gate, **chosen).status_code == 422
    assert not SprayBatch.objects.exists()


def test_the_card_and_the_list_name_lots_and_parcels_and_the_clock_is_for_both(guard, gate):
    lots = [lot.id for lot in guard.get(batches(gate)).context["lots"]]
    start(guard, gate, lots=lots, scanned="SF0001")
    batch = SprayBatch.objects.get()
    guard.post(reverse("gate:batch_end", args=[batch.pk]))

    page = guard.get(batches(gate))
    assert (page.context["next"].id, page.context["next"].parcel_count) == (batch.pk, 1)
    card = guard.get(reverse("gate:batch_card", args=[batch.pk])).text
    assert "白菜" in card
    assert Parcel.objects.get(tracking="SF0001").door.label in card


def test_sending_what_rests_says_when_it_may_go(guard, gate):
    start(guard, gate, scanned="SF0001\nSF0002")
    batch = SprayBatch.objects.get()
    guard.post(reverse("gate:batch_end", args=[batch.pk]))
    batch.refresh_from_db()
    send = reverse("gate:parcels_send", args=[gate.pk])
    answer = guard.post(
        send, {"key": uuid4(), "counted": "2", "shown_at": str(timezone.now())}, follow=True
    )

    assert f"{timezone.localtime(batch.release_at):%H:%M}" in answer.text
    assert answer.context["waiting"].held == 2
    assert Unit.objects.filter(holder__place=gate).count() == 2


def test_the_list_asks_the_database_equally_often_with_more_batches(guard, gate, world):
    asked = []
    for n in range(3):
        bring(gate, world.staff[Role.GATE], f"YT000{n}", door=world.doors[0])
        start(guard, gate, scanned=f"YT000{n}")
        with CaptureQueriesContext(connection) as queries:
            guard.get(batches(gate))
        asked.append(len(queries))

    assert asked[0] == asked[2]
