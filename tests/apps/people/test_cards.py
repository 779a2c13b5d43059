"""R38: household cards: who has the slip comes in, who guesses is slowed down and locked out."""

import re
from datetime import timedelta

import pytest
from django.test import override_settings

from baogong.apps.people.errors import CardLocked, UnknownCard, WrongPin
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.queries import card_in_session, cards_within
from baogong.apps.people.services import card_pin, issue_cards, reissue_card, sign_in_with_card
from baogong.apps.places.models import Place
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PIN_LOCK_MINUTES, PIN_TRIES
from baogong.plumbing import locks
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db

TOO_MANY = 5


def wrong_pin(card):
    return f"{(int(card_pin(card)) + 1) % 10**6:06d}"


def try_wrong(card, now=NOW):
    with pytest.raises((WrongPin, CardLocked)) as refused:
        sign_in_with_card(code=card.code, pin=wrong_pin(card), now=now)
    return refused.value


def try_until_locked(card, now=NOW):
    """Wrong PINs, each after its wait; the time of the last."""
    for _ in range(TOO_MANY):
        card.refresh_from_db()
        now = max(now, card.next_try_at or now)
        try_wrong(card, now)
    return now


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def card(world):
    return HouseholdCard.objects.order_by("household__sort_key").first()


def test_every_door_has_one_card_in_walking_order(world):
    cards = cards_within(world.estate)
    assert [card.door for card in cards] == [door.label for door in world.doors]
    assert len({card.code for card in cards}) == 4
    assert all(re.fullmatch(r"\d{6}", card.pin) for card in cards)


def test_issuing_again_makes_no_more_cards(world):
    before = list(HouseholdCard.objects.order_by("pk").values())
    assert issue_cards(place=world.estate, actor=SYSTEM, now=NOW) == 0
    assert list(HouseholdCard.objects.order_by("pk").values()) == before


def test_cards_are_issued_for_a_part_of_an_estate(world):
    HouseholdCard.objects.all().delete()
    entrance = world.doors[0].parent
    assert issue_cards(place=entrance, actor=SYSTEM, now=NOW) == 4


def test_the_pin_is_stored_nowhere_and_can_be_printed_again(card):
    assert card_pin(card) == card_pin(HouseholdCard.objects.get(pk=card.pk))
    assert card_pin(card) not in str(HouseholdCard.objects.filter(pk=card.pk).values())


def test_the_pin_depends_on_the_secret_of_the_installation(card):
    before = card_pin(card)
    with override_settings(SECRET_KEY="another"):
        assert card_pin(card) != before


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\u3000"])
def test_code_and_pin_open_the_door_however_they_are_typed(card, typed):
    pin = typed.format(card_pin(card))
    assert sign_in_with_card(code=card.code.lower(), pin=pin, now=NOW) == card
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in card_pin(card))
    assert sign_in_with_card(code=f" {card.code}", pin=wide, now=NOW) == card


@pytest.mark.parametrize("code", ["", "nonsense", "0", "ABCD1234X", "😀"])
def test_a_code_that_no_card_has_is_unknown(world, code):
    with pytest.raises(UnknownCard):
        sign_in_with_card(code=code, pin="000000", now=NOW)


@pytest.mark.parametrize("pin", ["", "1", "abcdef", "😀", "0" * 500])
def test_whatever_is_typed_as_pin_is_a_wrong_pin(card, pin):
    with pytest.raises(WrongPin):
        sign_in_with_card(code=card.code, pin=pin, now=NOW)


def test_each_wrong_pin_doubles_the_wait(card):
    now = NOW
    for seconds, left in [(1, 4), (2, 3), (4, 2), (8, 1)]:
        refused = try_wrong(card, now)
        assert (type(refused), refused.data) == (WrongPin, {"left": left})
        with pytest.raises(CardLocked):
            sign_in_with_card(
                code=card.code,
                pin=card_pin(card),
                now=now + timedelta(seconds=seconds, milliseconds=-1),
            )
        now += timedelta(seconds=seconds)


def test_a_try_during_the_wait_is_not_counted(card):
    try_wrong(card)
    try_wrong(card)
    card.refresh_from_db()
    assert card.wrong_pins == 1


