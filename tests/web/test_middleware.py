"""A refusal that no form shows is a page that says what to do, never a crash."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.plumbing import locks
from baogong.plumbing.locks import Busy
from tests.factories import make_world, order, ripe_round

pytestmark = pytest.mark.django_db


def test_a_shop_that_confirms_in_a_crowd_is_asked_to_send_again(client, monkeypatch):
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    purchase_order = world.round.purchase_orders.get()
    client.force_login(world.staff[Role.SHOP])

    def crowded(rows, *, keys, shared=False):
        raise Busy

    monkeypatch.setattr(locks, "lock_rows", crowded)
    answer = client.post(
        reverse("shop:confirm", args=[purchase_order.pk]), headers={"accept-language": "en"}
    )

    assert answer.status_code == 422
    assert "Wait a moment and send it again" in answer.content.decode()
    purchase_order.refresh_from_db()
    assert purchase_order.state == "sent"
