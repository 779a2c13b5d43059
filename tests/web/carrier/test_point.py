"""R94: the page of a pickup point: one tap hands out, a repeat changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.custody.models import Handoff
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import Call, FieldConflict, Proof, Run
from baogong.apps.delivery.services import offer_again
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, carried, close_crates
from tests.factories.modes import let_go, pickup_point
from tests.factories.world import announce
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(floors=2)


@pytest.fixture
def there(world, client):
    """The officer stands at the point with every bag; all doors are called now."""
    let_go(world, Mode.POINT)
    there = carried(world)
    Call.objects.update(starts_at=timezone.now() - timedelta(seconds=1))
    client.force_login(world.staff[Role.OFFICER])
    return there


def url(world, name="carrier:point"):
    return reverse(name, args=[pickup_point(world).pk])


def hand_out(client, world, what, key=None):
    form = {"what": what, "key": key or uuid4()}
    return client.post(url(world, "carrier:point_hand_out"), form)


def test_a_door_gets_all_its_bags_with_one_tap_that_may_be_sent_twice(world, there, client):
    key, door = uuid4(), world.doors[0]

    answers = [hand_out(client, world, door.label, key) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    [proof] = Proof.objects.all()
    assert (proof.end, proof.unit.destination) == (Mode.POINT, door)
    assert len(client.get(url(world)).context["calls"].came) == 1


def test_a_bag_is_handed_out_by_its_code(world, there, client):
    bag = there.bags[-1]
    hand_out(client, world, f" {bag.code.lower()} ")

    assert Proof.objects.get().unit == bag.unit


@pytest.mark.parametrize("what", ["", "B9-1-101", "7ZZZZZZ"])
def test_what_nobody_is_called_for_is_refused_and_nothing_moves(world, there, client, what):
    before = Handoff.objects.count()
    answer = hand_out(client, world, what)

    assert answer.status_code == 422
    assert Handoff.objects.count() == before


def test_who_does_not_hold_the_bags_cannot_hand_them_out(world, there, client):
    for bag in there.bags:
        there.take_back(there.runs_of(bag), len(there.bags))
        break
    before = Handoff.objects.count()

    assert hand_out(client, world, world.doors[0].label).status_code == 422
    assert Handoff.objects.count() == before


def test_a_bag_that_went_out_twice_is_handed_out_from_its_last_run(world, there, client):
    bag = there.bags[0]
    there.take_back(there.runs[0], len(there.bags))
    offer_again(wave=bag.wave, actor=None, now=NOW)
    [crate] = close_crates(world)
    run = accept(world, crate)

    page = client.get(url(world))
    assert f'value="{bag.code}"' in page.text
    hand_out(client, world, bag.code)
    assert Proof.objects.get().attempt.run == run
    assert not FieldConflict.objects.exists()


def test_what_could_not_be_recorded_is_not_told_as_handed_out(world, there, client):
    Run.objects.update(officer=world.staff[Role.GRID_LEADER])
    bag = there.bags[0]

    form = {"what": bag.code, "key": uuid4()}
    for _ in range(2):
        page = client.post(url(world, "carrier:point_hand_out"), form, follow=True)

        assert FieldConflict.objects.get().unit == bag.unit
        assert "没能记为已交出" in page.text
        assert f"{bag.household.label}：已交出" not in page.text


def test_a_door_that_is_typed_gets_the_bags_that_are_here(world, client):
    """Of a door that is called for two waves only the second one's bag was brought."""
    let_go(world, Mode.POINT)
    order(world, world.doors[0], 1)
    ripe_round(world)
    announce(world, now=NOW + timedelta(minutes=1))
    there = carried(world)
    now = timezone.now()
    for n, call in enumerate(Call.objects.order_by("wave", "pk")):
        Call.objects.filter(pk=call.pk).update(starts_at=now - timedelta(seconds=60 - n))
    client.force_login(world.staff[Role.OFFICER])

    assert hand_out(client, world, world.doors[0].label).status_code == 302
    assert Proof.objects.get().unit == there.bags[0].unit


def test_who_did_not_come_is_called_again_at_the_end(world, there, client):
    call = Call.objects.order_by("pk")[0]
    page = client.post(reverse("carrier:point_missed", args=[call.pk]), follow=True)

    assert [door.id for door in page.context["calls"].again] == [call.pk]
    assert "没来：最后再叫一遍" in page.text


def test_the_notice_for_the_stairs_has_doors_and_times_and_no_names(world, there, client):
    text = client.get(url(world, "carrier:point_print")).text

    assert all(f">{door.code}<" in text for door in world.doors)
    assert f"{timezone.localtime(Call.objects.first().starts_at):%H:%M}" in text


def test_the_household_sees_where_and_when(world, there, client):
    client.logout()
    door = world.doors[0]
    sign_in(client, door)
    number = there.bags[0].order.number

    text = client.get(reverse("resident:order", args=[number])).text
    assert "南门自提点" in text
    assert f"{timezone.localtime(Call.objects.first().starts_at):%H:%M}" in text
    let_go(world, Mode.ENTRANCE, place=door.parent)
    assert "南门自提点" not in client.get(reverse("resident:order", args=[number])).text


def test_the_household_reads_that_no_time_is_left(world, there, client):
    client.logout()
    sign_in(client, world.doors[0])
    Call.objects.all().delete()

    page = reverse("resident:order", args=[there.bags[0].order.number])
    assert "已没有空的时段" in client.get(page).text


def test_the_door_list_asks_for_the_end_that_holds(world, there, client):
    run = there.runs[0]
    page = client.get(reverse("carrier:run", args=[run.pk])).text
    assert ":given:point" in page

    let_go(world, Mode.ENTRANCE, place=world.doors[0].parent)
    page = client.get(reverse("carrier:run", args=[run.pk]))
    assert ":given:entrance" in page.text
    form = {"tap": f"{there.bags[0].code}:given:entrance", "key": page.context["key"]}
    client.post(reverse("carrier:tap", args=[run.pk]), form)
    assert Proof.objects.get().end == Mode.ENTRANCE


def test_a_door_without_a_slot_is_shown_at_the_end_and_gets_its_bags(world, there, client):
    door = world.doors[0]
    Call.objects.filter(household=door).delete()
    page = client.get(url(world)).text
    assert page.index("没有时段：1 户") > page.index(world.doors[1].label)
    assert page.index("没有时段：1 户") < page.index(f">{door.label}<")
    assert hand_out(client, world, door.label).status_code == 302

    assert Proof.objects.get().unit.destination == door
    assert "没有时段" not in client.get(url(world)).text
