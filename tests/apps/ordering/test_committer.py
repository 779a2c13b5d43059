"""R38, X3: orders that wait together are one group; a bad one, a broken connection and a crowd."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import BoundedSemaphore, Event, Thread

import pytest
from django.db import connection, transaction

from baogong.apps.ordering.errors import SoldOut
from baogong.apps.ordering.models import Listing, Order
from baogong.apps.ordering.services import committer, decide_orders
from baogong.apps.ordering.services.committer import Intake
from baogong.plumbing.locks import Busy
from baogong.plumbing.processes.threads import MAY_WAIT, THREADS
from tests.factories import NOW, make_world
from tests.factories.world import intent

pytestmark = pytest.mark.django_db(transaction=True)


class Door:
    """Lets the first group wait while the others gather, and notes how many came at once."""

    def __init__(self):
        self.sizes, self.reached, self.open = [], Event(), Event()

    def decide(self, intents, *, now):
        self.sizes.append(len(intents))
        self.reached.set()
        assert self.open.wait(timeout=20)
        return self.of(intents)

    def of(self, intents):
        return decide_orders(intents, now=NOW)


@pytest.fixture
def door(monkeypatch):
    door = Door()
    monkeypatch.setattr(committer, "decide_orders", door.decide)
    return door


@pytest.fixture
def intake(monkeypatch):
    """One whose committer goes home soon, so that no connection is left when a test ends."""
    monkeypatch.setattr(committer, "IDLE_SECONDS", 0.05)
    intake = Intake()
    yield intake
    while thread := intake._committer:
        thread.join(timeout=20)


def ask_all(intake, door, first, *others):
    """Ask for one and, while it is decided, for the others; the answers or what was raised."""

    def ask(one):
        try:
            return intake.ask(one)
        except Exception as error:  # noqa: BLE001 - it is looked at
            return error

    with ThreadPoolExecutor(max_workers=1 + len(others)) as pool:
        asked = [pool.submit(ask, first)]
        assert door.reached.wait(timeout=20)
        asked += [pool.submit(ask, other) for other in others]
        while intake._waiting.qsize() < len(others):
            assert not asked[-1].done()
        door.open.set()
        return [future.result(timeout=20) for future in asked]


def test_orders_that_wait_at_the_same_moment_are_one_group(intake, door):
    world = make_world(floors=3)
    answers = ask_all(intake, door, *[intent(world, d, 1) for d in world.doors])

    assert door.sizes == [1, len(world.doors) - 1]
    numbers = [answer.number for answer in answers]
    assert sorted(numbers) == sorted(order.number for order in Order.objects.all())


def test_a_group_gathers_until_nobody_has_come_for_a_while(intake, door, monkeypatch):
    world = make_world(floors=3)
    monkeypatch.setattr(committer, "QUIET_SECONDS", 2)
    monkeypatch.setattr(committer, "GATHERING_SECONDS", 20)
    door.open.set()
    with ThreadPoolExecutor(max_workers=len(world.doors)) as pool:
        answers = [*pool.map(intake.ask, [intent(world, d, 1) for d in world.doors])]

    assert door.sizes == [len(world.doors)]
    assert not any(answer.refusal for answer in answers)


def test_nobody_waits_for_ever_while_others_keep_coming(intake, door, monkeypatch):
    world = make_world()
    monkeypatch.setattr(committer, "QUIET_SECONDS", 20)
    monkeypatch.setattr(committer, "GATHERING_SECONDS", 0)
    door.open.set()

    assert intake.ask(intent(world, world.doors[0], 1)).order_id
    assert door.sizes == [1]


def test_the_last_packages_go_to_as_many_as_there_are(intake, door):
    world = make_world(floors=3, stock=4)
    answers = ask_all(intake, door, *[intent(world, d, 1) for d in world.doors])

    refused = [answer.refusal for answer in answers if answer.refusal]
    assert len(refused) == len(world.doors) - 4
    assert all(isinstance(refusal, SoldOut) for refusal in refused)
    assert Listing.objects.order_by("pk")[0].taken == 4


def test_the_same_key_twice_in_a_group_is_one_order(intake, door):
    world = make_world()
    once = intent(world, world.doors[1], 1)
    _, *answers = ask_all(intake, door, intent(world, world.doors[0], 1), once, once)

    assert sorted(answer.repeated for answer in answers) == [False, True]
    assert len({answer.number for answer in answers}) == 1
    assert Order.objects.count() == 2


def test_one_that_cannot_be_decided_sinks_none_of_its_group(intake, door):
    world = make_world(floors=3)
    first, bad, *others = [intent(world, d, 1) for d in world.doors]

    def of(intents):
        if bad in intents:
            raise ValueError("no such thing")
        return decide_orders(intents, now=NOW)

    door.of = of
    answers = ask_all(intake, door, first, bad, *others)

    assert isinstance(answers[1], ValueError)
    assert Order.objects.count() == len(world.doors) - 1


def test_a_connection_that_breaks_costs_nobody_an_order(intake, door):
    world = make_world(floors=3)
    broken = []

    def of(intents):
        if len(intents) > 1 and not broken:
            broken.append(True)
            with transaction.atomic():
                decide_orders(intents, now=NOW)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return decide_orders(intents, now=NOW)

    door.of = of
    answers = ask_all(intake, door, *[intent(world, d, 1) for d in world.doors])

    assert broken
    assert {answer.number for answer in answers} == {order.number for order in Order.objects.all()}
    assert Order.objects.count() == len(world.doors)


def test_an_answer_that_was_lost_after_the_commit_is_given_again(intake, door):
    world = make_world(floors=3)
    lost = []

    def of(intents):
        decisions = decide_orders(intents, now=NOW)
        if len(intents) > 1 and not lost:
            lost.append(True)
            raise ConnectionError
        return decisions

    door.of = of
    answers = ask_all(intake, door, *[intent(world, d, 1) for d in world.doors])

    assert [answer.repeated for answer in answers] == [False] + [True] * (len(answers) - 1)
    assert Order.objects.count() == len(world.doors)


def test_rows_that_others_hold_are_waited_for_once_and_not_by_each(intake, door):
    world = make_world(floors=3)
    tries = []

    def of(intents):
        if len(intents) > 1:
            tries.append(len(intents))
            raise Busy
        return decide_orders(intents, now=NOW)

    door.of = of
    first, *others = ask_all(intake, door, *[intent(world, d, 1) for d in world.doors])

    assert first.number
    assert all(isinstance(answer, Busy) for answer in others)
    assert tries == [len(others)]
    assert Order.objects.count() == 1


def test_a_committer_that_died_is_followed_by_another(intake, door):
    world = make_world()
    dead = Thread(target=int)
    dead.start()
    dead.join()
    intake._committer = dead
    door.open.set()

    assert intake.ask(intent(world, world.doors[0], 1)).number


def test_who_waits_too_long_may_send_it_again_and_it_is_one_order(intake, door, monkeypatch):
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    with monkeypatch.context() as patch:
        patch.setattr(committer, "PATIENCE_SECONDS", 0.05)
        with pytest.raises(Busy):
            intake.ask(asked)
    door.open.set()
    again = intake.ask(replace(asked, occurred_at=NOW))

    assert again.repeated
    assert Order.objects.count() == 1


def test_a_committer_that_went_home_comes_back(intake, door):
    world = make_world()
    door.open.set()
    numbers = set()
    for place in world.doors[:2]:
        numbers.add(intake.ask(intent(world, place, 1)).number)
        intake._committer.join(timeout=20)

    assert len(numbers) == 2
    assert intake._committer is None


def test_nobody_waits_inside_a_transaction(intake):
    world = make_world()
    asked = intent(world, world.doors[0], 1)
    with transaction.atomic(), pytest.raises(RuntimeError):
        intake.ask(asked)
    assert not Order.objects.exists()


def test_when_every_place_is_taken_the_next_is_told_at_once_and_loses_nothing(intake, door):
    world = make_world()
    intake._places = BoundedSemaphore(2)
    first, second, surplus = [intent(world, d, 1) for d in world.doors[:3]]
    with ThreadPoolExecutor(max_workers=2) as pool:
        asked = [pool.submit(intake.ask, first)]
        assert door.reached.wait(timeout=20)
        asked.append(pool.submit(intake.ask, second))
        while not intake.waiting:
            assert not asked[-1].done()
        with pytest.raises(Busy):
            intake.ask(surplus)
        door.open.set()
        assert all(future.result(timeout=20).number for future in asked)

    assert intake.ask(surplus).number
    assert Order.objects.count() == 3


def test_who_is_slowed_lets_others_go_first_and_gets_its_order(intake, door, monkeypatch):
    world = make_world()
    others_went = Event()
    monkeypatch.setattr(committer, "sleep", lambda _seconds: others_went.wait(timeout=20))
    door.open.set()
    slow, quick = [intent(world, d, 1) for d in world.doors[:2]]
    with ThreadPoolExecutor(max_workers=1) as pool:
        asked = pool.submit(intake.ask, slow, slowed=True)
        first = intake.ask(quick)
        assert not asked.done()
        others_went.set()
        assert asked.result(timeout=20).number > first.number

    assert Order.objects.count() == 2


def test_many_that_are_slowed_take_no_place_from_others(intake, door):
    world = make_world()
    door.open.set()
    intake._slowed_places = BoundedSemaphore(1)
    slow, quick = [intent(world, d, 1) for d in world.doors[:2]]
    with intake._slowed_places, pytest.raises(Busy):
        intake.ask(slow, slowed=True)

    assert intake.ask(quick).number
    assert committer.SLOWED_PLACES < MAY_WAIT // 4


def test_a_process_has_threads_for_pages_while_all_places_are_taken():
    assert THREADS - MAY_WAIT >= 16
