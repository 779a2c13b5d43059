"""R19: the desk pays for a refused bag while a sorter sends it out again."""

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.errors import BagNotBack, NothingToOffer
from baogong.apps.delivery.models import Reoffer, UnitReturn
from baogong.apps.delivery.services import offer_again
from baogong.plumbing import audit
from tests.apps.tickets.test_came_back import PRICE, came_back, of_bag
from tests.factories import NOW
from tests.factories.racing import race
from tests.factories.tickets import answer

pytestmark = pytest.mark.django_db(transaction=True)


def pay_and_send(day, bag):
    """What both are told; whether the bag is paid, and whether it is out."""
    ticket = of_bag(bag)
    told = race(
        lambda: answer(day.world, ticket, "refund", fen=PRICE),
        lambda: offer_again(wave=bag.wave, bag_ids=[bag.pk], actor=None, now=NOW),
    )
    paid = UnitReturn.objects.exclude(kept_back_at=None).exists()
    return told, paid, Reoffer.objects.exists()


def test_with_locks_the_bag_is_paid_or_goes_out():
    told, paid, is_out = pay_and_send(*came_back(Result.REFUSED))
    [refusal] = [one for one in told if isinstance(one, Exception)]
    assert isinstance(refusal, NothingToOffer if paid else BagNotBack)
    assert paid != is_out


def test_without_locks_it_is_paid_and_goes_out(locks_off):
    there = came_back(Result.REFUSED)
    locks_off(audit, "record", before=True)
    _, paid, is_out = pay_and_send(*there)
    assert paid
    assert is_out
