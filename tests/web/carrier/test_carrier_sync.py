"""C4.3: taps come in hours late; the server answers each with a receipt and refuses none."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.delivery.models import Attempt, FieldConflict
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.carrying import start_run

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(client):
    world = make_world()
    client.force_login(world.staff[Role.OFFICER])
    return start_run(world, world.doors)


def payload(run, result="given", **changes):
    code = run.units.order_by("pk")[0].unit.code
    whole = {"v": 1, "key": str(uuid4()), "run": run.pk, "bag": code, "result": result}
    return whole | {"at": NOW.isoformat()} | changes


def send(client, body, **headers):
    data = body if isinstance(body, str | bytes) else json.dumps(body)
    url = reverse("carrier:sync")
    return client.post(url, data, content_type="application/json", headers=headers)


def receipts(answer):
    assert answer.status_code == 200
    return [row["receipt"] for row in answer.json()["receipts"]]


def test_a_tap_is_recorded_and_its_repeat_known(run, client):
    tap = payload(run)

    assert receipts(send(client, [tap])) == ["recorded"]
    assert receipts(send(client, [tap, tap])) == ["repeated", "repeated"]
    assert str(Attempt.objects.get().key) == tap["key"]


def test_a_tap_that_does_not_fit_is_filed_and_received(run, client):
    orphan = payload(run, "undone", reverses=str(uuid4()))

    assert receipts(send(client, [orphan, payload(run)])) == ["conflict", "recorded"]
    assert FieldConflict.objects.count() == 1


STRANGE = [
    {"run": "x"}, {"run": 2**70}, {"run": -1}, {"run": float("inf")}, {"bag": "\x00"},
    {"bag": "\ud800"}, {"bag": None}, {"at": "0001-01-01T00:00:00+14:00"}, {"at": 5},
    {"at": "2026-04-12T10:00"}, {"result": ["given"]}, {"key": 17}, {"v": 99},
    {"result": "undone", "reverses": 5},
]  # fmt: skip


@pytest.mark.parametrize("changes", STRANGE)
def test_no_report_is_too_strange_for_a_receipt(run, client, changes):
    assert receipts(send(client, [payload(run) | changes])) == ["conflict"]
    assert not Attempt.objects.exists()
    assert FieldConflict.objects.count() == 1


@pytest.mark.parametrize("report", [None, 5, "given", [], {}, [[[]]]])
def test_what_is_no_report_is_filed_too(run, client, report):
    assert receipts(send(client, [report])) == ["conflict"]


def test_an_empty_list_is_fine(run, client):
    assert receipts(send(client, [])) == []


@pytest.mark.parametrize("body", ["", "{", '{"v": 1}', b"\xff\xfe", "[" * 100_000])
def test_what_is_no_list_is_refused_whole(run, client, body):
    assert send(client, body).status_code == 400
    assert not Attempt.objects.exists()


def test_another_officers_taps_wait_for_that_officer(run, client):
    answer = send(client, [payload(run)], **{"X-Officer": str(run.officer_id + 1)})

    assert answer.status_code == 409
    assert not Attempt.objects.exists()
    assert not FieldConflict.objects.exists()
    own = {"X-Officer": str(run.officer_id)}
    assert receipts(send(client, [payload(run)], **own)) == ["recorded"]


def test_a_signed_out_phone_is_sent_to_sign_in_and_nothing_is_lost(run, client):
    client.logout()

    assert send(client, [payload(run)]).status_code == 302
    assert not Attempt.objects.exists()


def test_a_forged_post_is_refused(run):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(run.officer)

    assert send(stranger, [payload(run)]).status_code == 403
    assert not Attempt.objects.exists()
