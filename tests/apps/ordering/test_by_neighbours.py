"""R39, R42: who ordered for whom in a chain, and how that was said."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.ordering.enums import Consent, LineKind
from baogong.apps.ordering.models import Ask, ChainLine, Order
from baogong.apps.ordering.services import DoorAsk, Mended, deal_due, mend_line
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.chats import HEAD, enter, paste
from tests.factories.deals import to_divide

pytestmark = pytest.mark.django_db
BOTH = HEAD + "1. B1-1-101 蔬菜包2 帮102带1份\n"


def orders():
    """Door -> consent, and the door of the neighbour who wrote it."""
    live = Order.objects.live().order_by("household__sort_key")
    return {
        door: (consent, by)
        for door, consent, by in live.values_list("household__label", "consent", "by_door__label")
    }


def mend(world, *asks, number="1"):
    line = ChainLine.objects.get(number=number)
    mended = Mended(LineKind.ORDER, tuple(DoorAsk(door.pk, packs) for door, packs in asks))
    mend_line(mended, line=line, actor=world.staff[Role.CLERK], now=NOW)


def test_what_a_neighbour_wrote_says_whose_and_the_own_order_does_not():
    world = make_world()
    enter(world, paste(world, BOTH))

    assert orders() == {
        "B1-1-101": (Consent.CHAT, None),
        "B1-1-102": (Consent.NEIGHBOUR, "B1-1-101"),
    }


def test_a_neighbour_who_orders_nothing_for_itself_is_told_too():
    world = make_world()
    enter(world, paste(world, HEAD + "1. B1-1-101 帮102带蔬菜包1\n"))

    assert orders() == {"B1-1-102": (Consent.NEIGHBOUR, "B1-1-101")}


OWN = HEAD + "1. B1-1-102 蔬菜包1\n"
BESIDE = "2. B1-1-101 帮102带鸡蛋蔬菜包1\n"


@pytest.mark.parametrize(
    "copies",
    [
        [BOTH, BOTH + "2. B1-1-102 再加一份蔬菜包\n"],
        [OWN + BESIDE],
        [OWN, OWN + BESIDE],
    ],
)
def test_what_the_household_itself_wrote_a_part_of_is_its_own(copies):
    """In whatever order: it is one order, and the neighbour did not order all of it."""
    world = make_world()
    for copy in copies:
        enter(world, paste(world, copy))

    assert orders()["B1-1-102"] == (Consent.CHAT, None)


def test_the_neighbour_who_wrote_last_counts():
    world = make_world()
    enter(world, paste(world, BOTH))
    enter(world, paste(world, BOTH + "2. B1-1-201 帮102带鸡蛋蔬菜包1\n"))

    assert orders()["B1-1-102"] == (Consent.NEIGHBOUR, "B1-1-201")


def test_a_line_that_a_person_mends_keeps_its_writer():
    world = make_world()
    chain = paste(world, HEAD + "1. B1-1-101 帮102带一点蔬菜包\n")
    veg = world.listings[0].package_id
    mend(world, (world.doors[1], {veg: 1}))
    enter(world, chain)

    assert orders() == {"B1-1-102": (Consent.NEIGHBOUR, "B1-1-101")}


def test_so_does_one_whose_own_part_is_left_out():
    world = make_world()
    chain = paste(world, BOTH)
    mend(world, (world.doors[1], {world.listings[0].package_id: 1}))
    enter(world, chain)

    assert orders() == {"B1-1-102": (Consent.NEIGHBOUR, "B1-1-101")}


def test_a_collected_list_has_no_writer_after_it_was_mended_either():
    world = make_world()
    chain = paste(world, HEAD + "1. B1-1-101 蔬菜包1，B1-1-102 蔬菜包1\n")
    veg = world.listings[0].package_id
    mend(world, (world.doors[0], {veg: 2}), (world.doors[1], {veg: 1}))
    enter(world, chain)

    own = (Consent.CHAT, None)
    assert orders() == {"B1-1-101": own, "B1-1-102": own}


def test_a_door_that_was_misread_wrote_nothing():
    """The first door that a person names for the line wrote it."""
    world = make_world()
    chain = paste(world, BOTH)
    veg = world.listings[0].package_id
    mend(world, (world.doors[2], {veg: 2}), (world.doors[1], {veg: 1}))
    enter(world, chain)

    assert orders() == {
        "B1-1-102": (Consent.NEIGHBOUR, "B1-1-201"),
        "B1-1-201": (Consent.CHAT, None),
    }


def test_the_database_holds_that_such_an_order_says_whose_it_is():
    world = make_world()
    enter(world, paste(world, BOTH))
    order = Order.objects.get(by_door__isnull=False)
    assert (order.consent, order.by_door) == (Consent.NEIGHBOUR, world.doors[0])
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(by_door=None)


def test_what_waits_for_a_draw_says_it_too_and_so_does_what_comes_of_it():
    world = make_world()
    to_divide(world, stock=9)
    enter(world, paste(world, BOTH))

    both = {"B1-1-101": (Consent.CHAT, None), "B1-1-102": (Consent.NEIGHBOUR, "B1-1-101")}
    asked = Ask.objects.values_list("household__label", "consent", "by_door__label")
    assert {door: (consent, by) for door, consent, by in asked} == both
    deal_due(NOW + timedelta(hours=1))
    assert orders() == both
