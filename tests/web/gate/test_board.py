"""R55, R64, C8: the board of trucks and the clocks of disinfection, as a guard uses them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.gate.models import ArrivalSlot, SprayBatch
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import receive
from tests.factories.gate import book_truck

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1, 1)
    ripe_round(world)
    receive(world)
    return world


@pytest.fixture
def gate(world):
    return site_of(world.estate, PlaceKind.GATE)


@pytest.fixture
def guard(client, world):
    client.force_login(world.staff[Role.GATE])
    return client


def url(name, thing):
    return reverse(f"gate:{name}", args=[thing.pk])


def booking(guard, gate, **changes):
    """What the page sends for the first slot that is free."""
    form = guard.get(url("book", gate)).context["form"]
    begins = form.fields["begins"].choices[0][0]
    return {"key": uuid4(), "begins": begins, "who": "平台甲", "boxes": "60", **changes}


def test_a_booked_truck_stands_on_the_board_and_is_marked_in_two_taps(guard, gate):
    guard.post(url("book", gate), booking(guard, gate))
    slot = ArrivalSlot.objects.get()
    board = guard.get(url("board", gate)).context
    assert [row.who for row, _ in board["due"]] == ["平台甲"]

    for step, where in (("arrived", "first"), ("left", "gone")):
        answer = guard.post(url("slot", slot), {"step": step}, follow=True)
        assert [row.id for row, _ in answer.context[where]] == [slot.pk]


def test_a_slot_that_is_taken_meanwhile_is_refused_and_the_form_comes_back_filled(guard, gate):
    data = booking(guard, gate)
    guard.post(url("book", gate), data)
    answer = guard.post(url("book", gate), {**data, "key": uuid4()})

    assert answer.status_code == 422
    assert 'value="平台甲"' in answer.text
    assert ArrivalSlot.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"who": ""}, {"boxes": "-1"}, {"begins": "1"}, {"key": "x"}])
def test_a_booking_that_says_too_little_is_refused(guard, gate, wrong):
    assert guard.post(url("book", gate), booking(guard, gate, **wrong)).status_code == 422
    assert not ArrivalSlot.objects.exists()


def test_a_truck_that_is_here_is_not_given_back(guard, gate, world):
    slot = book_truck(gate, world.staff[Role.GATE], now=timezone.now())
    guard.post(url("slot", slot), {"step": "arrived"})
    answer = guard.post(url("slot", slot), {"step": "cancel"}, follow=True)

    assert answer.status_code == 200
    assert ArrivalSlot.objects.get().canceled_at is None


def test_the_list_leaves_as_a_file_and_on_paper(guard, gate, world):
    book_truck(gate, world.staff[Role.GATE], now=timezone.now())

    assert "平台甲" in guard.get(url("board_print", gate)).text
    assert "平台甲" in guard.get(url("board_export", gate)).content.decode("utf-8-sig")


def test_the_board_asks_the_database_equally_often_with_more_trucks(guard, gate, world):
    now, asked = timezone.now(), []
    for n in (1, 2, 3):
        begins = now + timedelta(hours=n)
        book_truck(gate, world.staff[Role.GATE], now=now, begins=begins)
        with CaptureQueriesContext(connection) as queries:
            guard.get(url("board", gate))
        asked.append(len(queries))

    assert asked[0] == asked[2]


def spray(guard, gate):
    lots = [lot.id for lot in guard.get(url("batches", gate)).context["lots"]]
    guard.post(url("batches", gate), {"key": uuid4(), "lots": lots})
    return SprayBatch.objects.latest("pk")


def test_the_end_of_spraying_starts_the_clock_and_the_page_says_when_it_is_free(guard, gate):
    batch = spray(guard, gate)
    answer = guard.post(url("batch_end", batch), follow=True)
    batch.refresh_from_db()

    at = f"{timezone.localtime(batch.release_at):%H:%M}"
    assert at in answer.text
    assert answer.context["next"].id == batch.pk
    assert at in guard.get(url("batch_card", batch)).text


def test_a_batch_of_nothing_is_refused(guard, gate):
    assert guard.post(url("batches", gate), {"key": uuid4()}).status_code == 422
    assert not SprayBatch.objects.exists()


def test_another_estates_gate_is_not_there(client, gate, world):
    slot = book_truck(gate, world.staff[Role.GATE], now=timezone.now())
    client.force_login(make_world(name="F").staff[Role.GATE])

    for name in ("board", "book", "batches", "board_print", "board_export"):
        assert client.get(url(name, gate)).status_code == 404
    assert client.post(url("slot", slot), {"step": "arrived"}).status_code == 404
    assert ArrivalSlot.objects.get().arrived_at is None
