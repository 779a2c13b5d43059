"""R54, R56: an officer takes a crate by count, what is left comes back, and goes out again."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.custody.enums import HolderKind
from baogong.apps.custody.errors import OtherHandoff
from baogong.apps.custody.models import Discrepancy, Handoff
from baogong.apps.delivery.enums import Result, ReturnReason
from baogong.apps.delivery.errors import CrateGone, NothingToOffer, NothingToTakeBack
from baogong.apps.delivery.models import Reoffer, Run, UnitReturn
from baogong.apps.delivery.services import accept_crate, offer_again, take_back
from baogong.apps.ordering.services import RoundPlan, close_round, open_round
from baogong.apps.ordering.services.rounds import Offer
from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag, CrateUnit, Wave
from baogong.apps.sorting.services import plan_wave
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.carrying import close_crates as crates_of
from tests.factories.carrying import take
from tests.factories.chain import accept, carried, close_crates, sums
from tests.factories.racing import RACERS, race
from tests.factories.world import intent, packages

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """Four doors of one entrance; their bags are with the officer."""
    return carried(make_world())


def counts():
    return Handoff.objects.count(), Run.objects.count(), UnitReturn.objects.count()


def bring_back(chain, *, key=None, counted, run=None):
    return take_back(
        key=key or uuid4(),
        run_id=(run or chain.runs[0]).pk,
        counted=counted,
        actor=chain.world.staff[Role.SORTER],
        now=NOW,
    )


def again(chain, **changes):
    wave = Wave.objects.get(round=chain.world.round)
    return offer_again(wave=wave, actor=chain.world.staff[Role.SORTER], now=NOW, **changes)


def kinds(bags):
    return [Bag.objects.get(pk=bag.pk).unit.holder.kind for bag in bags]


def test_accepting_twice_is_one_run(chain):
    before = counts()
    assert accept(chain.world, chain.runs[0].crate) == chain.runs[0]
    assert counts() == before


def test_another_officer_is_told_that_the_crate_left(chain):
    before = counts()
    with pytest.raises(CrateGone):
        take(chain.runs[0].crate, officer=chain.world.staff[Role.CLERK])
    assert counts() == before


def test_a_wrong_count_stands_beside_the_crates_own():
    world = make_world()
    [crate] = crates_of(world, world.doors[:3])
    run = accept(world, crate, counted=2)
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.expected, discrepancy.counted) == (3, 2)
    assert run.units.count() == 3
    assert kinds(Bag.objects.all()) == [HolderKind.PERSON] * 3


def test_one_key_does_not_take_two_crates():
    world = make_world(buildings=2)
    first, second = crates_of(world, [world.doors[0], world.doors[-1]])
    key, officer = uuid4(), world.staff[Role.OFFICER]

    def send(crate):
        return accept_crate(
            key=key, crate_id=crate.pk, counted=1, officer=officer, occurred_at=NOW, now=NOW
        )

    send(first)
    with pytest.raises(OtherHandoff):
        send(second)
    assert Run.objects.get().crate == first
    assert kinds([row.unit.bag for row in second.contents.all()]) == [HolderKind.SITE]


def test_what_is_left_comes_back_with_its_reason(chain):
    for bag, result in zip(
        chain.bags, [Result.GIVEN, Result.NOBODY_HOME, Result.DAMAGED], strict=False
    ):
        chain.tap(bag, result)
    returns = bring_back(chain, counted=3)
    assert [(row.unit.bag, row.reason) for row in returns] == [
        (chain.bags[1], ReturnReason.NOBODY_HOME),
        (chain.bags[2], ReturnReason.DAMAGED),
        (chain.bags[3], ReturnReason.NOT_TRIED),
    ]
    assert kinds(chain.bags) == [HolderKind.DOOR] + [HolderKind.RETURNS] * 3
    chain.runs[0].crate.unit.refresh_from_db()
    assert chain.runs[0].crate.unit.holder.kind == HolderKind.SITE
    assert not Discrepancy.objects.exists()


def test_the_last_tap_that_stands_is_the_reason(chain):
    bag = chain.bags[0]
    chain.tap(bag, Result.REFUSED)
    later = NOW + timedelta(minutes=5)
    undone, _ = chain.tap(bag, Result.DAMAGED, occurred_at=later)
    chain.tap(bag, Result.UNDONE, reverses=undone.key, occurred_at=later)
    assert bring_back(chain, counted=4)[0].reason == ReturnReason.REFUSED


def test_a_difference_of_what_comes_back_is_told(chain):
    bring_back(chain, counted=3)
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.expected, discrepancy.counted) == (4, 3)
    assert kinds(chain.bags) == [HolderKind.RETURNS] * 4


def test_the_same_key_again_brings_back_the_same(chain):
    key = uuid4()
    first = bring_back(chain, key=key, counted=4)
    before = counts()
    assert bring_back(chain, key=key, counted=4) == first
    assert counts() == before


def test_with_nothing_left_nothing_can_be_taken_back(chain):
    bring_back(chain, counted=4)
    before = counts()
    with pytest.raises(NothingToTakeBack):
        bring_back(chain, counted=4)
    assert counts() == before


def give_all(chain):
    for bag in chain.bags:
        chain.tap(bag, Result.GIVEN)


def test_an_empty_crate_comes_back_once_and_its_repeat_is_no_error(chain):
    give_all(chain)
    key = uuid4()
    assert bring_back(chain, key=key, counted=0) == []
    before = counts()
    assert bring_back(chain, key=key, counted=0) == []
    assert counts() == before
    assert not Discrepancy.objects.exists()
    with pytest.raises(NothingToTakeBack):
        bring_back(chain, counted=0)


def test_bags_in_a_crate_that_should_be_empty_are_a_difference(chain):
    give_all(chain)
    assert bring_back(chain, counted=1) == []
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.expected, discrepancy.counted) == (0, 1)
    assert chain.sums().balanced


def test_bags_on_their_second_run_do_not_come_back_from_the_first(chain):
    """The same officer carries them again; the sorter sends the first run once more."""
    bring_back(chain, counted=4)
    again(chain)
    [crate] = close_crates(chain.world)
    second = accept(chain.world, crate)
    with pytest.raises(NothingToTakeBack):
        bring_back(chain, counted=4)
    assert kinds(chain.bags) == [HolderKind.PERSON] * 4
    assert len(bring_back(chain, run=second, counted=4)) == 4
    assert chain.sums().balanced


def test_returned_bags_go_out_again_but_for_damaged_ones(chain):
    chain.tap(chain.bags[0], Result.DAMAGED)
    bring_back(chain, counted=4)
    assert again(chain) == 3
    assert kinds(chain.bags) == [HolderKind.RETURNS] + [HolderKind.SITE] * 3
    assert CrateUnit.objects.filter(crate__number=2).count() == 3
    with pytest.raises(NothingToOffer):
        again(chain)
    assert Reoffer.objects.count() == 3
    assert chain.sums().balanced


def test_bags_for_a_sealed_entrance_or_from_a_wrong_door_go_out_again(chain):
    chain.tap(chain.bags[0], Result.SEALED)
    chain.tap(chain.bags[1], Result.WRONG_DOOR)
    reasons = [row.reason for row in bring_back(chain, counted=4)]
    assert reasons[:2] == [ReturnReason.SEALED, ReturnReason.WRONG_DOOR]
    assert again(chain) == 4
    assert chain.sums().balanced


def test_chosen_bags_go_out_again_and_damaged_ones_never(chain):
    chain.tap(chain.bags[0], Result.DAMAGED)
    bring_back(chain, counted=4)
    with pytest.raises(NothingToOffer):
        again(chain, bag_ids=[chain.bags[0].pk])
    assert again(chain, bag_ids=[chain.bags[1].pk]) == 1
    assert again(chain) == 2


def test_an_empty_shelf_offers_nothing(chain):
    before = counts()
    with pytest.raises(NothingToOffer):
        again(chain)
    assert counts() == before


def next_round(world):
    later = NOW + timedelta(days=1)
    world.round = open_round(
        estate=world.estate,
        plan=RoundPlan("R2", NOW, later, (later + timedelta(days=1)).date()),
        offers=[Offer(package, world.supplier) for package in packages()],
        actor=SYSTEM,
        now=NOW,
    )


def test_the_next_wave_takes_returned_bags_along_by_itself(chain):
    """Also to an entrance where nobody orders this time; late orders belong to the next round."""
    first = chain.world.round
    bring_back(chain, counted=4)
    next_round(chain.world)
    wave = plan_next(chain.world)
    assert wave.bags.count() == 0
    assert [row.unit.bag for row in wave.crates.get().contents.order_by("unit__bag")] == chain.bags
    assert kinds(chain.bags) == [HolderKind.SITE] * 4
    [crate] = close_crates(chain.world)
    accept(chain.world, crate)
    give_all(chain)
    chain.world.round = first
    assert sums(chain.world).bags.delivered == 4
    assert sums(chain.world).balanced


def plan_next(world):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=NOW)
    return plan_wave(round_id=world.round.pk, now=NOW)


def test_a_late_order_is_in_the_next_rounds_wave_beside_the_returned_bag(chain):
    bring_back(chain, counted=4)
    next_round(chain.world)
    late = order(chain.world, chain.world.doors[0], 1)
    wave = plan_next(chain.world)
    assert [bag.order_id for bag in wave.bags.all()] == [late.order_id]
    assert intent(chain.world, chain.world.doors[0], 1).round_id == chain.world.round.pk
    assert wave.crates.get().contents.count() == 4


@pytest.mark.django_db(transaction=True)
def test_of_many_officers_at_once_one_takes_the_crate():
    world = make_world()
    [crate] = crates_of(world, world.doors[:2])
    officers = list(world.staff.values())[:RACERS]
    answers = race(*[lambda who=who: take(crate, officer=who) for who in officers])
    assert [type(answer) for answer in answers].count(CrateGone) == RACERS - 1
    [run] = Run.objects.all()
    assert {bag.unit.holder.user for bag in Bag.objects.all()} == {run.officer}


@pytest.mark.django_db(transaction=True)
def test_two_who_offer_again_at_once_offer_each_bag_once():
    chain = carried(make_world())
    bring_back(chain, counted=4)
    answers = race(*[lambda: again(chain)] * 4)
    assert [type(answer) for answer in answers].count(NothingToOffer) == 3
    assert Reoffer.objects.count() == 4
    assert chain.sums().balanced


@pytest.mark.django_db(transaction=True)
def test_two_who_take_a_run_back_at_once_take_each_bag_once():
    chain = carried(make_world())
    answers = race(*[lambda: bring_back(chain, counted=4)] * 4)
    assert [type(answer) for answer in answers].count(NothingToTakeBack) == 3
    assert UnitReturn.objects.count() == 4
    assert chain.sums().balanced


@pytest.mark.django_db(transaction=True)
def test_a_tap_against_the_count_at_the_depot_ends_in_one_place():
    chain = carried(make_world())
    taps = [lambda bag=bag: chain.tap(bag, Result.GIVEN) for bag in chain.bags]
    race(*taps, lambda: bring_back(chain, counted=4))
    given = chain.sums().bags.delivered
    assert chain.sums().bags.returned == 4 - given
    assert chain.sums().balanced


def test_closing_a_round_that_nobody_ordered_in_still_sends_returned_bags_out(chain):
    bring_back(chain, counted=4)
    next_round(chain.world)
    ripe_round(chain.world)
    assert Reoffer.objects.count() == 4
