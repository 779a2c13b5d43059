"""R7: one press puts the estate on duty; a second one does nothing twice."""

from datetime import timedelta

import pytest

from baogong.apps.people.enums import Role, TeamKind
from baogong.apps.people.errors import AlreadyActive, NotActive
from baogong.apps.people.models import Activation, Shift, Team
from baogong.apps.people.queries import activations, estate_of_sign_up
from baogong.apps.people.services import activate, stand_down
from baogong.plumbing.models import AuditEntry, Event
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db


def press(world, *, now=NOW):
    return activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=now)


def end(world, *, now=NOW):
    stand_down(estate=world.estate, actor=world.staff[Role.COMMANDER], now=now)


def test_one_press_opens_the_sign_up_and_makes_teams_and_shifts():
    world = make_world()
    done = press(world)

    [row] = activations(estate=world.estate)
    assert row.is_live
    assert row.activated_at == NOW
    assert estate_of_sign_up(row.code) == world.estate
    kinds = set(Team.objects.values_list("kind", flat=True))
    assert kinds == set(TeamKind.values) - {TeamKind.OTHER}
    assert (done.teams, done.shifts) == (5, Shift.objects.count())
    entry = AuditEntry.objects.get(action="estate.activated")
    assert (entry.occurred_at, entry.data["teams"]) == (NOW, 5)


def test_a_second_press_changes_nothing():
    world = make_world()
    press(world)
    before = (Activation.objects.count(), Team.objects.count(), Shift.objects.count())
    with pytest.raises(AlreadyActive):
        press(world, now=NOW + timedelta(hours=1))
    assert (Activation.objects.count(), Team.objects.count(), Shift.objects.count()) == before


def test_standing_down_closes_the_sign_up_and_tells_the_apps_above():
    world = make_world()
    press(world)
    code = Activation.objects.get().code
    end(world, now=NOW + timedelta(days=20))

    with pytest.raises(NotVisible):
        estate_of_sign_up(code)
    activation = Activation.objects.get()
    assert activation.ended_at == NOW + timedelta(days=20)
    event = Event.objects.get(name="EstateStoodDown")
    assert event.data == {"estate_id": world.estate.pk, "activation_id": activation.pk}
    with pytest.raises(NotActive):
        end(world)


def test_a_second_closure_is_another_activation_with_another_code():
    world = make_world()
    press(world)
    end(world)
    press(world, now=NOW + timedelta(days=30))

    rows = activations(estate=world.estate)
    assert [row.is_live for row in rows] == [True, False]
    assert rows[0].code != rows[1].code
    assert Team.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_of_several_who_press_at_once_one_activates():
    world = make_world()
    answers = race(*(lambda: press(world) for _ in range(RACERS)))

    assert sum(isinstance(answer, AlreadyActive) for answer in answers) == RACERS - 1
    assert Activation.objects.count() == 1
    assert Team.objects.count() == 5
