"""R17, C2.5: an officer is isolated at 20:00; their bags go on by count, and every sum holds."""

from datetime import timedelta
from uuid import uuid4

import pytest

from baogong.apps.accounts.models import User
from baogong.apps.custody import policies
from baogong.apps.custody.models import Discrepancy, Handoff
from baogong.apps.delivery.enums import ConflictReason, Result
from baogong.apps.delivery.errors import NotOffered, OfficerAway
from baogong.apps.delivery.models import FieldConflict, Takeover
from baogong.apps.delivery.queries import acceptance_of, run_for, runs_held_by, takeovers_for
from baogong.apps.delivery.reports import DoorReport
from baogong.apps.delivery.services import record_reports, take_back, take_over
from baogong.apps.delivery.services.report import Receipt
from baogong.apps.people.enums import Health, Role
from baogong.apps.people.models import Person
from baogong.apps.people.services import assign, hire, isolate_oneself, leave, set_health
from baogong.apps.people.services.health import person_of
from baogong.apps.sorting.models import Bag
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates, take
from tests.factories.chain import carried, sums
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db
EVENING = NOW + timedelta(hours=10)


@pytest.fixture
def chain():
    """Four doors of one entrance, eight bags with the officer; the first bag is given."""
    found = carried(make_world())
    found.tap(found.bags[0], Result.GIVEN)
    return found


@pytest.fixture
def second(chain):
    return another_officer(chain.world)


