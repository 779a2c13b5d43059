"""C8 job 5: the lane of unfiled goods as guards, clerks and the commander meet it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baogong.apps.gate.enums import UnfiledState
from baogong.apps.gate.models import Parcel, UnfiledGoods, UnfiledProposal
from baogong.apps.inventory.models import Lot
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from tests.factories import make_world
from tests.factories.gate import file_boxes

pytestmark = pytest.mark.django_db
LIST = reverse("gate:unfiled")


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def gate(world):
    return site_of(world.estate, PlaceKind.GATE)


def client_of(world, role):
    client = Client()
    client.force_login(world.staff[role])
    return client


@pytest.fixture
def guard(world):
    return client_of(world, Role.GATE)


@pytest.fixture
def clerk(world):
    return client_of(world, Role.CLERK)


@pytest.fixture
def goods(world, gate):
    return file_boxes(gate, world.staff[Role.GATE], now=timezone.now())


def page(goods):
    return reverse("gate:unfiled_one", args=[goods.pk])


def wish(client, goods, outcome="destroy", **typed):
    return client.post(
        page(goods), {"key": uuid4(), "outcome": outcome, "reason": "坏了", **typed}
    )


def respond(client, goods, step):
    proposal = UnfiledProposal.objects.latest("pk").pk
    url = reverse("gate:unfiled_answer", args=[goods.pk])
    return client.post(url, {"proposal": proposal, "step": step}, follow=True)


def jpeg():
    file = BytesIO()
    Image.new("RGB", (20, 20), "red").save(file, "JPEG")
    file.seek(0)
    file.name = "p.jpg"
    return file


def test_a_guard_files_goods_with_a_photo_and_they_stand_on_the_list(guard, gate):
    form = {
        "key": uuid4(),
        "what": "方便面",
        "count": "３",
        "from_whom": "不详",
        "place_there": "2 号架",
        "photo": jpeg(),
    }
    answer = guard.post(reverse("gate:unfiled_new", args=[gate.pk]), form, follow=True)

    goods = UnfiledGoods.objects.get()
    assert (goods.count, goods.place_there) == (3, "2 号架")
    photo = reverse("gate:unfiled_photo", args=[goods.pk])
    assert photo in answer.text
    assert guard.get(photo).headers["Content-Type"] == "image/jpeg"
    assert "方便面" in guard.get(LIST).text
    assert "1" in guard.get(reverse("gate:home")).text


@pytest.mark.parametrize("wrong", [{"count": "0"}, {"what": ""}, {"count": "x"}, {"key": "x"}])
def test_goods_that_say_too_little_are_not_filed(guard, gate, wrong):
    form = {"key": uuid4(), "what": "a", "count": "1", "from_whom": "b", "place_there": "c"}
    answer = guard.post(reverse("gate:unfiled_new", args=[gate.pk]), form | wrong)

    assert answer.status_code == 422
    assert not UnfiledGoods.objects.exists()


def test_one_proposes_and_another_agrees(guard, clerk, goods):
    wish(guard, goods)
    assert 'value="agree"' not in guard.get(page(goods)).text
    respond(guard, goods, "agree")  # not even by hand
    assert UnfiledProposal.objects.get().agreed is None

    assert 'value="agree"' in clerk.get(page(goods)).text
    assert "result-done" in respond(clerk, goods, "agree").text
    assert UnfiledProposal.objects.get().agreed is True
    assert guard.get(LIST).context["rows"] == []
    assert len(guard.get(LIST, {"settled": 1}).context["rows"]) == 1


def test_what_was_decided_is_said_in_the_words_of_unfiled_goods():
    assert str(UnfiledState.DECIDED.label) == "已定去向"


def test_who_proposed_it_takes_it_back(guard, goods):
    wish(guard, goods)
    answer = respond(guard, goods, "refuse")

    assert 'name="outcome"' in answer.text
    assert UnfiledProposal.objects.get().agreed is False


def test_a_proposal_that_another_refuses_stays_with_who_disagreed(guard, clerk, goods, world):
    wish(guard, goods)
    answer = respond(clerk, goods, "refuse")

    assert f"{world.staff[Role.CLERK].name} 不同意，" in answer.text
    assert "先前没有同意的" in answer.text


def test_weights_for_the_depot_are_jin(guard, clerk, goods, world):
    for typed in ({}, {"good": "CAB"}, {"good": "CAB", "quantity": "x"}, {"good": "?"}):
        assert wish(guard, goods, "depot", **typed).status_code == 422
    assert not UnfiledProposal.objects.exists()
    wish(guard, goods, "depot", good="CAB", quantity="10.5")
    respond(clerk, goods, "agree")

    assert Lot.objects.get().on_hand == 5250


def test_a_door_must_be_certain(guard, clerk, goods, world):
    for typed in ("", "B1", "nowhere"):
        assert wish(guard, goods, "door", door=typed).status_code == 422
    wish(guard, goods, "door", door=world.doors[0].label)
    respond(clerk, goods, "agree")

    assert Parcel.objects.filter(door=world.doors[0]).count() == 3


def test_a_proposal_of_other_goods_is_not_answered_here(guard, clerk, goods, world, gate):
    other = file_boxes(gate, world.staff[Role.GATE], now=timezone.now())
    wish(guard, other)

    respond(clerk, goods, "agree")
    assert UnfiledProposal.objects.get().agreed is None


def test_overdue_goods_are_red(guard, goods):
    fresh = guard.get(LIST).text
    filed = timezone.now() - timedelta(hours=30)
    UnfiledGoods.objects.update(filed_at=filed, due_at=filed + timedelta(hours=24))

    assert "flag-risk" not in fresh
    assert "flag-risk" in guard.get(LIST).text
    assert "flag-risk" in guard.get(page(goods)).text


def test_the_desk_sees_how_many_wait(clerk, goods):
    assert LIST in clerk.get(reverse("desk:supplier_differences")).text


def test_a_clerk_files_nothing(clerk, gate, goods):
    assert clerk.get(reverse("gate:unfiled_new", args=[gate.pk])).status_code == 404
    assert reverse("gate:unfiled_new", args=[gate.pk]) not in clerk.get(LIST).text


def test_the_list_leaves_as_a_file_and_asks_equally_often_with_more_goods(
    guard, goods, world, gate
):
    asked = []
    for _ in range(3):
        file_boxes(gate, world.staff[Role.GATE], now=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            guard.get(LIST)
        asked.append(len(queries))

    assert asked[0] == asked[2]
    for kind in ("csv", "xlsx", "print"):
        assert guard.get(LIST, {"as": kind}).status_code == 200
    assert "不明纸箱" in guard.get(LIST, {"as": "csv"}).content.decode("utf-8-sig")
