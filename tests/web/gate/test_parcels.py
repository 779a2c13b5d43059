"""R93: receiving parcels at the gate with two fields, manifests and the review list."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.gate.models import Parcel
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from tests.factories import make_world, order, ripe_round
from tests.factories.gate import bring

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def gate(world):
    return site_of(world.estate, PlaceKind.GATE)


@pytest.fixture
def guard(client, world):
    client.force_login(world.staff[Role.GATE])
    return client


def url(name, thing):
    return reverse(f"gate:{name}", args=[thing.pk])


def send(guard, gate, **typed):
    return guard.post(url("parcels", gate), {"key": uuid4(), **typed})


def send_off(guard, page):
    """One parcel was counted at the depot; the page was shown before."""
    form = page.context["counted"]
    data = {name: form[name].value() for name in ("key", "shown_at")} | {"counted": "1"}
    return guard.post(
        reverse("gate:parcels_send", args=[page.context["gate"].id]), data, follow=True
    )


def take_in(guard, gate, text):
    file = SimpleUploadedFile("list.csv", text.encode())
    return guard.post(url("manifest", gate), {"platform": "平台甲", "file": file}, follow=True)


def test_a_typed_parcel_gets_its_door_and_the_form_is_ready_for_the_next(guard, gate, world):
    door = world.doors[0]
    answer = send(guard, gate, tracking="sf1234", door=door.label, tail="13912341234")

    assert answer.status_code == 200
    assert "result-done" in answer.text
    assert 'value="sf1234"' not in answer.text
    parcel = Parcel.objects.get()
    assert (parcel.tracking, parcel.door, parcel.phone_tail) == ("SF1234", door, "1234")


def test_a_scanned_parcel_of_a_manifest_needs_nothing_else(guard, gate, world):
    take_in(guard, gate, f"运单号,地址\nSF1234,{world.doors[1].label}\n")
    answer = send(guard, gate, tracking="SF1234")

    assert "result-done" in answer.text
    assert Parcel.objects.get().unit.destination == world.doors[1]


@pytest.mark.parametrize(
    "typed", [{}, {"door": "nowhere"}, {"tracking": "SF1234"}, {"tracking": "?"}, {"door": "B1"}]
)
def test_a_parcel_whose_door_is_not_certain_is_asked_about(guard, gate, typed):
    answer = send(guard, gate, **typed)

    assert answer.status_code == 422
    assert not Parcel.objects.exists()


def test_a_door_that_cannot_be_made_out_goes_to_the_review_list_and_is_found_there(
    guard, gate, world
):
    answer = send(guard, gate, tracking="SF1234", door="看不清", unknown="on")
    assert "result-risk" in answer.text
    parcel = Parcel.objects.get()
    assert url("parcel", parcel) in guard.get(url("parcel_review", gate)).text

    assert guard.post(url("parcel", parcel), {"door": "B1"}).status_code == 422
    guard.post(url("parcel", parcel), {"door": world.doors[0].label})
    parcel.refresh_from_db()
    assert parcel.unit.destination == world.doors[0]


def test_the_second_who_scans_it_is_told(guard, gate, world):
    for _ in range(2):
        answer = send(guard, gate, tracking="SF1234", door=world.doors[0].label)

    assert "result-wait" in answer.text
    assert Parcel.objects.count() == 1


def test_rows_that_were_not_taken_in_are_named(guard, gate, world):
    answer = take_in(guard, gate, f"运单号,地址\n,x\nSF1234,{world.doors[0].label}\n")

    assert answer.status_code == 422
    assert len(answer.context["doubts"]) == 1
    assert Parcel.objects.count() == 1


def test_several_pieces_of_a_row_are_scanned_one_after_the_other(guard, gate, world):
    take_in(guard, gate, f"运单号,地址,件数\nSF1234,{world.doors[0].label},2\n")
    answers = [send(guard, gate, tracking="SF1234") for _ in range(3)]

    assert ["result-done" in answer.text for answer in answers] == [True, True, False]
    assert answers[2].context["received"].is_new is False
    assert "这个单号的第 2 件（共 2 件）已收过。" in answers[2].text
    assert Parcel.objects.filter(unit__destination=world.doors[0]).count() == 2


def test_a_bad_number_of_pieces_names_its_row_and_what_to_write(guard, gate, world):
    door = world.doors[0].label
    answer = take_in(guard, gate, f"运单号,地址,件数\nSF1234,{door},两三件\nSF1235,{door},1\n")

    assert answer.status_code == 422
    [doubt] = answer.context["doubts"]
    assert "2" in doubt
    assert "两三件" in doubt
    assert Parcel.objects.get().tracking == "SF1235"


def test_without_a_wave_nothing_is_sent(guard, gate, world):
    bring(gate, world.staff[Role.GATE], "SF1234", door=world.doors[0])
    answer = send_off(guard, guard.get(url("parcels", gate)))

    assert answer.status_code == 200
    assert Parcel.objects.get().unit.holder.place == gate


def test_what_comes_while_the_page_is_open_is_not_sent_with_it(guard, gate, world):
    order(world, world.doors[0], 1)
    ripe_round(world)
    send(guard, gate, tracking="SF1234", door=world.doors[0].label)
    page = guard.get(url("parcels", gate))
    send(guard, gate, tracking="SF1235", door=world.doors[0].label)
    answer = send_off(guard, page)

    assert answer.context["waiting"].free == 1
    assert Parcel.objects.get(unit__holder__place=gate).tracking == "SF1235"


def test_pages_ask_the_database_equally_often_with_more_parcels(guard, gate, world):
    asked = []
    for n in range(3):
        bring(gate, world.staff[Role.GATE], f"SF{n:04}", door=world.doors[n])
        bring(gate, world.staff[Role.GATE], f"YT{n:04}", door=None)
        counts = []
        for name in ("parcels", "parcel_review", "parcels_print"):
            with CaptureQueriesContext(connection) as queries:
                assert guard.get(url(name, gate)).status_code == 200
            counts.append(len(queries))
        asked.append(counts)

    assert asked[0] == asked[2]
    assert "SF0002" in guard.get(url("parcels_export", gate)).content.decode("utf-8-sig")
