"""C4.2, C4.3, C4.5, R12: the officer's day, the door list, and what goes back."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.models import Attempt, FieldConflict
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import record_reports, take_back
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates, start_run, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(floors=3)


@pytest.fixture
def officer(world, client):
    client.force_login(world.staff[Role.OFFICER])
    return world.staff[Role.OFFICER]


def bags_of(run):
    return [row.unit.bag for row in run.units.order_by("unit__destination__sort_key", "unit__bag")]


def report(run, bag, result, minutes=0, **more):
    return DoorReport(uuid4(), run.pk, bag.code, result, NOW + timedelta(minutes=minutes), **more)


def tap(client, run, value, key=None):
    page = client.get(reverse("carrier:run", args=[run.pk]))
    key = key or page.context["key"]
    return client.post(reverse("carrier:tap", args=[run.pk]), {"tap": value, "key": key})


def doors_on(client, run):
    return client.get(reverse("carrier:run", args=[run.pk])).context["run"].doors


def test_the_top_floor_comes_first(world, officer, client):
    run = start_run(world, world.doors)

    assert [door.room for door in doors_on(client, run)] == [
        "301", "302", "201", "202", "101", "102",
    ]  # fmt: skip


def test_the_list_names_doors_and_nobody(world, officer, client):
    run = start_run(world, world.doors)
    text = client.get(reverse("carrier:run", args=[run.pk])).text

    assert text.count("data-door") == 6
    assert "1/1" in text


def test_every_button_works_without_javascript(world, officer, client):
    run = start_run(world, world.doors)
    bags = bags_of(run)
    results = [result for result in Result if result != Result.UNDONE]
    for bag, result in zip(bags, results, strict=True):
        answer = tap(client, run, f"{bag.code}:{result}")
        anchor = f"#door-{bag.household_id}"
        assert answer.url == reverse("carrier:run", args=[run.pk]) + anchor

    assert list(Attempt.objects.order_by("pk").values_list("result", flat=True)) == results
    states = {door.room: door.bags[0].state for door in doors_on(client, run)}
    assert states == dict(zip(["101", "102", "201", "202", "301", "302"], results, strict=True))


def test_the_same_button_of_the_same_page_is_one_tap(world, officer, client):
    run = start_run(world, world.doors)
    [bag, *_] = bags_of(run)
    key = uuid4()
    for _ in range(2):
        tap(client, run, f"{bag.code}:given", key)

    assert Attempt.objects.count() == 1
    assert not FieldConflict.objects.exists()


def test_a_tap_is_taken_back_and_tapped_again(world, officer, client):
    run = start_run(world, world.doors)
    [bag, *_] = bags_of(run)
    tap(client, run, f"{bag.code}:given")
    given = Attempt.objects.get()
    tap(client, run, f"{bag.code}:undone:{given.key}")
    assert doors_on(client, run)[-2].bags[0].state == "open"
    tap(client, run, f"{bag.code}:refused")

    assert doors_on(client, run)[-2].bags[0].state == Result.REFUSED


def test_nobody_home_may_still_be_given_on_the_way_down(world, officer, client):
    run = start_run(world, world.doors)
    [bag, *_] = bags_of(run)
    tap(client, run, f"{bag.code}:nobody_home")
    tap(client, run, f"{bag.code}:given")

    assert doors_on(client, run)[-2].bags[0].state == Result.GIVEN
    assert not FieldConflict.objects.exists()


def test_all_bags_of_a_door_are_given_with_one_button(world, officer, client):
    run = start_run(world, world.doors[:1], 6)
    bags = bags_of(run)
    assert len(bags) > 1
    tap(client, run, "+".join(bag.code for bag in bags) + ":given")

    assert Attempt.objects.count() == len(bags)
    assert doors_on(client, run)[0].is_given


@pytest.mark.parametrize("value", ["", "::::", "X:given", "X" * 700])
def test_a_tap_that_makes_no_sense_breaks_nothing(world, officer, client, value):
    run = start_run(world, world.doors)

    assert tap(client, run, value).status_code == 302
    assert not Attempt.objects.exists()


def test_a_bag_that_waits_for_a_clerk_says_so(world, officer, client):
    run = start_run(world, world.doors[:1])
    [bag] = bags_of(run)
    orphan = report(run, bag, Result.UNDONE, reverses=uuid4())
    record_reports([orphan], officer=officer, now=NOW)

    assert doors_on(client, run)[0].bags[0].asked


def test_home_counts_the_doors_of_the_day(world, officer, client):
    run = start_run(world, world.doors)
    first, second, *_ = bags_of(run)
    reports = [report(run, first, Result.GIVEN), report(run, second, Result.NOBODY_HOME)]
    record_reports(reports, officer=officer, now=NOW)
    context = client.get(reverse("carrier:home")).context

    load = context["load"]
    assert (load.doors, load.given, load.left) == (6, 1, 4)
    assert [run.left for run in context["runs"]] == [4]
    assert context["not_taken"] == 1


def test_home_shows_closed_crates_of_own_entrances_only(world, officer, client):
    far = make_world(name="F")
    close_crates(far, far.doors)
    [crate] = close_crates(world, world.doors)

    assert [row.code for row in client.get(reverse("carrier:home")).context["crates"]] == [
        crate.code
    ]


def test_an_empty_day_says_what_comes_next(officer, client):
    assert 'class="empty"' in client.get(reverse("carrier:home")).text
    assert 'class="empty"' in client.get(reverse("carrier:back")).text


def test_what_goes_back_is_what_is_in_the_officers_hands(world, officer, client):
    run = start_run(world, world.doors)
    given, nobody, *_ = bags_of(run)
    reports = [report(run, given, Result.GIVEN), report(run, nobody, Result.NOBODY_HOME)]
    record_reports(reports, officer=officer, now=NOW)
    [row] = client.get(reverse("carrier:back")).context["runs"]
    assert row.held == 5
    assert "101" not in [door.room for door in row.doors_to_bring_back]

    take_back(key=uuid4(), run_id=run.pk, counted=5, actor=world.staff[Role.SORTER], now=NOW)

    assert client.get(reverse("carrier:back")).context["runs"] == []
    assert doors_on(client, run)[0].bags[0].state == "returned"


@pytest.mark.parametrize(
    ("result", "step"),
    [
        (Result.DAMAGED, "Stays at the depot"),
        (Result.SEALED, "Goes out again with the next run"),
        (Result.WRONG_DOOR, "Goes out again with the next run"),
    ],
)
def test_what_goes_back_says_what_comes_next(world, officer, client, result, step):
    run = start_run(world, world.doors[:1])
    [bag] = bags_of(run)
    record_reports([report(run, bag, result)], officer=officer, now=NOW)
    page = client.get(reverse("carrier:back"))
    with translation.override("zh-hans"):
        assert translation.gettext(step) in page.text
        assert str(result.label) in page.text


def test_another_officers_run_is_not_there(world, officer, client):
    other = world.staff[Role.SORTER]
    assign(user=other, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    [crate] = close_crates(world, world.doors)
    run = take(crate, officer=other)
    [bag, *_] = bags_of(run)

    for name in ["run", "accepted"]:
        assert client.get(reverse(f"carrier:{name}", args=[run.pk])).status_code == 404
    body = {"tap": f"{bag.code}:given", "key": uuid4()}
    assert client.post(reverse("carrier:tap", args=[run.pk]), body).status_code == 404
    assert not Attempt.objects.exists()


def test_queries_do_not_grow_with_the_doors(client):
    counts = []
    for name, floors in [("A", 1), ("B", 8)]:
        world = make_world(name=name, floors=floors)
        client.force_login(world.staff[Role.OFFICER])
        run = start_run(world, world.doors)
        urls = [reverse("carrier:home"), reverse("carrier:run", args=[run.pk])]
        counts.append([])
        for url in [*urls, reverse("carrier:back")]:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(url).status_code == 200
            counts[-1].append(len(queries))

    assert counts[0] == counts[1]


def test_the_page_carries_what_the_phone_lays_its_taps_over(world, officer, client):
    run = start_run(world, world.doors[:1])
    [bag] = bags_of(run)
    given = report(run, bag, Result.GIVEN)
    record_reports([given], officer=officer, now=NOW)
    text = client.get(reverse("carrier:run", args=[run.pk])).text
    page = json.loads(text.split('type="application/json">')[1].split("</script>")[0])

    assert page["bags"][bag.code]["taps"] == [[str(given.key), "given", NOW.isoformat(), "door"]]
