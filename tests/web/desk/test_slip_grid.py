"""R39, C2: a clerk types a whole building; wrong rows are named while good ones are kept."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Order
from baogong.apps.ordering.queries import slip_counts
from baogong.apps.ordering.services import close_round, decide_order, print_slips
from baogong.apps.people.enums import Role
from baogong.plumbing.audit import SYSTEM
from baogong.values.codes import group
from tests.factories import make_world
from tests.factories.world import announce, intent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def clerk(world):
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world.staff[Role.CLERK])
    return client


def packages(world):
    return [listing.package_id for listing in world.listings]


def send(client, world, typed, **more):
    """``typed``: (door, *texts) for some doors."""
    data = {"door": [door.pk for door, *_ in typed]}
    ids = packages(world)
    for door, *texts in typed:
        data[f"key{door.pk}"] = more.get("key", uuid4())
        for package, text in zip(ids, texts, strict=False):
            data[f"q{door.pk}-{package}"] = text
    data |= more.get("fields", {})
    return client.post(reverse("desk:slip_grid", args=[world.round.pk]), data)


def errors_of(answer):
    return [text for _field, text in answer.context["wrong"]]


def test_a_building_is_typed_at_once_and_every_slip_waits_for_the_second_reader(world, clerk):
    first, second, third, *_ = world.doors
    answer = send(clerk, world, [(first, "1", "2"), (second, "", "0"), (third, "", "１")])

    assert answer.status_code == 302
    orders = Order.objects.order_by("household__sort_key")
    assert [
        (order.household, order.channel, order.waits_for_check, order.placed_by)
        for order in orders
    ] == [(door, Channel.SHEET, True, world.staff[Role.CLERK]) for door in (first, third)]
    assert list(orders[0].lines.order_by("listing").values_list("quantity", flat=True)) == [1, 2]
    assert slip_counts(round_id=world.round.pk).unread == 2


def test_wrong_rows_are_named_with_door_package_and_cure_and_good_ones_are_kept(world, clerk):
    first, second, third, *_ = world.doors
    answer = send(clerk, world, [(first, "1"), (second, "many", "2"), (third, "?")])

    assert answer.status_code == 422
    assert Order.objects.get().household == first
    assert errors_of(answer) == [
        "B1-1-102, 蔬菜包: Type a number from 0 to 99.",
        "B1-1-201, 蔬菜包: Type the number that stands on the slip, or empty the cell.",
    ]
    rows = {row.door.id: row for row in answer.context["rows"]}
    assert [cell.text for cell in rows[second.pk].cells] == ["many", "2"]
    assert [cell.text for cell in rows[first.pk].cells] == ["", ""]
    assert [act.number for act in rows[first.pk].door.acts] == [Order.objects.get().number]


def test_the_same_row_sent_twice_is_one_order(world, clerk):
    key = uuid4()
    for _ in range(2):
        assert send(clerk, world, [(world.doors[0], "1")], key=key).status_code == 302

    assert Order.objects.count() == 1


def test_a_door_that_ordered_already_waits_for_a_tick(world, clerk):
    door, other, *_ = world.doors
    earlier = decide_order(intent(world, door, 1), now=timezone.now())
    answer = send(clerk, world, [(door, "1"), (other, "1")])

    number = group(Order.objects.get(pk=earlier.order_id).number)
    assert errors_of(answer) == [
        f"B1-1-101: This door ordered already: {number}. Tick to add, or empty the row."
    ]
    assert Order.objects.filter(household=door).count() == 1
    assert Order.objects.filter(household=other).count() == 1

    send(clerk, world, [(door, "1")], fields={f"add{door.pk}": "on"})
    assert Order.objects.live().filter(household=door).count() == 2


def test_what_is_sold_out_is_named_in_its_row(clerk):
    world = make_world(stock=2, name="S")
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(world.staff[Role.CLERK])
    world.round.cutoff_at = timezone.now() + timezone.timedelta(hours=1)
    world.round.save(update_fields=["cutoff_at"])
    first, second, *_ = world.doors
    answer = send(client, world, [(first, "2"), (second, "1")])

    assert errors_of(answer) == [
        "B1-1-102: 蔬菜包: all taken. Leave it out, or go on the waiting list."
    ]
    assert Order.objects.get().household == first


def test_after_the_cutoff_nothing_is_entered_and_everything_stays_typed(world, clerk):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = send(clerk, world, [(world.doors[0], "3")])

    assert answer.status_code == 422
    assert "Orders closed" in answer.context["errors"][0]
    assert answer.context["rows"][0].cells[0].text == "3"
    assert not Order.objects.exists()


def test_a_door_of_another_estate_is_not_in_the_grid(world, clerk):
    foreign = make_world(name="F").doors[0]

    assert send(clerk, world, [(foreign, "1")]).status_code == 422
    assert not Order.objects.exists()
    page = reverse("desk:slip_grid", args=[world.round.pk])
    assert clerk.get(page, {"place": foreign.parent_id}).status_code == 404


def test_the_grid_shows_a_building_or_an_entrance_with_its_counts(world, clerk):
    building = world.doors[4].parent.parent
    act = {"actor": world.staff[Role.CLERK], "now": timezone.now()}
    print_slips(round_id=world.round.pk, door_ids=[world.doors[4].pk], **act)
    page = clerk.get(reverse("desk:slip_grid", args=[world.round.pk]), {"place": building.pk})

    assert [row.door.door for row in page.context["rows"]] == [
        door.label for door in world.doors[4:]
    ]
    assert "B2: 1 printed, 0 typed, 1 missing" in page.content.decode()


def test_the_number_of_queries_does_not_grow_with_the_rows(
    world, clerk, django_assert_max_num_queries
):
    counted = []
    for doors in (world.doors[:2], world.doors[2:]):
        typed = [(door, "1", "x" * (n % 2)) for n, door in enumerate(doors)]
        with django_assert_max_num_queries(70) as found:
            assert send(clerk, world, typed).status_code == 422
        counted.append(len(found))
    assert counted[0] == counted[1]


def test_a_slips_code_opens_the_form_for_its_door_and_round(world, clerk):
    door = world.doors[3]
    act = {"actor": world.staff[Role.CLERK], "now": timezone.now()}
    code = print_slips(round_id=world.round.pk, door_ids=[door.pk], **act)[door.pk]
    answer = clerk.get(f"/s/{code}", follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("desk:slips", args=[world.round.pk]))
    assert answer.context["form"]["door"].value() == "B1-1-202"
    assert answer.content.decode().count("autofocus") == 1
    stranger = Client().get(f"/s/{code}")
    assert stranger.headers["location"] == reverse("resident:landing")


def test_the_code_can_be_typed_instead_of_the_door(world, clerk):
    door = world.doors[3]
    act = {"actor": world.staff[Role.CLERK], "now": timezone.now()}
    code = print_slips(round_id=world.round.pk, door_ids=[door.pk], **act)[door.pk]
    field = f"q{world.listings[0].pk}"
    for typed in (f"{code[:3]} {code[3:6]} {code[6]}".lower(), f"https://bg.example.org/s/{code}"):
        sent = {"key": uuid4(), "round": world.round.pk, "door": typed, field: 1, "again": "on"}
        clerk.post(reverse("desk:slips", args=[world.round.pk]), sent)

    assert Order.objects.filter(household=door).count() == 2


def test_a_code_of_another_estate_stays_shut(world, clerk):
    foreign = make_world(name="F")
    announce(foreign, now=timezone.now())
    act = {"actor": foreign.staff[Role.CLERK], "now": timezone.now()}
    door = foreign.doors[0]
    code = print_slips(round_id=foreign.round.pk, door_ids=[door.pk], **act)[door.pk]

    assert clerk.get(reverse("desk:slip_by_code", args=[code])).status_code == 404
