"""R37: a shop or app is named to buildings, a text for each, and a list of whom to call."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Outlet, OutletTold
from baogong.apps.people.enums import Role
from baogong.apps.places.models import HouseholdPhone
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world
from tests.factories.outlets import outlet
from tests.factories.world import NOW, add_houses

pytestmark = pytest.mark.django_db
NUMBER = "13912341234"


@pytest.fixture
def world():
    world = make_world(buildings=2, floors=1)
    HouseholdPhone.objects.create(
        household=world.doors[0], number=NUMBER, position=0, recorded_at=NOW
    )
    set_setting(CONTACT_PHONE, "021-54331234", place=world.estate, actor=SYSTEM, now=NOW)
    return world


@pytest.fixture
def liaison(client, world):
    client.force_login(world.staff[Role.LIAISON])
    return client


def page(found, name="outlet"):
    return reverse(f"liaison:{name}", args=[found.pk])


def left_on_file(client, app):
    file = client.get(page(app), {"as": "csv"})
    return (b"".join(file.streaming_content) if file.streaming else file.content).decode()


def test_it_is_named_to_buildings_and_each_has_its_text(world, liaison):
    url = reverse("liaison:outlets", args=[world.estate.pk])
    assert url in liaison.get("/liaison/").text
    first = liaison.get(url).context["form"].fields["buildings"].choices[0][0]
    form = {"key": uuid4(), "name": "泾彩生活", "how": "搜小程序“泾彩生活”", "buildings": [first]}
    assert liaison.post(url, form | {"buildings": []}).status_code == 422
    assert not Outlet.objects.exists()
    for _ in range(2):
        answer = liaison.post(url, form)
    assert answer.url == page(Outlet.objects.get())

    [(text, _n)] = liaison.get(answer.url).context["parts"]
    assert text.splitlines() == [
        "【E】B1 在泾彩生活下单",
        "搜小程序“泾彩生活”",
        "不会用手机下单的，请打 021-54331234。",
    ]
    assert "2 户未通知到" in liaison.get(url).text


def test_houses_beside_the_buildings_are_one_choice_with_a_text_and_a_list(world, liaison):
    """R37: a villa beside the towers is called too."""
    add_houses(world, "V1")
    url = reverse("liaison:outlets", args=[world.estate.pk])
    choices = liaison.get(url).context["form"].fields["buildings"].choices
    assert [str(label) for _pk, label in choices] == ["B1", "B2", "独门独院"]
    app = outlet(world, "E")

    shown = liaison.get(page(app))
    assert "独门独院：1 户中 1 户未通知到" in shown.text
    assert shown.context["parts"][0][0].startswith("【E】独门独院 在泾彩生活下单")
    assert "独门独院,V1" in left_on_file(liaison, app)


def test_who_is_ticked_was_told_and_leaves_the_list(world, liaison):
    app = outlet(world)
    shown = liaison.get(page(app))
    assert "B1：2 户中 2 户未通知到" in shown.text
    building = shown.context["chosen"].id
    form = {"doors": [world.doors[0].pk, "x"], "building": building}
    answer = liaison.post(page(app, "outlet_told"), form)

    assert answer.url == f"{page(app)}?building={building}"
    assert OutletTold.objects.get().told_by == world.staff[Role.LIAISON]
    assert [row.door for row, _ in liaison.get(answer.url).context["left"]] == ["B1-1-102"]
    assert "B1-1-101" not in left_on_file(liaison, app)
    assert "B1-1-102" in left_on_file(liaison, app)


def test_numbers_are_masked_until_the_desk_asks_and_the_reading_is_written_down(world, client):
    app = outlet(world)
    client.force_login(world.staff[Role.CLERK])
    shown = client.get(page(app)).text
    assert "139****1234" in shown
    assert NUMBER not in shown
    assert f"tel:{NUMBER}" in client.post(page(app, "outlet_phones")).text

    [read] = AuditEntry.objects.filter(action="phones.read")
    assert read.subject_id == world.doors[0].pk


def test_a_liaison_sees_no_numbers(world, liaison):
    app = outlet(world)

    assert "139****1234" not in liaison.get(page(app)).text
    assert liaison.post(page(app, "outlet_phones")).status_code == 404
    assert not AuditEntry.objects.filter(action="phones.read").exists()


def test_ended_it_has_no_text_any_more(world, liaison):
    app = outlet(world, now=timezone.now())
    assert liaison.post(page(app, "outlet_end")).status_code == 302

    assert "<textarea" not in liaison.get(page(app)).text


def test_the_number_of_queries_stays(client, django_assert_max_num_queries):
    counts = []
    for floors, name in ((1, "G"), (6, "H")):
        world = make_world(name=name, floors=floors)
        client.force_login(world.staff[Role.CLERK])
        app = outlet(world)
        with django_assert_max_num_queries(30) as queries:
            client.get(page(app))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_costs_as_many_queries_with_many_as_with_one(world, liaison):
    url = reverse("liaison:outlets", args=[world.estate.pk])
    counts = []
    for more in (1, 4):
        for _ in range(more):
            outlet(world)
        with CaptureQueriesContext(connection) as queries:
            shown = liaison.get(url).text
        counts.append(len(queries))
    assert shown.count("B1 2 户未通知到") == 5
    assert counts[0] == counts[1]
