"""R25, R56, R94: crates are closed by count; what comes back goes out again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Run, UnitReturn
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import accept_crate, record_reports
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import recall_lot
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, Crate, CrateUnit
from baogong.apps.sorting.services import close_crate, pack_bag
from baogong.values.codes import group
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def crate(world):
    """The first entrance's crate with its one bag, still open."""
    bag = Bag.objects.get(household=world.doors[0])
    pack_bag(bag_id=bag.pk, short={}, actor=world.staff[Role.SORTER], now=NOW)
    return Crate.objects.get(contents__unit__bag=bag)


@pytest.fixture
def run(world, crate):
    """The officer took the crate."""
    sorter, officer = world.staff[Role.SORTER], world.staff[Role.OFFICER]
    close_crate(key=uuid4(), crate_id=crate.pk, counted=1, actor=sorter, now=NOW)
    return accept_crate(
        key=uuid4(), crate_id=crate.pk, counted=1, officer=officer, occurred_at=NOW, now=NOW
    )


def close(client, crate, counted, key=None):
    form = {"counted": counted, "key": key or uuid4()}
    return client.post(reverse("depot:crate", args=[crate.pk]), form)


def test_a_right_count_closes_the_crate_and_shows_its_code(sorter, crate, public_address):
    key = uuid4()
    assert [close(sorter, crate, 1, key).status_code for _ in range(2)] == [302, 302]

    crate.refresh_from_db()
    page = sorter.get(reverse("depot:crate", args=[crate.pk])).text
    assert crate.closed_at is not None
    assert "data:image/svg+xml" in page
    assert f"{crate.code[:3]} {crate.code[3:6]} {crate.code[6:]}" in page


def test_a_wrong_count_is_refused_with_both_numbers(sorter, crate):
    answer = close(sorter, crate, 3)

    crate.refresh_from_db()
    assert answer.status_code == 422
    assert crate.closed_at is None
    assert crate.unit is None


@pytest.mark.parametrize("typed", ["", "-1", "two", "10000000"])
def test_a_bad_count_leaves_the_crate_open(sorter, crate, typed):
    assert close(sorter, crate, typed).status_code == 422
    crate.refresh_from_db()
    assert crate.closed_at is None


def test_another_estates_crate_is_not_there(client, crate):
    client.force_login(make_world(name="F").staff[Role.SORTER])

    assert client.get(reverse("depot:crate", args=[crate.pk])).status_code == 404
    assert close(client, crate, 1).status_code == 404


def test_bags_are_taken_back_once_and_go_out_again(sorter, world, run):
    page = reverse("depot:take_back", args=[run.pk])
    form = {"counted": 1, "key": uuid4()}
    assert "B1" in sorter.get(reverse("depot:returns")).text
    assert [sorter.post(page, form).status_code for _ in range(2)] == [302, 302]
    assert UnitReturn.objects.count() == 1

    shelf = sorter.get(reverse("depot:returns"))
    assert shelf.context["shelves"][0]["going"] == 1
    wave = run.crate.wave_id
    answer = sorter.post(reverse("depot:offer_again", args=[wave]))

    assert answer.url == reverse("depot:wave", args=[wave])
    assert Crate.objects.filter(entrance=run.entrance, number=2, closed_at=None).exists()
    assert sorter.post(reverse("depot:offer_again", args=[wave])).url == answer.url
    assert sorter.get(reverse("depot:returns")).context["shelves"] == []
    assert CrateUnit.objects.filter(unit__destination=world.doors[0]).count() == 2


def test_an_empty_crate_comes_back_once_however_often_it_is_sent(sorter, world, run):
    report = DoorReport(
        uuid4(), run.pk, Bag.objects.get(unit__runs__run=run).code, Result.GIVEN, NOW
    )
    record_reports([report], officer=world.staff[Role.OFFICER], now=NOW)
    page = reverse("depot:take_back", args=[run.pk])
    form = {"counted": 0, "key": uuid4()}

    assert [sorter.post(page, form).status_code for _ in range(2)] == [302, 302]
    assert not UnitReturn.objects.exists()
    assert sorter.get(reverse("depot:returns")).context["runs"] == []


def test_a_run_that_is_back_cannot_be_taken_back_again(sorter, run):
    page = reverse("depot:take_back", args=[run.pk])
    sorter.post(page, {"counted": 1, "key": uuid4()})
    answer = sorter.post(page, {"counted": 1, "key": uuid4()})

    assert answer.status_code == 422
    assert UnitReturn.objects.count() == 1


def test_another_estates_run_is_not_there(client, run):
    client.force_login(make_world(name="F").staff[Role.SORTER])
    page = reverse("depot:take_back", args=[run.pk])

    assert client.post(page, {"counted": 1, "key": uuid4()}).status_code == 404
    assert Run.objects.filter(returns=None).count() == 1


def test_every_page_of_the_depot_answers_when_empty(client):
    world = make_world(name="Z")
    client.force_login(world.staff[Role.SORTER])

    assert client.get(reverse("depot:home")).status_code == 200
    assert client.get(reverse("depot:returns")).status_code == 200
    assert client.get(reverse("depot:shelf"), follow=True).status_code == 200


def test_the_shelf_tells_what_is_left(sorter, crate):
    answer = sorter.get(reverse("depot:shelf"), follow=True)

    left = {row.good: row.on_hand for row, _old, _hours in answer.context["goods"]}
    assert left == {"白菜": 3000, "鸡蛋": 0}


def scan(client, crate, code):
    page = reverse("depot:crate", args=[crate.pk])
    return client.post(page, {"step": "scan", "code": code})


def test_labels_are_scanned_into_a_crate_and_then_one_tap_closes_it(sorter, world, crate):
    """C6.4: the count runs against what was packed for it."""
    bag = Bag.objects.get(household=world.doors[0])
    answer = scan(sorter, crate, f"https://bg.example.org/b/{bag.code}")

    assert answer.status_code == 200
    assert 'data-tone="right"' in answer.text
    assert answer.context["crate"].scanned == 1
    assert '<input type="hidden" name="counted" value="1">' in answer.text
    assert scan(sorter, crate, bag.code).context["verdict"] == "again"


@pytest.mark.parametrize("code", ["another entrance's", "???", ""])
def test_what_does_not_belong_into_a_crate_fills_the_screen(sorter, world, crate, code):
    """X7: a bag of another entrance is loud, and nothing is counted."""
    other = Bag.objects.get(household=world.doors[-1])
    answer = scan(sorter, crate, other.code if code.startswith("another") else code)

    assert answer.status_code == 422
    assert "result-full" in answer.text
    assert 'data-tone="wrong"' in answer.text
    if code.startswith("another"):
        assert other.household.parent.label in answer.context["told"]
    assert not CrateUnit.objects.exclude(scanned_at=None).exists()


def test_a_called_back_good_holds_the_crate_until_it_is_out_of_the_bag(sorter, world, crate):
    bag = Bag.objects.get(household=world.doors[0])
    lot = Lot.objects.get(good__sku="EGG")
    recall_lot(lot_id=lot.pk, reason="裂纹", actor=world.staff[Role.COMMANDER], now=NOW)

    refused = close(sorter, crate, 1)
    assert refused.status_code == 422
    assert group(bag.code) in refused.text

    page = reverse("depot:bag", args=[bag.pk])
    assert "裂纹" in sorter.get(page).text
    sorter.post(reverse("depot:recalled_bag", args=[bag.pk]))
    assert "裂纹" not in sorter.get(page).text
    assert close(sorter, crate, 1).status_code == 302
