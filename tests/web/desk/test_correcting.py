"""Correcting an order at the desk after its round has closed."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.procurement.services import confirm_purchase_order
from tests.factories import NOW, make_world, order, ripe_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    order(world, world.doors[0], 2, 1)
    ripe_round(world)
    client.force_login(world.staff[Role.CLERK])
    return world


def correct(client, world, *quantities, **fields):
    form = {"key": uuid4(), "round": world.round.pk, "reason": "听错了"} | fields
    for listing, quantity in zip(world.listings, quantities, strict=False):
        form[f"q{listing.pk}"] = quantity
    return client.post(reverse("desk:order_correct", args=[Order.objects.earliest("pk").pk]), form)


def test_the_form_begins_with_what_was_ordered(world, client):
    url = reverse("desk:order_correct", args=[Order.objects.get().pk])
    assert url in client.get(reverse("desk:order", args=[Order.objects.get().pk])).text
    form = client.get(url).context["form"]
    assert [choice.quantity for choice in form.choices()] == [2, 1]


def test_a_correction_leads_to_the_new_order_and_both_tell_of_each_other(world, client):
    answer = correct(client, world, 1, 1)
    old, new = Order.objects.order_by("pk")

    assert answer.headers["location"] == reverse("desk:order", args=[new.pk])
    for one, other in ((old, new), (new, old)):
        page = client.get(reverse("desk:order", args=[one.pk])).text
        assert "听错了" in page
        assert reverse("desk:order", args=[other.pk]) in page


@pytest.mark.parametrize("fields", [{"reason": ""}, {"quantity": 3}])
def test_what_is_refused_comes_back_filled(world, client, fields):
    quantity = fields.pop("quantity", 1)
    answer = correct(client, world, quantity, 1, **fields)

    assert answer.status_code == 422
    assert f'value="{quantity}"' in answer.text
    assert Order.objects.count() == 1


def test_the_shop_reads_what_changed_after_it_confirmed(world, client):
    purchase = PurchaseOrder.objects.get()
    shop = world.staff[Role.SHOP]
    confirm_purchase_order(purchase_order_id=purchase.pk, actor=shop, now=NOW)
    correct(client, world, 1, 1)
    client.force_login(shop)
    page = client.get(reverse("shop:order", args=[purchase.pk]))
    assert page.context["changed"][0][:2] == ("白菜", False)
