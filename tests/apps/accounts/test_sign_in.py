"""Wrong passwords slow down, for a name and for an address, in every process alike."""

from datetime import timedelta

import pytest

from baogong.apps.accounts.errors import TooManyTries, WrongPassword
from baogong.apps.accounts.models import SignInWait
from baogong.apps.accounts.policies import SAME_NAME, SAME_NAME_AND_ADDRESS, wait_after
from baogong.apps.accounts.services import check_sign_in, forget_old_waits
from baogong.apps.people.services import hire
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW
from tests.factories.racing import RACERS, race
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return hire(username="clerk-E", name="C", password=PASSWORD, actor=SYSTEM, now=NOW)


def attempt(name="clerk-E", password="wrong", address="10.0.0.1", now=NOW):
    return check_sign_in(username=name, password=password, address=address, now=now)


def guess(times, **where):
    for _ in range(times):
        with pytest.raises(WrongPassword):
            attempt(**where)


def test_a_dismissed_member_stays_outside(clerk):
    clerk.is_active = False
    clerk.save(update_fields=["is_active"])

    with pytest.raises(WrongPassword):
        attempt(password=PASSWORD)


def test_after_a_few_wrong_passwords_even_the_right_one_waits(clerk):
    guess(SAME_NAME_AND_ADDRESS.free + 1)
    with pytest.raises(TooManyTries) as refusal:
        attempt(password=PASSWORD)

    assert refusal.value.data["seconds"] == 3
    assert attempt(password=PASSWORD, now=NOW + timedelta(seconds=3)) == clerk


def test_the_owner_is_not_kept_out_by_a_stranger_elsewhere(clerk):
    guess(SAME_NAME_AND_ADDRESS.free + 1, address="10.0.0.66")

    assert attempt(password=PASSWORD) == clerk


def test_many_addresses_do_not_make_guessing_fast(clerk):
    for n in range(SAME_NAME.free + 1):
        guess(1, address=f"10.0.1.{n}")
    with pytest.raises(TooManyTries):
        attempt(address="10.0.2.1")


def test_the_right_password_clears_the_count(clerk):
    guess(SAME_NAME_AND_ADDRESS.free)
    attempt(password=PASSWORD)

    guess(SAME_NAME_AND_ADDRESS.free)


def test_waits_double_and_end():
    waits = [wait_after(n, patience=SAME_NAME).total_seconds() for n in (20, 21, 22, 23, 60, 9999)]

    assert waits == [0, 2, 4, 8, 60, 60]


def test_names_and_addresses_are_not_readable_and_are_forgotten(clerk):
    guess(1)
    assert all("clerk" not in wait.origin and "10.0" not in wait.origin for wait in all_waits())
    forget_old_waits(NOW + timedelta(hours=2))

    assert all_waits() == []


def all_waits():
    return list(SignInWait.objects.all())


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_time_do_not_slip_past_the_count(clerk):
    answers = [type(answer) for answer in race(*[attempt] * RACERS)]

    assert answers.count(WrongPassword) == SAME_NAME_AND_ADDRESS.free + 1
    assert answers.count(TooManyTries) == RACERS - SAME_NAME_AND_ADDRESS.free - 1
