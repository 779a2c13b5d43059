"""R32, R34: the desk sees what came short, looks at the shares, and confirms them once."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import CareFlag
from baogong.apps.sorting.models import Bag, Cut, Shortage
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.chain import pack
from tests.factories.shortages import divide, short_round
from tests.factories.world import announce
from tests.web.resident.household import order_form, sign_in

pytestmark = pytest.mark.django_db
SHARES = {"division": "by_time"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def world():
    return short_round("refund", "refund", "ask", missing=4000)


@pytest.fixture
def clerk(client, world):
    client.force_login(world.staff[Role.CLERK])
    client.cookies["django_language"] = "en"
    return client


def page(world, sku="CAB"):
    return reverse("desk:shortage", args=[world.round.pk, sku])


def shown(client, world, **changes):
    """The page with the shares, and the fields that confirm them."""
    answer = client.get(page(world), SHARES | changes)
    html = answer.content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(key|digest)" value="([^"]+)"', html))
    return answer, SHARES | changes | hidden | {"reason": "truck short"}


def test_the_list_counts_ordered_came_and_missing(clerk, world):
    html = clerk.get(reverse("desk:shortages", args=[world.round.pk])).content.decode()
    for amount in ("18 jin (9 kg)", "10 jin (5 kg)", "8 jin (4 kg)"):
        assert amount in html
    assert page(world) in html


def test_the_list_leaves_as_a_file_and_on_paper(clerk, world):
    url = reverse("desk:shortages", args=[world.round.pk])
    assert "白菜" in clerk.get(url, {"as": "csv"}).content.decode()
    assert clerk.get(url, {"as": "print"}).status_code == 200


def test_before_the_bags_are_planned_the_page_says_so(client):
    world = make_world()
    client.force_login(world.staff[Role.CLERK])
    client.cookies["django_language"] = "en"
    html = client.get(reverse("desk:shortages", args=[world.round.pk])).content.decode()
    assert "No bags are planned yet" in html


def test_looking_moves_nothing_and_confirming_does_it_once(clerk, world):
    answer, fields = shown(clerk, world)
    assert answer.status_code == 200
    assert not Shortage.objects.exists()
    for _ in range(2):
        assert clerk.post(page(world), fields).status_code == 302
    shortage = Shortage.objects.get()
    assert (shortage.strategy, shortage.supply) == ("by_time", 5000)


def test_shares_that_changed_meanwhile_are_shown_again(clerk, world):
    _, fields = shown(clerk, world)
    pack(world, Bag.objects.order_by("pk").first())
    answer = clerk.post(page(world), fields)
    assert answer.status_code == 422
    assert "Nothing was divided" in answer.content.decode()
    assert not Shortage.objects.exists()
    again = re.search(r'name="digest" value="([0-9a-f]{64})"', answer.content.decode())[1]
    assert again != fields["digest"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"division": ""}, "Choose one."),
        ({"division": "luck"}, "luck"),
        ({"doors": "B1-1-101\nZ9"}, "Line 2, “Z9”: No such door here"),
        ({"division": "priority"}, "Say which doors come first"),
        ({"supply": "much"}, "Write the weight in jin"),
        ({"supply": "99"}, "Only 10 jin of it lie on the shelf"),
    ],
)
def test_what_cannot_be_divided_is_said_at_the_form(clerk, world, changes, told):
    answer, _ = shown(clerk, world, **changes)
    assert answer.status_code == 422
    assert told in answer.content.decode().replace("&quot;", '"')


def test_without_a_reason_nothing_is_divided(clerk, world):
    _, fields = shown(clerk, world)
    assert clerk.post(page(world), fields | {"reason": ""}).status_code == 422
    assert not Shortage.objects.exists()


def test_who_looks_at_doors_that_need_care_is_written_down(clerk, world):
    door = world.doors[2]
    CareFlag.objects.create(household=door, kind=CareKind.INFANT, recorded_at=NOW)
    answer, _ = shown(clerk, world, division="priority", care="infant")
    assert answer.status_code == 200
    read = AuditEntry.objects.filter(action="care.read").values_list("subject_id", flat=True)
    assert set(read) == {door.pk for door in world.doors[:2]}


def test_the_shares_say_how_many_doors_come_first(clerk, world):
    """R34: also that none does, of those that ordered it."""
    CareFlag.objects.create(household=world.doors[2], kind=CareKind.INFANT, recorded_at=NOW)
    one, _ = shown(clerk, world, division="priority", care="infant")
    assert "1 door comes first." in one.text
    none, _ = shown(clerk, world, division="priority", care="dialysis")
    assert "None of these doors has priority" in none.text


def test_a_call_is_settled_from_its_list(clerk, world):
    divide(world)
    url = reverse("desk:short_calls", args=[world.round.pk])
    [cut] = Cut.objects.filter(outcome="ask")
    assert cut.order.household.label in clerk.get(url).content.decode()
    settle = reverse("desk:short_call_settle", args=[cut.pk])
    assert clerk.post(settle, {"answer": "maybe"}).url == url
    assert clerk.post(settle, {"answer": "refund"}).url == url
    cut.refresh_from_db()
    assert cut.outcome == "refund"
    assert "Nobody waits for a call" in clerk.get(url).content.decode()


@pytest.mark.parametrize("doors", [3, 12])
def test_the_number_of_queries_does_not_grow_with_the_doors(
    doors, client, django_assert_max_num_queries
):
    world = short_round(*["refund"] * doors, missing=6000)
    client.force_login(world.staff[Role.CLERK])
    with django_assert_max_num_queries(48):
        assert client.get(page(world), SHARES).status_code == 200


def test_a_household_chooses_on_its_page(client):
    world = make_world()
    announce(world, now=timezone.now())
    sign_in(client, world.doors[0])
    client.post(reverse("resident:today"), order_form(world, 1, on_short="swap"))
    assert Order.objects.get().on_short == "swap"