def another_officer(world, name="second"):
    user = hire(username=name, name=name, password="x", actor=SYSTEM, now=NOW)
    assign(user=user, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    return user


def isolate(chain) -> User:
    officer = chain.world.staff[Role.OFFICER]
    isolate_oneself(user=officer, now=EVENING)
    return officer


def carry_on(chain, officer, *, counted=None, key=None):
    left = len(chain.bags) - 1
    return take_over(
        key=key or uuid4(),
        run_id=chain.runs[0].pk,
        counted=left if counted is None else counted,
        officer=officer,
        now=EVENING,
    )


def tap(run_id, bag, result, *, officer, at=EVENING):
    report = DoorReport(
        key=uuid4(), run_id=run_id, bag_code=bag.code, result=result, occurred_at=at
    )
    [outcome] = record_reports([report], officer=officer, now=EVENING)
    return outcome.receipt


def test_what_an_isolated_officer_holds_is_offered_to_the_others(chain, second):
    officer = isolate(chain)

    [offer] = takeovers_for(viewer=second, now=NOW)
    assert (offer.run_id, offer.officer) == (chain.runs[0].pk, officer.name)
    assert takeovers_for(viewer=officer, now=NOW) == []
    [held] = runs_held_by(user_id=officer.pk)
    assert held.bags == len(chain.bags) - 1
    assert held.offered_at is not None


def test_another_officer_takes_over_by_count_and_goes_on(chain, second):
    officer = isolate(chain)
    run = carry_on(chain, second)

    assert run_for(viewer=second, pk=run.pk).held == len(chain.bags) - 1
    with pytest.raises(NotVisible):
        run_for(viewer=officer, pk=run.pk)
    assert runs_held_by(user_id=officer.pk) == []
    assert Takeover.objects.get().taken_by == second
    assert not Discrepancy.objects.exists()
    assert tap(run.pk, chain.bags[1], Result.GIVEN, officer=second) == Receipt.RECORDED


def test_all_sums_hold_when_the_second_officer_finishes_the_run(chain, second):
    isolate(chain)
    run = carry_on(chain, second)
    for bag in chain.bags[1:-1]:
        tap(run.pk, bag, Result.GIVEN, officer=second)
    sorter = chain.world.staff[Role.SORTER]
    take_back(key=uuid4(), run_id=run.pk, counted=1, actor=sorter, now=EVENING)

    found = sums(chain.world)
    assert found.balanced
    assert (found.bags.delivered, found.bags.returned) == (len(chain.bags) - 1, 1)


def test_a_count_that_differs_opens_a_difference_between_the_two(chain, second):
    isolate(chain)
    carry_on(chain, second, counted=5)

    found = Discrepancy.objects.get()
    assert (found.expected, found.counted) == (len(chain.bags) - 1, 5)
    assert sums(chain.world).balanced


def test_a_late_tap_of_the_isolated_officer_is_filed_and_no_bag_moves(chain, second):
    officer = isolate(chain)
    run = carry_on(chain, second)
    bag = chain.bags[1]
    receipt = tap(run.pk, bag, Result.GIVEN, officer=officer, at=EVENING - timedelta(minutes=5))

    assert receipt == Receipt.CONFLICT
    assert FieldConflict.objects.get().reason == ConflictReason.NOT_HOLDING
    assert Bag.objects.get(pk=bag.pk).unit.holder.user == second
    assert sums(chain.world).balanced


def test_a_late_tap_that_comes_before_the_takeover_is_recorded(chain, second):
    officer = isolate(chain)
    receipt = tap(chain.runs[0].pk, chain.bags[1], Result.GIVEN, officer=officer)

    assert receipt == Receipt.RECORDED
    carry_on(chain, second, counted=len(chain.bags) - 2)
    assert not Discrepancy.objects.exists()


def test_an_isolated_officer_takes_no_crate_and_takes_nothing_over(chain, second):
    isolate(chain)
    isolate_oneself(user=second, now=EVENING)
    before = Handoff.objects.count()
    with pytest.raises(OfficerAway):
        carry_on(chain, second)
    assert Handoff.objects.count() == before


def test_an_isolated_officer_takes_no_crate():
    world = make_world()
    [crate] = close_crates(world, world.doors)
    isolate_oneself(user=world.staff[Role.OFFICER], now=NOW)
    before = Handoff.objects.count()
    with pytest.raises(OfficerAway):
        take(crate, officer=world.staff[Role.OFFICER])
    assert Handoff.objects.count() == before


def test_the_same_key_again_is_the_same_takeover(chain, second):
    isolate(chain)
    key = uuid4()
    carry_on(chain, second, key=key)
    before = Handoff.objects.count()
    assert carry_on(chain, second, key=key).officer == second
    assert Handoff.objects.count() == before


def test_a_run_that_nobody_offered_cannot_be_taken_over(chain, second):
    with pytest.raises(NotOffered):
        carry_on(chain, second)
    assert chain.runs[0].officer == chain.world.staff[Role.OFFICER]


def test_who_is_well_again_goes_on_and_the_offer_ends(chain, second):
    officer = isolate(chain)
    person = Person.objects.get(user=officer)
    boss = chain.world.staff[Role.COMMANDER]
    set_health(person_id=person.pk, health=Health.FIT, actor=boss, now=EVENING)

    assert takeovers_for(viewer=second, now=NOW) == []
    with pytest.raises(NotOffered):
        carry_on(chain, second)
    assert tap(chain.runs[0].pk, chain.bags[1], Result.GIVEN, officer=officer) == Receipt.RECORDED


def test_what_went_back_to_the_depot_is_on_offer_no_more(chain, second):
    isolate(chain)
    chain.take_back(chain.runs[0], counted=len(chain.bags) - 1)
    assert takeovers_for(viewer=second, now=NOW) == []
    assert sums(chain.world).balanced


def test_what_somebody_holds_who_has_left_is_offered_too(chain, second):
    officer = chain.world.staff[Role.OFFICER]
    row = person_of(officer, now=EVENING)
    leave(person_id=row.pk, actor=chain.world.staff[Role.COMMANDER], now=EVENING)
    offers = takeovers_for(viewer=second, now=EVENING)
    assert [offer.run_id for offer in offers] == [chain.runs[0].pk]
    with pytest.raises(OfficerAway):
        carry_on_after_it_was_offered_by(second, chain, officer)


def carry_on_after_it_was_offered_by(user, chain, taker):
    """Somebody offers the run again; who has left tries to take it."""
    carry_on(chain, user)
    isolate_oneself(user=user, now=EVENING)
    carry_on(chain, taker)


def test_whoever_takes_over_is_told_the_count_of_who_had_the_bags(chain, second):
    isolate(chain)
    [run] = chain.runs
    left = len(chain.bags) - 1
    carry_on(chain, second, counted=left - 1)
    told = acceptance_of(viewer=second, run_id=run.pk)

    assert (told.counted, told.expected) == (left - 1, left)
    assert told.giver == chain.world.staff[Role.OFFICER].name


def test_officers_of_other_estates_see_no_offer(chain):
    isolate(chain)
    other = make_world(name="F")
    assert takeovers_for(viewer=other.staff[Role.OFFICER], now=NOW) == []


def test_isolation_is_noted_once(chain, second):
    isolate(chain)
    isolate(chain)
    assert Takeover.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_several_get_the_same_run(locks_off):
    chain = carried(make_world())
    isolate(chain)
    officers = [another_officer(chain.world, f"o{n}") for n in range(RACERS)]
    locks_off(policies, "check_holds", racers=RACERS)
    race(*(lambda o=o: carry_on(chain, o) for o in officers))

    assert Handoff.objects.filter(receiver__user__in=officers).count() > 1


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_over_at_once_one_gets_the_run():
    chain = carried(make_world())
    isolate(chain)
    officers = [another_officer(chain.world, f"o{n}") for n in range(RACERS)]
    bags = len(chain.bags)
    acts = [lambda o=o: carry_on(chain, o, counted=bags) for o in officers]
    answers = race(*acts)

    assert sum(isinstance(answer, NotOffered) for answer in answers) == RACERS - 1
    assert Handoff.objects.filter(receiver__user__in=officers).count() == 1
    assert sums(chain.world).balanced


@pytest.mark.django_db(transaction=True)
def test_isolation_and_a_crate_at_the_same_moment_leave_nothing_behind():
    """Whichever comes first: no crate is taken, or the run is on offer."""
    world = make_world()
    [crate] = close_crates(world, world.doors)
    officer = world.staff[Role.OFFICER]
    isolate_oneself(user=officer, now=NOW)
    person = Person.objects.get(user=officer)
    set_health(person_id=person.pk, health=Health.FIT, actor=officer, now=NOW)
    race(
        lambda: take(crate, officer=officer),
        lambda: isolate_oneself(user=officer, now=NOW),
    )
    held = runs_held_by(user_id=officer.pk)
    assert all(run.offered_at for run in held)
