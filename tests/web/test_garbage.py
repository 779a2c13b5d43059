"""Whatever is typed into any form, the answer is a page: no crash, and nothing foreign opens."""

import re
from copy import deepcopy

import pytest
from django.db import transaction
from django.urls import reverse

from baogong.apps.people.enums import Role
from tests.web.test_access import OPEN, OPEN_OF, STAFF, estates, resident, visitor

__all__ = ["estates"]

pytestmark = [pytest.mark.long, pytest.mark.django_db]

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
ADDRESSES = ("c/{}/", "orders/{}/", "depot/b/{}", "b/{}", "k/{}", "s/{}", "desk/s/{}")
NAMES = ("counted", "key", "found", "note", "code", "q", "pin", "cutoff", "door", "state", "page")


def address_of(name, of, things):
    return reverse(name, kwargs={parameter: things[thing] for parameter, thing in of.items()})


def fields_of(client, url):
    """The names of all fields on the page, and some that pages read from addresses."""
    answer = client.get(url)
    html = answer.content.decode(errors="replace") if not answer.streaming else ""
    return {*re.findall(r'<(?:input|select|textarea)[^>]*\sname="([^"]+)"', html), *NAMES}


def send(client, url, names):
    """GET and POST with every field set to each value; whatever changed is rolled back.

    A page that did not look at its fields answers the same whatever stands in them: one value is
    enough. The visitor's cookies stay what they were.
    """
    cookies = client.cookies
    for method in (client.get, client.post):
        for value in GARBAGE:
            client.cookies = deepcopy(cookies)
            data = dict.fromkeys(names - {"csrfmiddlewaretoken"}, value)
            with transaction.atomic():
                answer = method(url, data)
                assert answer.status_code < 500, (url, value)
                transaction.set_rollback(True)
            if not has_looked(answer.wsgi_request):
                break
    client.cookies = cookies


def has_looked(request):
    """Whether anything read the fields of the address or the body: Django parses them late."""
    return "GET" in vars(request) if request.method == "GET" else request._read_started


def test_no_form_of_the_staff_crashes(estates):
    world, own, _ = estates
    clients = {role: visitor(world.staff[role]) for role in Role}
    for name, row in STAFF.items():
        client, url = clients[min(row.roles)], address_of(name, row.of, own)
        send(client, url, fields_of(client, url))


def test_no_form_of_a_resident_or_stranger_crashes(estates):
    _, own, _ = estates
    for name in OPEN:
        url = address_of(name, OPEN_OF.get(name, {}), own)
        for client in (resident(own), visitor()):
            send(client, url, fields_of(client, url))


def test_no_code_in_an_address_crashes(estates):
    world, own, _ = estates
    clients = (visitor(), resident(own), visitor(world.staff[Role.SORTER]))
    for address in ADDRESSES:
        for code in ("%00", "ÖÄÜ", "💥", "A" * 300, "..%2F..", "<b>", "0", "IIIII"):
            for client in clients:
                answer = client.get("/" + address.format(code))
                assert answer.status_code < 500, (address, code)
