"""R54, R57: custody moves by handoff, all of it or nothing, and differences are named."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.custody.enums import Evidence, HolderKind, UnitKind
from baogong.apps.custody.errors import AlreadySettled, NotHolding, OtherHandoff
from baogong.apps.custody.models import Discrepancy, Handoff, HandoffUnit, Holder, Unit
from baogong.apps.custody.services import (
    Exchange,
    Label,
    door,
    hand_over,
    open_units,
    person,
    returns_shelf,
    settle_discrepancy,
    site,
)
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.plumbing import locks
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world(floors=1)


@pytest.fixture
def depot(world):
    return site_of(world.estate, PlaceKind.DEPOT)


@pytest.fixture
def units(world, depot):
    return label_bags(world, depot, "AAA", "BBB", "CCC")


def label_bags(world, depot, *codes):
    labels = [Label(UnitKind.BAG, code, world.doors[0].pk) for code in codes]
    return open_units(labels, exchange=exchange(None, site(depot.pk), depot))


def exchange(giver, receiver, place, **changes):
    fields = {"key": uuid4(), "evidence": Evidence.COUNT, "recorded_by": None, "occurred_at": NOW}
    return Exchange(**{**fields, **changes}, giver=giver, receiver=receiver, place_id=place.pk)


def holders():
    return dict(Unit.objects.values_list("code", "holder"))


def pks(units):
    return [unit.pk for unit in units]


def test_units_move_with_their_handoff(world, depot, units):
    officer = person(world.staff[Role.OFFICER].pk)
    handoff = hand_over(
        pks(units[:2]), exchange=exchange(site(depot.pk), officer, depot), counted=2, now=NOW
    )
    assert holders() == {"AAA": officer.pk, "BBB": officer.pk, "CCC": site(depot.pk).pk}
    assert {line.unit_id for line in handoff.lines.all()} == set(pks(units[:2]))
    assert not Discrepancy.objects.exists()


def test_one_foreign_unit_moves_nothing(world, depot, units):
    officer = person(world.staff[Role.OFFICER].pk)
    hand_over([units[0].pk], exchange=exchange(site(depot.pk), officer, depot), counted=1, now=NOW)
    before = holders(), Handoff.objects.count(), HandoffUnit.objects.count()
    with pytest.raises(NotHolding) as refused:
        hand_over(
            pks(units),
            exchange=exchange(site(depot.pk), returns_shelf(depot.pk), depot),
            counted=3,
            now=NOW,
        )
    assert refused.value.data == {"count": 1, "codes": "AAA"}
    assert (holders(), Handoff.objects.count(), HandoffUnit.objects.count()) == before


def test_nobody_gives_what_has_a_holder(world, depot, units):
    with pytest.raises(NotHolding):
        hand_over(pks(units), exchange=exchange(None, site(depot.pk), depot), counted=3, now=NOW)


def test_the_same_key_again_is_the_same_handoff(world, depot, units):
    officer = person(world.staff[Role.OFFICER].pk)
    sent = exchange(site(depot.pk), officer, depot)
    first = hand_over(pks(units), exchange=sent, counted=2, now=NOW)
    assert hand_over(pks(units), exchange=sent, counted=3, now=NOW) == first
    assert Handoff.objects.filter(key=sent.key).count() == 1
    assert Discrepancy.objects.get().counted == 2


def test_a_key_of_another_handoff_is_refused_and_moves_nothing(world, depot, units):
    """Else the second crate that was sent with it would seem to be taken."""
    officer, other = person(world.staff[Role.OFFICER].pk), person(world.staff[Role.CLERK].pk)
    sent = exchange(site(depot.pk), officer, depot)
    hand_over([units[0].pk], exchange=sent, counted=1, now=NOW)
    before = holders()
    with pytest.raises(OtherHandoff):
        hand_over([units[1].pk], exchange=sent, counted=1, now=NOW)
    elsewhere = exchange(site(depot.pk), other, depot, key=sent.key)
    with pytest.raises(OtherHandoff):
        hand_over([units[0].pk], exchange=elsewhere, counted=1, now=NOW)
    assert holders() == before


@pytest.mark.parametrize(
    ("counted", "expected", "opened"),
    [(3, None, False), (2, None, True), (4, 3, True), (2, 2, False)],
)
def test_a_difference_opens_a_discrepancy_and_the_handoff_stands(
    world, depot, units, counted, expected, opened
):
    officer = person(world.staff[Role.OFFICER].pk)
    handoff = hand_over(
        pks(units),
        exchange=exchange(site(depot.pk), officer, depot),
        counted=counted,
        expected=expected,
        now=NOW,
    )
    assert handoff.counted == counted
    assert set(holders().values()) == {officer.pk}
    assert Discrepancy.objects.filter(handoff=handoff, counted=counted).exists() == opened


def test_a_difference_is_settled_once(world, depot, units):
    officer, clerk = world.staff[Role.OFFICER], world.staff[Role.CLERK]
    sent = exchange(site(depot.pk), person(officer.pk), depot)
    hand_over(pks(units), exchange=sent, counted=2, now=NOW)
    discrepancy = Discrepancy.objects.get()

    def settle(found, note):
        settle_discrepancy(
            discrepancy_id=discrepancy.pk, found=found, note=note, actor=clerk, now=NOW
        )

    settle(3, "under the seat")
    with pytest.raises(AlreadySettled):
        settle(2, "no")
    discrepancy.refresh_from_db()
    assert (discrepancy.found, discrepancy.note) == (3, "under the seat")
    assert (discrepancy.settled_by, discrepancy.settled_at) == (clerk, NOW)
    assert AuditEntry.objects.filter(action="discrepancy.settled").count() == 1


def test_holders_are_made_once(world, depot):
    user = world.staff[Role.OFFICER]
    for make, pk, kind in [
        (person, user.pk, HolderKind.PERSON),
        (site, depot.pk, HolderKind.SITE),
        (returns_shelf, depot.pk, HolderKind.RETURNS),
        (door, world.doors[0].pk, HolderKind.DOOR),
    ]:
        assert make(pk) == make(pk)
        assert make(pk).kind == kind


@pytest.mark.parametrize(
    ("kind", "with_user", "with_place"),
    [
        (HolderKind.PERSON, False, False),
        (HolderKind.PERSON, True, True),
        (HolderKind.PERSON, False, True),
        (HolderKind.SITE, True, False),
        (HolderKind.DOOR, False, False),
        (HolderKind.RETURNS, True, True),
    ],
)
def test_a_holder_is_a_person_or_a_place(world, depot, kind, with_user, with_place):
    user = world.staff[Role.OFFICER] if with_user else None
    place = depot if with_place else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Holder.objects.create(kind=kind, user=user, place=place)


def test_no_code_is_stuck_on_twice(world, depot, units):
    with pytest.raises(IntegrityError), transaction.atomic():
        label_bags(world, depot, "AAA")


def take_at_once(world, depot, unit):
    givers = [exchange(site(depot.pk), person(user.pk), depot) for user in world.staff.values()]
    return race(
        *[
            lambda sent=sent: hand_over([unit.pk], exchange=sent, counted=1, now=NOW)
            for sent in givers[:RACERS]
        ]
    )


def race_for_a_bag():
    world = make_world(floors=1)
    depot = site_of(world.estate, PlaceKind.DEPOT)
    [unit] = label_bags(world, depot, "AAA")
    return world, depot, unit


@pytest.mark.django_db(transaction=True)
def test_with_locks_one_of_many_receivers_gets_the_bag():
    world, depot, unit = race_for_a_bag()
    answers = take_at_once(world, depot, unit)
    [taken] = [answer for answer in answers if isinstance(answer, Handoff)]
    unit.refresh_from_db()
    assert unit.holder == taken.receiver
    assert unit.chain.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_locks_several_receivers_get_the_same_bag(locks_off):
    world, depot, unit = race_for_a_bag()
    locks_off(locks, "lock_rows", racers=RACERS)
    take_at_once(world, depot, unit)
    assert unit.chain.count() > 2


@pytest.mark.django_db(transaction=True)
def test_a_repeat_at_the_same_moment_is_one_handoff():
    world, depot, unit = race_for_a_bag()
    sent = exchange(site(depot.pk), person(world.staff[Role.OFFICER].pk), depot)
    answers = race(*[lambda: hand_over([unit.pk], exchange=sent, counted=1, now=NOW)] * RACERS)
    assert len({answer.pk for answer in answers}) == 1
