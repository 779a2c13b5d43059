"""The second factor: digits of an app, each once; recovery codes, each once."""

from datetime import timedelta

import pyotp
import pytest

from baogong.apps.accounts.errors import CodeUsed, DeviceUnreadable, TooManyCodes, WrongCode
from baogong.apps.accounts.models import RecoveryCode, SecondFactor, User
from baogong.apps.accounts.policies import SAME_DEVICE, SAME_NAME_AND_ADDRESS
from baogong.apps.accounts.services import (
    check_second_factor,
    offer_device,
    reset_second_factor,
    set_up_device,
)
from baogong.apps.accounts.services.second_factor import RECOVERY_CODES
from baogong.apps.people.services import hire
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.codes import group
from tests.factories import NOW
from tests.factories.racing import RACERS, race
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def clerk():
    return hire(username="clerk-E", name="C", password=PASSWORD, actor=SYSTEM, now=NOW)


@pytest.fixture
def phone(clerk):
    return set_up(clerk)


class Phone:
    """An app, and the codes that were printed beside it."""

    def __init__(self, secret, recovery):
        self.secret, self.recovery = secret, recovery

    def digits(self, at=LATER):
        return pyotp.TOTP(self.secret).at(at)


def set_up(user, at=NOW):
    offer = offer_device(user=user, sealed=None)
    code = pyotp.TOTP(offer.secret).at(at)
    return Phone(offer.secret, set_up_device(user=user, sealed=offer.sealed, code=code, now=at))


def give(user, code, *, address="10.0.0.1", now=LATER):
    return check_second_factor(user=user, code=code, address=address, now=now)


def test_the_apps_digits_are_right_once(clerk, phone):
    assert give(clerk, phone.digits()) == RECOVERY_CODES
    with pytest.raises(CodeUsed):
        give(clerk, phone.digits())

    half_a_minute_later = LATER + timedelta(seconds=30)
    give(clerk, phone.digits(half_a_minute_later), now=half_a_minute_later)


def test_an_older_step_is_refused_after_a_newer_one(clerk, phone):
    give(clerk, phone.digits(LATER))
    with pytest.raises(CodeUsed):
        give(clerk, phone.digits(LATER - timedelta(seconds=30)))


def test_the_digits_that_set_the_app_up_open_nothing(clerk, phone):
    with pytest.raises(CodeUsed):
        give(clerk, phone.digits(NOW), now=NOW)


@pytest.mark.parametrize("drift", [-30, 0, 30])
def test_a_phone_may_be_half_a_minute_off(clerk, phone, drift):
    give(clerk, phone.digits(LATER + timedelta(seconds=drift)))


@pytest.mark.parametrize("drift", [-90, -61, 61, 90])
def test_a_phone_may_not_be_further_off(clerk, phone, drift):
    with pytest.raises(WrongCode):
        give(clerk, phone.digits(LATER + timedelta(seconds=drift)))


def test_digits_are_read_as_people_type_them(clerk, phone):
    digits = phone.digits()
    wide = digits.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})

    give(clerk, f" {wide[:3]} {wide[3:]} ")


@pytest.mark.parametrize("code", ["", "0", "abcdef", "12345", "1234567", "\0", "０" * 400, "💥"])
def test_nonsense_is_a_wrong_code(clerk, phone, code):
    with pytest.raises(WrongCode):
        give(clerk, code)


def test_a_recovery_code_stands_for_the_phone_once(clerk, phone):
    assert give(clerk, group(phone.recovery[0]).lower()) == RECOVERY_CODES - 1
    with pytest.raises(WrongCode):
        give(clerk, phone.recovery[0])

    entry = AuditEntry.objects.filter(action="second_factor.passed").latest("pk")
    assert entry.data == {"recovery_codes_left": RECOVERY_CODES - 1}


def test_another_users_digits_and_recovery_codes_open_nothing(clerk, phone):
    other = hire(username="o", name="O", password=PASSWORD, actor=SYSTEM, now=NOW)
    theirs = set_up(other)
    for code in (theirs.digits(), theirs.recovery[0]):
        with pytest.raises(WrongCode):
            give(clerk, code)

    assert give(other, theirs.recovery[0]) == RECOVERY_CODES - 1


def test_without_an_app_no_code_is_right(clerk):
    with pytest.raises(WrongCode):
        give(clerk, "123456")


