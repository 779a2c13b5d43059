"""R41: the grid leader's overdue errands: who, since when, which door, and one answer."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.tickets.models import Enquiry, Reply
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world
from tests.factories.enquiries import enquire, overdue_errand, reply_to
from tests.factories.grids import grid, live_grids
from tests.factories.people import somebody
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db
HOME = "/grid/"
NUMBER = "13912341234"


@pytest.fixture
def world():
    """B1 in grid 1, B2 in grid 2."""
    world = make_world(buildings=2, floors=1)
    live_grids(world, ["B1"], ["B2"])
    return world


@pytest.fixture
def bill(world):
    door = world.doors[0].pk
    return overdue_errand(world, now=timezone.now(), household_id=door, phone=NUMBER)


@pytest.fixture
def leader(client, world):
    client.force_login(somebody(Role.GRID_LEADER, grid(world, 1), "网格长1"))
    return client


def answer(client, bill, **changes):
    form = {"key": uuid4(), "text": "水费已代交"} | changes
    return client.post(reverse("grid:errand", args=[bill.pk]), form)


def test_it_stands_on_top_of_the_page_of_the_doors_leader_alone(world, bill, leader):
    """R41: G "pay water bill" / W unanswered 24 h / T escalates to grid leader."""
    page = leader.get(HOME).text
    assert page.index("1 件代办已超时") < page.index("B1-1-101") < page.index(bill.wanted) + 200
    assert reverse("grid:errand", args=[bill.pk]) in page
    [card] = leader.get(reverse("account:home")).context["cards"]
    assert card.count == 1
    assert "139****1234" in page
    assert NUMBER not in page

    leader.force_login(somebody(Role.GRID_LEADER, grid(world, 2), "网格长2"))
    assert bill.wanted not in leader.get(HOME).text
    assert leader.get(reverse("grid:errand", args=[bill.pk])).status_code == 404
    assert answer(leader, bill).status_code == 404
    assert not Reply.objects.exists()


def test_answered_it_is_off_the_page_and_the_household_reads_it(world, bill, leader):
    sent = uuid4()
    for _ in range(2):  # a second tap is the same answer
        assert answer(leader, bill, key=sent, told="on").url == HOME
    assert Reply.objects.get().kept is False
    assert Enquiry.objects.get().told_by.name == "网格长1"

    assert reverse("grid:errand", args=[bill.pk]) not in leader.get(HOME).text
    page = leader.get(reverse("grid:errand", args=[bill.pk])).text
    assert "水费已代交" in page
    assert "<textarea" not in page
    sign_in(leader, world.doors[0])
    assert "水费已代交" in leader.get("/help/").text


def test_without_words_nothing_is_answered(bill, leader):
    assert answer(leader, bill, text=" ").status_code == 422
    assert not Reply.objects.exists()


def test_what_the_desk_answered_meanwhile_stays(world, bill, leader):
    reply = reply_to(world, bill, now=timezone.now())

    assert answer(leader, bill).status_code == 422
    assert Reply.objects.get() == reply


def test_the_number_is_shown_on_demand_and_that_is_written_down(world, bill, leader):
    url = reverse("grid:errand_phone", args=[bill.pk])
    assert NUMBER not in leader.get(reverse("grid:errand", args=[bill.pk])).text
    assert f"tel:{NUMBER}" in leader.post(url).text
    [read] = AuditEntry.objects.filter(action="callers.read")
    assert read.subject_id == world.doors[0].pk
    answer(leader, bill)

    assert leader.post(url).status_code == 302
    assert AuditEntry.objects.filter(action="callers.read").count() == 1


def test_the_household_hears_that_the_leader_has_it(world, bill, client):
    sign_in(client, world.doors[0])

    assert "已同时转给网格长" in client.get("/help/").text


def test_the_desk_sees_who_has_it(world, bill, client):
    somebody(Role.GRID_LEADER, grid(world, 1), "网格长1")
    client.force_login(world.staff[Role.CLERK])
    for url in (reverse("desk:enquiries"), reverse("desk:enquiry", args=[bill.pk])):
        page = client.get(url).text
        assert "已转网格长" in page
        assert "网格长1" in page


def test_where_there_is_no_leader_the_desk_is_told_so(world, bill, client):
    world.staff[Role.GRID_LEADER].assignments.update(ended_at=timezone.now())
    client.force_login(world.staff[Role.CLERK])

    assert "那里没有网格长" in client.get(reverse("desk:enquiries")).text


def test_the_desk_says_what_is_an_errand(world, client):
    client.force_login(world.staff[Role.CLERK])
    form = {"key": uuid4(), "wanted": "代交水费", "phone": NUMBER, "errand": "on"}
    client.post(reverse("desk:enquiry_new"), form)
    assert Enquiry.objects.get().errand is True

    [other] = enquire(world, "能帮我拿药吗")
    url = reverse("desk:enquiry", args=[other.pk])
    assert "这是代办" in client.get(url).text
    sort = reverse("desk:enquiry_errand", args=[other.pk])
    assert client.post(sort, {"errand": "1"}).url == url
    other.refresh_from_db()
    assert other.errand is True
    assert "只是问问" in client.get(url).text
    client.post(sort, {"errand": "0"})
    other.refresh_from_db()
    assert other.errand is False
