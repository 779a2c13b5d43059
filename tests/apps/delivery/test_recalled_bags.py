"""A bag with goods that were called back is not handed out, and does not go out again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.errors import NothingToOffer
from baogong.apps.delivery.queries import point_calls, returns_waiting, run_for
from baogong.apps.delivery.services import offer_again
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import recall_lot
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.chain import carried
from tests.factories.modes import let_go, pickup_point

pytestmark = pytest.mark.django_db


@pytest.fixture
def there():
    """Every door's bag is with the officer; one was given before its cabbage was called back."""
    world = make_world(floors=1)
    let_go(world, Mode.POINT)
    there = carried(world)
    there.tap(there.bags[0], Result.GIVEN)
    lot = Lot.objects.get(good__sku="CAB")
    recall_lot(lot_id=lot.pk, reason="农残超标", actor=world.staff[Role.COMMANDER], now=NOW)
    return there


def run_of(there):
    return run_for(viewer=there.world.staff[Role.OFFICER], pk=there.runs[0].pk)


def test_the_officer_sees_which_bags_come_back(there, client):
    run = run_of(there)
    assert sorted(bag.state for bag in run.bags) == ["given", "recalled"]
    assert (run.left, run.not_taken) == (0, 1)

    client.force_login(there.world.staff[Role.OFFICER])
    assert "不要发放" in client.get(reverse("carrier:run", args=[run.id])).text
    assert "已召回" in client.get(reverse("carrier:back")).text


def test_the_point_does_not_hand_it_out(there, client):
    world = there.world
    officer, point = world.staff[Role.OFFICER], pickup_point(world)
    calls = point_calls(viewer=officer, point=point, now=NOW.replace(day=13))
    assert [door.recalled for door in calls.now] == [True]
    assert calls.now[0].held == []

    client.force_login(officer)
    door = there.bags[1].household
    form = {"what": door.label, "key": uuid4()}
    answer = client.post(reverse("carrier:point_hand_out", args=[point.pk]), form)
    assert answer.status_code == 422


def test_it_stays_on_the_returns_shelf(there):
    there.take_back(there.runs[0], 1)
    wave = there.bags[0].wave
    [row] = returns_waiting(depot_ids=[wave.depot_id])

    assert row.recalled
    assert not row.can_go_again
    with pytest.raises(NothingToOffer):
        offer_again(wave=wave, actor=None, now=NOW)
