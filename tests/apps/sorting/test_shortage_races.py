"""Two at the desk divide the same good at once: shown with the locks off, then on."""

from functools import partial

import pytest

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models import Posting
from baogong.apps.people.enums import Role
from baogong.apps.sorting.errors import NothingShort, ShortageChanged
from baogong.apps.sorting.models import Bag, Cut, Shortage, ShortLine
from baogong.apps.sorting.queries.work import wave_of
from baogong.apps.sorting.services import divide_shortage, shortages
from tests.factories import NOW
from tests.factories.chain import pack, sums
from tests.factories.racing import race
from tests.factories.shortages import confirmation, short_round

pytestmark = pytest.mark.django_db(transaction=True)


def confirm_twice(world):
    """A clerk and a commander look at the same shares, and both confirm."""
    wave_id = wave_of(round_id=world.round.pk).pk
    seen = [(confirmation(world), world.staff[role]) for role in (Role.CLERK, Role.COMMANDER)]

    def confirm(looked_at, actor):
        return divide_shortage(looked_at, wave_id=wave_id, actor=actor, now=NOW)

    return race(*[partial(confirm, *one) for one in seen])


def test_with_locks_the_second_one_is_told_that_it_was_divided():
    world = short_round("refund", "refund", "refund", missing=4000)
    answers = confirm_twice(world)

    assert sorted(type(answer) for answer in answers if isinstance(answer, Exception)) in (
        [ShortageChanged],
        [NothingShort],
    )
    assert Shortage.objects.count() == 1
    assert sum(Cut.objects.values_list("quantity", flat=True)) == 4000
    assert Posting.objects.filter(kind=PostingKind.SHORT).count() == Cut.objects.count()
    assert sums(world).balanced


def test_without_locks_the_same_goods_are_cut_twice(locks_off):
    world = short_round("refund", "refund", "refund", missing=4000)
    locks_off(shortages, "draft_division")
    confirm_twice(world)

    assert sum(Cut.objects.values_list("quantity", flat=True)) == 8000


def test_a_bag_that_is_packed_meanwhile_is_whole_or_refused():
    world = short_round("refund", "refund", missing=3000)
    last = Bag.objects.order_by("-pk").first()
    seen, wave_id = confirmation(world), wave_of(round_id=world.round.pk).pk
    divided, _packed = race(
        lambda: divide_shortage(seen, wave_id=wave_id, actor=world.staff[Role.CLERK], now=NOW),
        lambda: pack(world, last),
    )
    assert isinstance(divided, Shortage | ShortageChanged)
    assert ShortLine.objects.count() == Shortage.objects.count()
    assert sums(world).balanced
