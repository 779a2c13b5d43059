"""C9: the shop offers another good on its page, the desk decides, the household reads it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import Swap
from baogong.apps.sorting.models import Bag, BagLine
from tests.apps.procurement.test_swaps import offer, short_world
from tests.factories import make_world
from tests.factories.chain import receive
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return short_world()


def as_role(client, world, role):
    client.force_login(world.staff[role])
    return client


def decide(client, swap, answer="accepted", **kwargs):
    page = reverse("desk:swap_decide", args=[swap.pk])
    return client.post(page, {"answer": answer}, **kwargs)


def test_a_shop_offers_as_much_as_is_out_by_default(client, world):
    shop = as_role(client, world, Role.SHOP)
    cabbage = Good.objects.get(sku="CAB").pk
    page = reverse("shop:order", args=[world.purchase_order.pk])
    sent = shop.post(
        reverse("shop:swap", args=[world.purchase_order.pk]), {"good": cabbage, "other": "PAK"}
    )
    assert sent.url == page
    swap = Swap.objects.get()
    assert (swap.replaced, swap.other.sku, swap.quantity) == (3000, "PAK", 3000)
    assert "青菜" in shop.get(page).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {"other": "EGG"},
        {"other": ""},
        {"other": "PAK", "replaced": "99"},
        {"other": "PAK", "quantity": "much"},
        {"other": "CAB"},
    ],
)
def test_what_cannot_be_offered_is_said_at_the_form(client, world, typed):
    shop = as_role(client, world, Role.SHOP)
    form = {"good": Good.objects.get(sku="CAB").pk, **typed}
    answer = shop.post(reverse("shop:swap", args=[world.purchase_order.pk]), form)
    assert answer.status_code == 422
    assert not Swap.objects.exists()


def test_the_desk_accepts_and_the_household_reads_it(client, world):
    swap = offer(world)
    clerk = as_role(client, world, Role.CLERK)
    assert "青菜" in clerk.get(reverse("desk:swaps")).content.decode()
    assert decide(clerk, swap).url == reverse("desk:swaps")
    swap.refresh_from_db()
    assert swap.answer == "accepted"
    assert "青菜" in clerk.get(reverse("desk:swaps") + "?settled=1").content.decode()
    order = Order.objects.get()
    assert "青菜" in clerk.get(reverse("desk:order", args=[order.pk])).content.decode()
    client.logout()
    sign_in(client, order.household)
    page = client.get(reverse("resident:order", args=[order.number]))
    assert "青菜" in page.content.decode()


def test_the_list_that_leaves_says_when_each_was_answered(client, world):
    offer(world)
    clerk = as_role(client, world, Role.CLERK)
    assert "答复时间" in clerk.get(reverse("desk:swaps") + "?as=csv").content.decode("utf-8-sig")


def test_a_second_clerk_reads_that_it_was_decided(client, world):
    swap = offer(world)
    decide(as_role(client, world, Role.CLERK), swap)
    late = decide(as_role(client, world, Role.COMMANDER), swap, "declined", follow=True)
    assert "已" in next(str(message) for message in late.context["messages"])
    swap.refresh_from_db()
    assert swap.answer == "accepted"


def test_another_estates_clerk_finds_no_swap(client, world):
    swap, other = offer(world), make_world(name="F")
    clerk = as_role(client, other, Role.CLERK)
    assert decide(clerk, swap).status_code == 404
    assert "青菜" not in clerk.get(reverse("desk:swaps")).content.decode()
    swap.refresh_from_db()
    assert swap.answer == ""


def test_the_sorter_puts_the_other_good_in_for_what_is_missing(client, world):
    decide(as_role(client, world, Role.CLERK), offer(world))
    receive(world)
    bag, sorter = Bag.objects.get(), as_role(client, world, Role.SORTER)
    cabbage, eggs = Good.objects.get(sku="CAB").pk, Good.objects.get(sku="EGG").pk
    page = reverse("depot:bag", args=[bag.pk])
    assert "青菜" in sorter.get(page).content.decode()
    packed = {f"good_{cabbage}": "8", f"good_{eggs}": "20"}
    assert sorter.post(page, packed).status_code == 302
    stood_in = BagLine.objects.exclude(in_place_of=None)
    assert {line.good.sku for line in stood_in} == {"PAK"}
    assert sum(line.planned for line in stood_in) == 3000
    assert "青菜" in sorter.get(page).content.decode()


def test_the_list_takes_as_many_queries_for_many_swaps(client, world):
    clerk = as_role(client, world, Role.CLERK)
    swap = offer(world)
    with CaptureQueriesContext(connection) as few:
        clerk.get(reverse("desk:swaps"))
    for n in range(3):
        Good.objects.create(sku=f"G{n}", name=f"菜{n}", sold_by="gram")
        Swap.objects.create(
            purchase_order=world.purchase_order,
            good=Good.objects.get(sku=f"G{n}"),
            replaced=1,
            other=swap.other,
            quantity=1,
            proposed_by=swap.proposed_by,
            proposed_at=swap.proposed_at,
        )
    with CaptureQueriesContext(connection) as many:
        clerk.get(reverse("desk:swaps"))
    assert len(many) == len(few)