def test_the_right_pin_forgets_the_wrong_ones(card):
    try_wrong(card)
    now = NOW + timedelta(seconds=1)
    sign_in_with_card(code=card.code, pin=card_pin(card), now=now)
    assert try_wrong(card, now).data == {"left": TOO_MANY - 1}


def test_five_wrong_pins_lock_the_card_for_a_quarter_of_an_hour(card):
    now = try_until_locked(card)
    card.refresh_from_db()
    assert card.next_try_at == now + timedelta(minutes=15)
    with pytest.raises(CardLocked) as refused:
        sign_in_with_card(
            code=card.code, pin=card_pin(card), now=now + timedelta(minutes=15, seconds=-1)
        )
    assert refused.value.data == {"until": card.next_try_at}
    assert AuditEntry.objects.filter(action="card.wrong_pin", subject_id=card.pk).count() == 5


def test_a_lock_ends_by_itself(card):
    now = try_until_locked(card) + timedelta(minutes=15)
    assert sign_in_with_card(code=card.code, pin=card_pin(card), now=now) == card


def test_tries_and_lock_are_settings_of_the_place(world, card):
    set_setting(PIN_TRIES, 3, place=world.estate, actor=SYSTEM, now=NOW)
    set_setting(PIN_LOCK_MINUTES, 60, place=world.estate, actor=SYSTEM, now=NOW)
    assert try_wrong(card, NOW).data == {"left": 2}
    assert try_wrong(card, NOW + timedelta(seconds=1)).data == {"left": 1}
    last = NOW + timedelta(seconds=3)
    assert try_wrong(card, last).data == {"until": last + timedelta(minutes=60)}


def test_one_locked_card_does_not_lock_the_neighbour(world, card):
    try_until_locked(card)
    other = HouseholdCard.objects.exclude(pk=card.pk).first()
    assert sign_in_with_card(code=other.code, pin=card_pin(other), now=NOW) == other


def test_a_new_card_has_another_pin_and_ends_the_old_sessions_and_locks(world, card):
    old_pin = card_pin(card)
    now = try_until_locked(card)
    assert card_in_session(card_id=card.pk, epoch=1) == card

    new = reissue_card(card_id=card.pk, actor=world.staff["clerk"], now=now)

    assert (new.epoch, new.code, new.wrong_pins) == (2, card.code, 0)
    assert card_pin(new) != old_pin
    with pytest.raises(NotVisible):
        card_in_session(card_id=card.pk, epoch=1)
    assert sign_in_with_card(code=new.code, pin=card_pin(new), now=now) == new
    with pytest.raises(WrongPin):
        sign_in_with_card(code=new.code, pin=old_pin, now=now)


@pytest.mark.parametrize(("card_id", "epoch"), [(0, 1), (-1, 1)])
def test_a_session_of_no_card_is_not_visible(world, card_id, epoch):
    with pytest.raises(NotVisible):
        card_in_session(card_id=card_id, epoch=epoch)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_issue_at_once_make_one_card_for_each_door():
    world = make_world(floors=3)
    HouseholdCard.objects.all().delete()
    entrance = Place.objects.get(pk=world.doors[0].parent_id)
    acts = [
        lambda place=place: issue_cards(place=place, actor=SYSTEM, now=NOW)
        for place in (world.estate, entrance, world.estate)
    ]
    assert sorted(race(*acts)) == [0, 0, 6]
    assert HouseholdCard.objects.count() == 6


def guess_at_once(card):
    guesses = [f"{(int(card_pin(card)) + n) % 10**6:06d}" for n in range(1, RACERS + 1)]
    return race(
        *[lambda pin=pin: sign_in_with_card(code=card.code, pin=pin, now=NOW) for pin in guesses]
    )


def guessed(answers):
    return sum(isinstance(answer, WrongPin) for answer in answers)


@pytest.mark.django_db(transaction=True)
def test_with_locks_of_many_guesses_at_once_one_is_looked_at():
    make_world(floors=1)
    assert guessed(guess_at_once(HouseholdCard.objects.first())) == 1
    assert HouseholdCard.objects.first().wrong_pins == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_guessing_in_parallel_would_not_be_slowed_down(locks_off):
    make_world(floors=1)
    card = HouseholdCard.objects.first()
    locks_off(locks, "lock_rows", racers=RACERS)
    assert guessed(guess_at_once(card)) > 1
