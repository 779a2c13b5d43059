"""X3: the desk lets one household have more than a limit, and says why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import LimitException
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.limits import by_channel, round_on
from tests.factories.world import packages

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    world.round = round_on(world, 0, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


def url_of(world):
    return reverse("desk:limits", args=[world.doors[0].pk])


def form(**changes):
    fields = {
        "key": uuid4(),
        "package": packages()[0].pk,
        "quantity": 2,
        "until": (timezone.localdate() + timedelta(days=1)).isoformat(),
        "reason": "双胞胎",
    }
    return fields | changes


def test_the_desk_finds_it_where_a_household_orders_and_where_its_order_is(world, client):
    door, now = world.doors[0], timezone.now()
    placed = decide_order(by_channel(world, world.round, door, Channel.PHONE, 1), now=now)
    pages = (
        reverse("desk:phone_order", args=[door.pk]),
        reverse("desk:order", args=[placed.order_id]),
    )
    for page in pages:
        assert url_of(world) in client.get(page).text
    client.force_login(world.staff[Role.LIAISON])
    for page in pages:
        assert url_of(world) not in client.get(page).text


def test_a_household_is_let_have_more_once_and_the_page_says_why(world, client):
    sent = form()
    for _ in range(2):
        assert client.post(url_of(world), sent).url == url_of(world)

    made = LimitException.objects.get()
    assert (made.household, made.quantity, made.reason) == (world.doors[0], 2, "双胞胎")
    assert made.granted_by == world.staff[Role.CLERK]
    page = client.get(url_of(world)).text
    assert "蔬菜包 +2" in page
    assert "双胞胎" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reason", ""),
        ("reason", "  "),
        ("quantity", "0"),
        ("quantity", "100"),
        ("until", "2026-01-01"),
        ("until", "x"),
        ("package", "0"),
        ("key", "x"),
    ],
)
def test_what_is_refused_is_said_at_its_field(world, client, field, value):
    answer = client.post(url_of(world), form(**{field: value}))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not LimitException.objects.exists()


def test_a_day_too_far_ahead_is_refused_with_the_last_one(world, client):
    far = timezone.localdate() + timedelta(days=31)
    answer = client.post(url_of(world), form(until=far.isoformat()))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["until"]
    assert "太远了" in answer.text
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        answer = client.post(url_of(world), form(until=far.isoformat()))
        assert "is too far ahead" in answer.text
    assert not LimitException.objects.exists()


def test_an_exception_is_ended_and_the_page_says_by_whom(world, client):
    client.post(url_of(world), form())
    end = reverse("desk:limit_end", args=[LimitException.objects.get().pk])
    assert end in client.get(url_of(world)).text
    page = client.post(end, follow=True).text
    assert "恢复限购。之前订的不变。" in page
    assert f"已由 {world.staff[Role.CLERK].name} 于" in page
    assert end not in page
    client.force_login(world.staff[Role.COMMANDER])
    assert "终止" in client.get(reverse("command:exceptions")).text
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        listed = client.get(reverse("command:exceptions")).text
        assert f"ended by {world.staff[Role.CLERK].name}," in listed


def test_without_a_limit_there_is_nothing_to_let_have(client):
    world = make_world()
    round_on(world, 0, limit=None, days=None, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])

    assert "没有未结束的轮次对这户限购" in client.get(url_of(world)).text
    assert client.post(url_of(world), form()).status_code == 422
    assert not LimitException.objects.exists()


def test_the_phone_page_says_what_the_door_may_have(world, client):
    client.post(url_of(world), form())
    page = client.get(reverse("desk:phone_order", args=[world.doors[0].pk])).text
    assert "每户 3 天内最多 2 份，另准本户多订 2 份" in page
