"""Whatever is typed into any form, the answer is a page: no crash, and nothing foreign opens."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from baogong.apps.people.enums import Role
from tests.web.test_access import OPEN, OPEN_OF, STAFF, estates, resident, visitor

__all__ = ["estates"]

pytestmark = pytest.mark.django_db

GARBAGE = (
    "",
    "-1",
    "0",
    "9" * 400,
    "1e999",
    "４２",
    "3,5",
    "\x00",
    "💥" * 90,
    "<script>alert(1)</script>",
    "'; DROP TABLE places_place; --",
    "2026-13-45T99:99",
    "00000000-0000-0000-0000-000000000000",
)
NAMES = ("counted", "key", "found", "note", "code", "q", "pin", "cutoff", "door", "state", "page")


def address_of(name, of, things):
    return reverse(name, kwargs={parameter: things[thing] for parameter, thing in of.items()})


def fields_of(client, url):
    """The names of all fields on the page, and some that pages read from addresses."""
    answer = client.get(url)
    html = answer.content.decode(errors="replace") if not answer.streaming else ""
    return {*re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', html), *NAMES}


def send(client, url, names, value):
    """GET and POST with every field set to the value; whatever changed is rolled back."""
    data = dict.fromkeys(names - {"csrfmiddlewaretoken"}, value)
    for method in (client.get, client.post):
        with transaction.atomic():
            answer = method(url, data)
            assert answer.status_code < 500, (url, value)
            transaction.set_rollback(True)


def test_no_form_of_the_staff_crashes(estates):
    world, own, _ = estates
    clients = {role: visitor(world.staff[role]) for role in Role}
    for name, row in STAFF.items():
        client, url = clients[min(row.roles)], address_of(name, row.of, own)
        names = fields_of(client, url)
        for value in GARBAGE:
            send(client, url, names, value)


def test_no_form_of_a_resident_or_stranger_crashes(estates):
    _, own, _ = estates
    for name in OPEN:
        url = address_of(name, OPEN_OF.get(name, {}), own)
        for value in GARBAGE:
            for client in (resident(own), visitor()):
                send(client, url, fields_of(client, url), value)


@pytest.mark.parametrize(
    "address", ["c/{}/", "orders/{}/", "depot/b/{}", "b/{}", "k/{}", "s/{}", "desk/s/{}"]
)
def test_no_code_in_an_address_crashes(estates, address):
    world, own, _ = estates
    clients = (visitor(), resident(own), visitor(world.staff[Role.SORTER]))
    for code in ("%00", "ÖÄÜ", "💥", "A" * 300, "..%2F..", "<b>", "0", "IIIII"):
        for client in clients:
            assert client.get("/" + address.format(code)).status_code < 500
