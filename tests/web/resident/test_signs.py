"""R38: what looks like a program's order is taken a little later and marked, never dropped."""

from uuid import uuid4

import pytest
from django.core.signing import Signer
from django.test import RequestFactory
from django.utils import timezone

from baogong.apps.ordering.enums import OnExisting, Sign
from baogong.apps.ordering.models import Ask, Order
from baogong.apps.ordering.services import decide_orders, intake
from baogong.plumbing.locks import Busy
from baogong.plumbing.models import AuditEntry
from baogong.web.resident import signs
from baogong.web.resident.signs import HASTY_MS, MOST_DOORS, MOST_FORMS, fresh_page, sign_of
from tests.factories import make_world
from tests.factories.asks import sell_out
from tests.factories.world import announce, intent
from tests.web.resident.household import sign_in
from tests.web.resident.test_rush import Browser, plain

pytestmark = pytest.mark.django_db
MARK = "order.looks_automated"


@pytest.fixture
def clock(monkeypatch):
    """Seconds that pass while somebody reads a page."""
    passed = [0.0]
    began = signs.time()
    monkeypatch.setattr(signs, "time", lambda: began + passed[0])
    monkeypatch.setattr(signs, "monotonic", lambda: 6000 + passed[0])
    for counted in (signs.forms_of_door, signs.doors_of_address):
        counted._done.clear()
    return passed


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    sign_in(client, world.doors[0])
    return world


@pytest.fixture
def slowed(monkeypatch):
    """Of each order that is decided, whether others went first."""
    seen = []

    def ask(one, *, slowed=False):
        seen.append(slowed)
        return decide_orders([one], now=timezone.now())[0]

    monkeypatch.setattr(intake, "ask", ask)
    return seen


def request(made="", address="127.0.0.1"):
    return RequestFactory().post("/today/", {"made": made}, REMOTE_ADDR=address)


def page_fields(world, *quantities, **changes):
    return plain(world, *quantities, **fresh_page() | changes)


def test_what_is_sent_at_once_is_taken_later_and_marked(world, client, clock, slowed):
    fields, browser = page_fields(world, 1), Browser(client)
    assert browser.post(fields) is None
    assert client.post("/today/", fields).status_code == 302

    order = Order.objects.get()
    mark = AuditEntry.objects.get(action=MARK)
    assert slowed == [True]
    assert (mark.subject_id, mark.data) == (order.pk, {"sign": "hasty"})
    assert mark.actor.startswith("card:")


def test_what_was_read_first_goes_the_short_way_without_a_mark(world, client, clock, slowed):
    fields = page_fields(world, 1)
    clock[0] = HASTY_MS / 1000
    assert Browser(client).post(fields) == f"/orders/{Order.objects.get().number}/?placed=1"

    assert slowed == [False]
    assert not AuditEntry.objects.filter(action=MARK).exists()


def test_the_page_brings_its_moment_and_keeps_it_when_it_asks_back(world, client, clock, slowed):
    form = client.get("/today/").context["form"]
    fields = plain(world, 1, key=form["key"].value(), made=form["made"].value())
    clock[0] = 2.5
    client.post("/today/", plain(world, 0, 1))
    answer = client.post("/today/", fields)

    assert answer.status_code == 422
    assert f'name="made" value="{fields["made"]}"' in answer.text
    assert client.post("/today/", fields | {"on_existing": OnExisting.ADD}).status_code == 302
    assert True not in slowed


def test_an_ask_is_marked_too_and_a_refusal_or_repetition_is_not(world, client, clock, slowed):
    sell_out(world)
    assert client.post("/today/", page_fields(world, 1, waits="0")).status_code == 422
    assert not AuditEntry.objects.filter(action=MARK).exists()
    fields = page_fields(world, 1, waits="1")
    for _ in range(2):
        assert client.post("/today/", fields).status_code == 302

    mark = AuditEntry.objects.get(action=MARK)
    assert (mark.subject_type, mark.subject_id) == ("ordering.ask", Ask.objects.get().pk)


def test_who_is_turned_away_has_the_same_form_and_no_mark(world, client, clock, monkeypatch):
    def crowd(one, *, slowed=False):
        raise Busy

    monkeypatch.setattr(intake, "ask", crowd)
    fields = page_fields(world, 1)
    answer = client.post("/today/", fields)

    assert answer.status_code == 503
    assert f'name="made" value="{fields["made"]}"' in answer.text
    assert not AuditEntry.objects.filter(action=MARK).exists()


@pytest.mark.parametrize("seconds", [2, 60, 86_400, -5])
def test_whoever_takes_their_time_shows_no_sign(world, clock, seconds):
    """Neither does a page of another machine whose clock is ahead."""
    page = fresh_page()
    clock[0] = seconds
    asked = intent(world, world.doors[0], 1, key=page["key"])
    assert sign_of(request(page["made"]), asked) is None


def test_a_moment_counts_only_with_its_own_page_and_signature(world, clock):
    page, asked = fresh_page(), intent(world, world.doors[0], 1)
    forged = Signer(key="another", salt="baogong.order_page").sign(f"{asked.key}:0")

    for made in ("", "x", page["made"], forged, page["made"].replace(":", ":1", 1)):
        assert sign_of(request(made), asked) is None
    own = intent(world, world.doors[0], 1, key=page["key"])
    assert sign_of(request(page["made"]), own) == Sign.HASTY


def test_many_forms_of_a_door_in_a_minute_are_a_sign_and_repeated_sends_are_none(world, clock):
    same = intent(world, world.doors[0], 1)
    for _ in range(50):
        assert sign_of(request(), same) is None
    others = [intent(world, world.doors[0], 1) for _ in range(MOST_FORMS)]
    assert [sign_of(request(), one) for one in others[:-1]] == [None] * (MOST_FORMS - 1)
    assert sign_of(request(), others[-1]) == Sign.OFTEN
    assert sign_of(request(), intent(world, world.doors[1], 1)) is None

    clock[0] = 60
    assert sign_of(request(), others[-1]) is None


@pytest.mark.parametrize(
    ("address", "sign"),
    [("1.2.4.8", Sign.CONNECTION), ("10.0.0.7", None), ("127.0.0.1", None), ("::1", None)],
)
def test_hundreds_of_doors_over_one_public_address_are_a_sign(world, clock, address, sign):
    """A proxy or a network of our own is none."""
    doors = [
        intent(world, world.doors[0], 1, household_id=number, key=uuid4())
        for number in range(MOST_DOORS + 1)
    ]
    seen = [sign_of(request(address=address), one) for one in doors]

    assert seen == [None] * MOST_DOORS + [sign]
    assert sign_of(request(address="1.2.4.9"), doors[0]) is None
