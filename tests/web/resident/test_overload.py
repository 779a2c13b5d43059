"""X3: in a crowd pages and the desk answer, and who finds no place loses nothing."""

import re
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.models import Order
from baogong.apps.ordering.services import committer, decide_orders, intake
from baogong.apps.ordering.services.committer import Intake
from baogong.apps.people.enums import Role
from baogong.plumbing.processes.threads import MAY_WAIT
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


def test_the_page_says_how_many_were_taken_in_lately(world, crowd, client):
    sign_in(client, world.doors[0])
    crowd.of([intent(world, door, 1, occurred_at=timezone.now()) for door in world.doors[2:4]])
    answer = client.post("/today/", plain(world, 1), headers={"accept-language": "en"})

    assert "2 orders were taken in during the last minute." in answer.text
