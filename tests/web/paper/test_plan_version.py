"""R5: whatever is printed while a grid plan is in force carries its version."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.grids import live_grids
from tests.web.test_access import STAFF, catalogue_things, things_of

from .reading import text_of

pytestmark = pytest.mark.django_db
PAPERS = {
    "command:sheet",
    "depot:crate_slips",
    "depot:doors",
    "depot:labels",
    "desk:orders_print",
    "liaison:sheet",
    "setup:cards_pdf",
    "setup:grid_plan_print",
    "shop:paper",
}


def papers(client, things):
    """Name and text of every sheet of the site: what answers with a PDF or is made for paper."""
    for name, row in STAFF.items():
        if row.post:
            continue
        url = reverse(name, kwargs={param: things[thing] for param, thing in row.of.items()})
        answer = client.get(url)
        if answer.headers.get("Content-Type") == "application/pdf":
            yield name, text_of(answer.content)
        elif "print.html" in {template.name for template in answer.templates}:
            yield name, answer.content.decode()


def test_every_paper_carries_the_version_in_force():
    world = make_world()
    printer = world.staff[Role.SHOP]  # a shop's paper opens for its members only
    for role in Role:
        assign(user=printer, role=role, place=world.estate, actor=SYSTEM, now=NOW)
    set_setting(PUBLIC_URL, "http://localhost:8000", place=world.town, actor=printer, now=NOW)
    things = things_of(world) | catalogue_things(world)
    things["grid_plan"] = live_grids(world, ["B1"]).pk
    client = Client()
    client.force_login(printer)
    found = dict(papers(client, things))

    assert found.keys() >= PAPERS
    assert {name for name, text in found.items() if "网格方案 v2" not in text} == set()
    with translation.override("en"):
        client.cookies["django_language"] = "en"
        assert all("grid plan v2" in text for _name, text in papers(client, things))


def test_without_a_plan_nothing_is_claimed():
    world = make_world()
    set_setting(PUBLIC_URL, "http://localhost:8000", place=world.town, actor=SYSTEM, now=NOW)
    client = Client()
    client.force_login(world.staff[Role.CLERK])
    sheet = client.get(reverse("desk:orders_print", args=[world.round.pk])).content.decode()

    assert "网格方案" not in sheet