def test_wrong_codes_slow_down_and_even_the_right_one_waits(clerk, phone):
    for _ in range(SAME_NAME_AND_ADDRESS.free + 1):
        with pytest.raises(WrongCode):
            give(clerk, "000000")
    with pytest.raises(TooManyCodes):
        give(clerk, phone.digits())
    with pytest.raises(TooManyCodes):
        give(clerk, phone.recovery[0])

    at = LATER + timedelta(minutes=1)
    give(clerk, phone.digits(at), now=at)


def test_many_addresses_do_not_make_guessing_fast(clerk, phone):
    for n in range(SAME_DEVICE.free + 1):
        with pytest.raises(WrongCode):
            give(clerk, "000000", address=f"10.0.1.{n}")
    with pytest.raises(TooManyCodes):
        give(clerk, "000000", address="10.0.2.1")


def test_guessing_for_a_day_gets_nowhere(clerk, phone):
    tries, at = 0, LATER
    while at < LATER + timedelta(days=1):
        try:
            give(clerk, "000000", address=f"10.1.{tries % 250}.1", now=at)
        except TooManyCodes as wait:
            at += timedelta(seconds=wait.data["seconds"])
        except WrongCode:
            tries += 1

    assert tries < 150  # of a million, three of which are right at a time


def test_a_wrong_code_sets_nothing_up_and_leaves_the_old_app_as_it_was(clerk, phone):
    offer = offer_device(user=clerk, sealed=None)
    with pytest.raises(WrongCode):
        set_up_device(user=clerk, sealed=offer.sealed, code="000000", now=LATER)

    give(clerk, phone.digits())


def test_another_app_takes_the_place_of_the_old_one_and_its_codes(clerk, phone):
    new = set_up(clerk, at=LATER)
    at = LATER + timedelta(minutes=1)
    for code in (phone.digits(at), phone.recovery[0]):
        with pytest.raises(WrongCode):
            give(clerk, code, now=at)

    give(clerk, new.digits(at), now=at)
    assert SecondFactor.objects.count() == 1
    assert RecoveryCode.objects.count() == RECOVERY_CODES


def test_a_reset_forgets_the_app_and_ends_the_sessions(clerk, phone):
    before = clerk.get_session_auth_hash()

    assert reset_second_factor(user_id=clerk.pk, actor=SYSTEM, now=LATER)
    assert not reset_second_factor(user_id=clerk.pk, actor=SYSTEM, now=LATER)

    assert User.objects.get(pk=clerk.pk).get_session_auth_hash() != before
    with pytest.raises(WrongCode):
        give(clerk, phone.digits())
    assert AuditEntry.objects.filter(action="second_factor.reset").count() == 1


def test_neither_secret_nor_recovery_code_can_be_read_in_the_database(clerk, phone):
    rows = str([*SecondFactor.objects.values(), *RecoveryCode.objects.values()])
    rows += str([*AuditEntry.objects.values()])

    assert phone.secret not in rows
    assert not any(code in rows for code in phone.recovery)


def test_after_the_installations_secret_changed_the_app_has_to_be_reset(clerk, phone, settings):
    settings.SECRET_KEY = "another secret of the installation"
    with pytest.raises(DeviceUnreadable):
        give(clerk, phone.digits())


def test_an_offer_stays_the_same_while_its_session_keeps_it(clerk):
    first = offer_device(user=clerk, sealed=None)

    assert offer_device(user=clerk, sealed=first.sealed) == first
    assert offer_device(user=clerk, sealed=None).secret != first.secret


@pytest.mark.django_db(transaction=True)
def test_two_who_saw_the_same_digits_do_not_both_get_in(clerk, phone):
    answers = race(*[lambda: give(clerk, phone.digits())] * 2)

    assert sorted(type(answer).__name__ for answer in answers) == ["CodeUsed", "int"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would(clerk, phone, locks_off):
    """The race that the lock ends."""
    from baogong.apps.accounts.services import second_factor  # noqa: PLC0415

    locks_off(second_factor, "_step_of")
    answers = race(*[lambda: give(clerk, phone.digits())] * 2)

    assert answers == [RECOVERY_CODES] * 2


@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_that_is_sent_many_times_at_once_works_once(clerk, phone):
    answers = race(*[lambda: give(clerk, phone.recovery[0])] * RACERS)

    assert sum(answer == RECOVERY_CODES - 1 for answer in answers) == 1
