"""Rows are locked at once, in the order of their keys, and nobody waits for ever."""

from threading import Event as Signal

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from baogong.apps.places.models import Place
from baogong.apps.places.services import add_town
from baogong.plumbing import locks
from tests.factories.racing import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def towns():
    return [add_town(code=code, name=code) for code in "cab"]


def test_rows_come_by_key_in_the_order_of_their_keys_and_absent_ones_are_left_out(towns):
    keys = [town.pk for town in towns]
    found = locks.lock_rows(Place.objects.all(), keys=[*reversed(keys), keys[0], 0, -1])
    assert list(found.items()) == [(town.pk, town) for town in towns]


@pytest.mark.parametrize(("shared", "words"), [(False, "FOR NO KEY UPDATE"), (True, "FOR SHARE")])
def test_the_lock_is_taken_at_once_and_waits_three_seconds_at_most(towns, shared, words):
    with CaptureQueriesContext(connection) as queries:
        found = locks.lock_rows(Place.objects.all(), keys=[towns[0].pk], shared=shared)
    assert found == {towns[0].pk: towns[0]}
    assert words in queries[-1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("3s",)


def test_locking_no_rows_is_no_error():
    assert locks.lock_rows(Place.objects.all(), keys=[]) == {}
    assert locks.lock_rows(Place.objects.all(), keys=[], shared=True) == {}


def test_one_row_that_is_not_there_is_said_by_name(towns):
    assert locks.lock_one(Place.objects.all(), key=towns[1].pk) == towns[1]
    with pytest.raises(ObjectDoesNotExist, match="Place 0"):
        locks.lock_one(Place.objects.all(), key=0)
    with pytest.raises(ObjectDoesNotExist):
        locks.lock_one(Place.objects.filter(code="zz"), key=towns[1].pk)


def hold_and_ask(hold, ask):
    """One transaction holds a lock while another asks for one; the answer to the latter."""
    held, asked = Signal(), Signal()

    def holder():
        with transaction.atomic():
            hold()
            held.set()
            asked.wait(10)

    def asker():
        held.wait(10)
        try:
            with transaction.atomic():
                return ask()
        finally:
            asked.set()

    return race(holder, asker, waits_ms=100)[1]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second", "waits"), [(True, True, False), (True, False, True)])
def test_those_who_share_a_row_do_not_wait_for_each_other(first, second, waits):
    key = add_town(code="t", name="T").pk

    def take(shared):
        return locks.lock_rows(Place.objects.all(), keys=[key], shared=shared)

    answer = hold_and_ask(lambda: take(first), lambda: take(second))
    assert isinstance(answer, locks.Busy) == waits


@pytest.mark.django_db(transaction=True)
def test_rows_that_point_at_a_locked_one_can_be_added():
    town = add_town(code="t", name="T")
    answer = hold_and_ask(
        lambda: locks.lock_one(Place.objects.all(), key=town.pk),
        lambda: Place.objects.create(kind="estate", parent=town, code="e", path="/t/e/"),
    )
    assert answer.parent == town


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("other", "waits"), [("founding", True), ("something else", False)])
def test_a_name_is_held_by_one_transaction_at_a_time(other, waits):
    answer = hold_and_ask(lambda: locks.lock_name("founding"), lambda: locks.lock_name(other))
    assert isinstance(answer, locks.Busy) == waits
