"""R34, R39: the phone desk writes a report down for a caller's door, without a mouse."""

from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from baogong.apps.catalog.models import Good
from baogong.apps.people.enums import Role
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.queries import reportable_ids
from baogong.plumbing.models import AuditEntry
from tests.browser import sign_in as signed_in
from tests.factories import NOW, make_world, order
from tests.factories.tickets import delivered
from tests.web.resident.household import sign_in


@pytest.fixture
def world(db):
    return make_world()


@pytest.fixture
def came(world, client):
    """The first door's delivered order, and a clerk on the phone."""
    placed = delivered(world)[0]
    client.force_login(world.staff[Role.CLERK])
    return placed


def url(placed):
    return reverse("desk:order_report", args=[placed.pk])


def form(**changes):
    egg = Good.objects.get(sku="EGG").pk
    fields = {"key": uuid4(), "goods": [egg], "kind": "missing", "remedy": "replace"}
    return fields | changes


def test_the_report_names_who_wrote_it_down_and_the_caller_gets_its_number(world, came, client):
    answer = client.post(url(came), form(note="袋子没到"), follow=True)
    ticket, clerk = Ticket.objects.get(), world.staff[Role.CLERK]
    assert (ticket.order, ticket.placed_by, ticket.kind) == (came, clerk, "missing")
    assert answer.redirect_chain == [(f"/desk/phone/?reported={ticket.pk}", 302)]
    assert answer.context["reported"].number == ticket.number
    assert ticket.number in answer.text
    assert AuditEntry.objects.get(action="ticket.reported").actor == clerk.audit_name

    told = f"来电，由 {clerk.name} 登记"
    assert told in client.get(reverse("desk:ticket", args=[ticket.pk])).text
    csv = client.get(reverse("desk:tickets"), {"as": "csv"}).content.decode()
    assert f",{clerk.name}," in csv
    sign_in(client, world.doors[0])
    page = client.get(f"/orders/{came.number}/").text
    assert ticket.number in page
    assert told in page


def test_a_household_still_reports_without_a_name_of_the_staff(world, came, client):
    sign_in(client, world.doors[0])
    client.post(f"/orders/{came.number}/report/", form())

    assert Ticket.objects.get().placed_by is None


def test_the_whole_bag_is_every_good_of_it(came, client):
    client.post(url(came), form(goods=[], whole="on"))
    goods = set(Ticket.objects.get().lines.values_list("good__sku", flat=True))

    assert goods == {"EGG", "CAB"}


def test_what_is_missing_is_asked_for_and_nothing_is_written(came, client):
    answer = client.post(url(came), form(goods=[], kind=""))

    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_twice_is_once_and_what_waits_is_not_reported_again(came, client):
    sent = form()
    for _ in range(2):
        assert client.post(url(came), sent).status_code == 302
    again = client.post(url(came), form())

    assert again.status_code == 422
    assert Ticket.objects.get().number in again.text
    changed = client.post(url(came), sent | {"kind": "rotten"})
    assert changed.status_code == 422
    assert changed.context["form"]["key"].value() != str(sent["key"])


def test_what_is_still_to_come_cannot_be_reported(world, client):
    client.force_login(world.staff[Role.CLERK])
    found = order(world, world.doors[0], 1).order_id
    today = world.round.delivery_date
    assert reportable_ids([found], today=today) == set()
    type(world.round).objects.update(delivery_date="2999-01-01")
    answer = client.post(reverse("desk:order_report", args=[found]), form(), follow=True)

    assert answer.redirect_chain == [(reverse("desk:order", args=[found]), 302)]
    assert not Ticket.objects.exists()
    assert "desk/orders/" + str(found) + "/report" not in answer.text


def test_the_offer_stands_at_the_callers_door_for_the_desk_alone(world, came, client):
    door = reverse("desk:phone_order", args=[came.household_id])
    assert url(came) in client.get(door).text
    assert url(came) in client.get(reverse("desk:order", args=[came.pk])).text
    client.force_login(world.staff[Role.LIAISON])
    assert url(came) not in client.get(door).text
    assert url(came) not in client.get(reverse("desk:order", args=[came.pk])).text

    assert client.post(url(came), form()).status_code == 404
    other = make_world(name="F")
    client.force_login(other.staff[Role.CLERK])
    assert client.post(url(came), form()).status_code == 404
    assert not Ticket.objects.exists()


def test_what_can_be_reported_costs_one_query(world, came, django_assert_num_queries):
    ids = list(type(came).objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert reportable_ids(ids, today=NOW.date()) == set(ids)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_the_call_to_the_number_with_the_keyboard_alone(desk, live_server):
    world = make_world()
    placed = delivered(world)[0]
    signed_in(desk, world.staff[Role.CLERK], url=live_server.url)
    page = desk.new_page()
    page.goto(reverse("desk:phone"))
    keys = page.keyboard
    expect(page.locator("#door-q")).to_be_focused()
    keys.type("b1 101")
    expect(page.locator(".door-list [aria-selected=true]")).to_have_count(1)
    keys.press("Enter")
    page.wait_for_url("**/desk/phone/*/")
    keys.press("m")
    page.wait_for_url(f"**{url(placed)}")
    expect(page.locator("[name=goods]").first).to_be_focused()
    for key in "0mr":
        keys.press(key)
    page.locator("[name=note]").focus()
    keys.type("mob 0")
    keys.press("Enter")

    ticket_shown = page.locator(".receipt-number")
    expect(ticket_shown).to_be_visible()
    ticket = Ticket.objects.get()
    expect(ticket_shown).to_have_text(ticket.number)
    assert (ticket.kind, ticket.remedy, ticket.note) == ("missing", "refund", "mob 0")
    assert ticket.lines.count() == 2
