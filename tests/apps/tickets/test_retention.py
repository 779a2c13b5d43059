"""C13.5: what residents said goes when its time is over; what was wrong with a good stays."""

from datetime import timedelta

import pytest

from baogong.apps.people.enums import ErasureReason, Role
from baogong.apps.people.services import erase_due, erase_now
from baogong.apps.places.models import Photo
from baogong.apps.tickets.models import Feedback, StaleGood
from tests.factories import NOW, make_world
from tests.factories.tickets import answer, delivered, rate, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def ticket(world):
    came = delivered(world)[0]
    rate(came, "bad", "good", "EGG")
    found = report(came, "EGG", note="有异味", photo=b"jpeg")
    answer(world, found, "refund", fen=500, text="退五元")
    return found


def test_words_photo_answer_and_rating_go_after_thirty_days(ticket):
    erase_due(NOW + timedelta(days=29))
    ticket.refresh_from_db()
    assert (ticket.note, ticket.answer) == ("有异味", "退五元")
    assert Feedback.objects.exists()

    erase_due(NOW + timedelta(days=32))
    ticket.refresh_from_db()
    assert (ticket.note, ticket.answer, ticket.photo) == ("", "", None)
    assert (ticket.outcome, ticket.refund_fen) == ("refund", 500)
    assert not Photo.objects.exists()
    assert not Feedback.objects.exists()
    assert not StaleGood.objects.exists()


def test_a_late_answer_stays_as_long_as_an_early_one(world):
    found = report(delivered(world)[0], "EGG", note="软了", now=NOW - timedelta(days=29))
    answer(world, found, text="对不起")
    erase_due(NOW + timedelta(days=29))
    found.refresh_from_db()

    assert (found.note, found.answer) == ("软了", "对不起")


def test_the_person_in_charge_erases_them_at_once(world, ticket):
    gone = erase_now(
        "tickets",
        estate=world.estate,
        expected=1,
        reason=ErasureReason.ASKED,
        actor=world.staff[Role.COMMANDER],
        now=NOW + timedelta(hours=1),
    )
    ticket.refresh_from_db()
    assert gone == 1
    assert (ticket.note, ticket.photo) == ("", None)


def test_another_estate_keeps_its_own(ticket):
    other = make_world(name="F")
    kept = report(delivered(other)[0], "EGG", note="软了", now=NOW)
    erase_now(
        "tickets",
        estate=ticket.order.round.estate,
        expected=1,
        reason=ErasureReason.ASKED,
        actor=other.staff[Role.COMMANDER],
        now=NOW,
    )
    kept.refresh_from_db()
    assert kept.note == "软了"
