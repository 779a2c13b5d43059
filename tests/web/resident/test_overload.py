"""X3: in a crowd pages and the desk answer, and who finds no place loses nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import offers_to_ask_for
from baogong.apps.ordering.services import committer, decide_orders, intake
from baogong.apps.ordering.services.committer import Intake
from baogong.apps.people.enums import Role
from baogong.plumbing.processes.threads import MAY_WAIT
from baogong.web.resident.rush import GAVE_UP
from baogong.web.resident.shown import ShownOffers
from baogong.web.resident.turned_away import turned_away
from tests.apps.ordering.test_committer import Door
from tests.factories import make_world
from tests.factories.world import announce, intent
from tests.web.resident.household import sign_in
from tests.web.resident.test_rush import Browser, plain

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world():
    cache.clear()
    world = make_world()
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def crowd(world, monkeypatch):
    """Every place is taken, until the fixture's door opens."""
    door = Door()
    door.of = lambda intents: decide_orders(intents, now=timezone.now())
    monkeypatch.setattr(committer, "IDLE_SECONDS", 0.05)
    monkeypatch.setattr(committer, "decide_orders", door.decide)
    monkeypatch.setattr(intake, "ask", partial(Intake.ask, intake))
    one = intent(world, world.doors[1], 1, occurred_at=timezone.now())
    with ThreadPoolExecutor(max_workers=MAY_WAIT) as pool:
        pool.submit(intake.ask, one)
        assert door.reached.wait(timeout=20)
        for _ in range(MAY_WAIT - 1):
            pool.submit(intake.ask, one)
        while intake.waiting < MAY_WAIT - 1:
            pass
        yield door
        door.open.set()
    while thread := intake._committer:
        thread.join(timeout=20)


def hidden(page):
    """What a form that sends itself again sends, without its token."""
    again = page[page.index('id="again"') :]
    return dict(re.findall(r'type="hidden" name="(?!csrf)(\w+)" value="([^"]*)"', again))


def test_pages_and_the_desk_answer_while_every_place_is_taken(world, crowd, client):
    sign_in(client, world.doors[0])
    desk = Client()
    desk.force_login(world.staff[Role.CLERK])

    assert client.get("/today/").status_code == 200
    assert client.get(reverse("resident:orders")).status_code == 200
    assert desk.get(reverse("desk:home")).status_code == 200
    assert desk.get(reverse("desk:orders", args=[world.round.pk])).status_code == 200
    assert not crowd.open.is_set()


def test_who_finds_no_place_is_told_at_once_and_gets_one_order_later(world, crowd, client):
    sign_in(client, world.doors[0])
    fields, browser = plain(world, 1), Browser(client)
    assert browser.post(fields) is None
    assert browser.gave_up == [True]
    answer = client.post("/today/", fields, headers={"accept-language": "en"})

    assert (answer.status_code, answer["Retry-After"]) == (503, "4")
    assert f"At least {MAY_WAIT - 1} orders are before yours" in answer.text
    assert "nothing of it is lost" in answer.text
    assert not Order.objects.exists()

    crowd.open.set()
    kept = hidden(answer.text)
    while intake.waiting:
        pass
    receipts = {client.post("/today/", kept).url for _ in range(2)}
    order = Order.objects.get(household=world.doors[0])
    assert receipts == {f"/orders/{order.number}/?placed=1"}
    assert str(order.key) == fields["key"]


def turned_away_at_once(client, world, *quantities, **changes):
    """As the short way hands over who has waited in vain: (page, number of queries)."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.post("/today/", plain(world, *quantities, **changes), **{GAVE_UP: True})
    assert answer.status_code == 503
    return answer.text, len(queries)


def test_what_waits_is_named_as_a_page_of_this_process_showed_it_without_a_query(world, client):
    """X3, R38."""
    sign_in(client, world.doors[0])
    cache.set("decided", 0)
    unknown, few = turned_away_at_once(client, world, 2, 1)
    client.get("/today/")
    named, as_few = turned_away_at_once(client, world, 2, 1)

    waits = "蔬菜包 × 2，鸡蛋蔬菜包 × 1"
    assert (waits in unknown, waits in named) == (False, True)
    assert "3 份" in unknown
    assert as_few == few
    assert world.round.title in named


def test_another_estates_round_is_not_named(world, client):
    other = make_world(name="F")
    announce(other, now=timezone.now())
    for one in (other, world):
        sign_in(client, one.doors[0])
        client.get("/today/")

    assert "蔬菜包 ×" not in turned_away_at_once(client, other, 2)[0]
    assert "蔬菜包 ×" not in turned_away_at_once(client, world, 0, 0, round="x")[0]


def test_what_was_shown_is_kept_of_so_many_estates(world):
    offers = offers_to_ask_for(path=world.doors[0].path, now=timezone.now())
    memory, [listing, _] = ShownOffers(most=2), world.listings
    for estate_id in (1, 2, 3, 3):
        memory.note(estate_id, offers)

    assert memory.round(1, world.round.pk) is None
    assert memory.round(3, world.round.pk).names[listing.pk] == "蔬菜包"
    memory.note(3, [])
    assert memory.round(3, world.round.pk) is None


def test_a_crowd_is_one_line_of_the_log_and_no_error(world, crowd, client, caplog, monkeypatch):
    monkeypatch.setattr(turned_away, "_quiet_until", 0.0)
    monkeypatch.setattr(turned_away, "_untold", 0)
    sign_in(client, world.doors[0])
    with caplog.at_level("INFO"):
        answers = [client.post("/today/", plain(world, 1)) for _ in range(3)]
        counts = [record.orders for record in caplog.records if hasattr(record, "orders")]
        monkeypatch.setattr(turned_away, "_quiet_until", 0.0)
        client.post("/today/", plain(world, 1))

    assert {answer.status_code for answer in answers} == {503}
    assert counts == [1]
    assert [record.orders for record in caplog.records if hasattr(record, "orders")] == [1, 3]
    assert [record for record in caplog.records if record.name == "django.request"] == []


def test_the_page_says_how_many_were_taken_in_lately(world, crowd, client):
    sign_in(client, world.doors[0])
    crowd.of([intent(world, door, 1, occurred_at=timezone.now()) for door in world.doors[2:4]])
    answer = client.post("/today/", plain(world, 1), headers={"accept-language": "en"})

    assert "2 orders were taken in during the last minute." in answer.text
