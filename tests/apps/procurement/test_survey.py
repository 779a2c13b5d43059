"""R33: what shops can deliver in a day adds up for the town, beside what is asked for."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from baogong.apps.catalog.models import Good
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import SupplyOffer
from baogong.apps.procurement.queries import supply_rows
from baogong.apps.procurement.services import write_survey
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db
TON = 1_000_000


@pytest.fixture
def world(client):
    return town_world(client)


def say(world, grams, *, supplier=None, now=NOW):
    ids = {good.sku: good.pk for good in Good.objects.all()}
    write_survey(
        {ids[sku]: n for sku, n in grams.items()},
        supplier_id=(supplier or world.supplier).pk,
        actor=world.staff[Role.COMMANDER],
        now=now,
    )


def totals(world, today=NOW):
    rows = supply_rows(
        viewer=world.staff[Role.COMMANDER],
        roles={Role.COMMANDER},
        today=timezone.localdate(today),
    )
    return {row.sku: (row.suppliers, row.grams, row.need, row.short) for row in rows}


def test_shops_add_up_and_stand_beside_the_mean_of_a_day(world):
    other = Supplier.objects.create(town=world.town, name="S2")
    say(world, {"CAB": 2 * TON, "EGG": 500})
    say(world, {"CAB": TON}, supplier=other)
    order(world, world.doors[0], 1, 1)
    assert totals(world) == {"CAB": (2, 3 * TON, 0, 0), "EGG": (1, 500, 0, 0)}
    delivered = NOW + timedelta(days=1)
    assert totals(world, delivered) == {
        "CAB": (2, 3 * TON, 4000, 0),
        "EGG": (1, 500, 20 * 60, 700),
    }


def test_what_is_asked_for_stands_there_though_nobody_offers_it(world):
    order(world, world.doors[0], 1)
    assert totals(world, NOW + timedelta(days=1)) == {"CAB": (0, 0, 3000, 3000)}


def test_saying_it_again_changes_nothing_and_less_replaces_it(world):
    say(world, {"CAB": TON, "EGG": TON})
    acts = AuditEntry.objects.count()
    say(world, {"CAB": TON, "EGG": TON}, now=NOW + timedelta(days=1))
    assert AuditEntry.objects.count() == acts
    say(world, {"CAB": TON, "EGG": 0}, now=NOW + timedelta(days=2))
    [left] = SupplyOffer.objects.all()
    assert (left.good.sku, left.said_at) == ("CAB", NOW)


def test_another_town_does_not_see_it(client, world):
    say(world, {"CAB": TON})
    other = make_world(name="O")
    assert totals(other) == {}
    client.force_login(other.staff[Role.COMMANDER])
    page = reverse("command:survey_fill", args=[world.supplier.pk])
    assert client.post(page, {"kg-CAB": "1"}).status_code == 404


def test_only_who_commands_the_town_finds_the_survey(client, world):
    stock, survey = reverse("command:stock"), reverse("command:survey")
    assert survey in client.get(stock).text
    for role in (Role.COMMANDER, Role.CLERK):
        client.force_login(make_world(name=f"F-{role}").staff[role])
        assert survey not in client.get(stock).text
        assert client.get(survey).status_code == 404


def test_the_form_takes_kilograms_and_the_list_shows_tons(client, world):
    page = reverse("command:survey_fill", args=[world.supplier.pk])
    assert client.post(page, {"kg-CAB": "x"}).status_code == 422
    assert not SupplyOffer.objects.exists()
    assert client.post(page, {"kg-CAB": "1250"}).url == reverse("command:survey")
    assert "1.25 吨" in client.get(reverse("command:survey")).content.decode()
    assert "1250" in client.get(page).content.decode()
    assert "1250" in client.get(reverse("command:survey") + "?as=csv").content.decode()


def test_the_list_takes_as_many_queries_for_many_goods(client, world):
    say(world, {"CAB": TON})
    client.get(reverse("command:survey"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("command:survey"))
    for n in range(5):
        Good.objects.create(sku=f"G{n}", name=f"菜{n}", sold_by="gram")
    say(world, {f"G{n}": TON for n in range(5)}, supplier=world.supplier)
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("command:survey"))
    assert len(many) == len(few)
