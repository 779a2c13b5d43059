"""R6: a task owner leaves; a named substitute and a phone exist for each duty."""

import pytest

from baogong.apps.people.enums import Health, Role, Society
from baogong.apps.people.errors import DutyTaken
from baogong.apps.people.models import DutyEntry
from baogong.apps.people.queries import duty_count, duty_rows
from baogong.apps.people.services import (
    DutyDetails,
    leave,
    mark_holder,
    remove_duty,
    set_health,
    write_duty,
)
from tests.factories import NOW, make_world
from tests.factories.people import helper, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def write(world, duty="用药", *, place=None, duty_id=None, **changes):
    fields = {
        "duty": duty,
        "society": Society.COMMUNITY,
        "organisation": "居委会",
        "holder": "张主任",
        "phone": "13900000001",
        "deputy": "李干事",
        "deputy_phone": "021-64480000",
    }
    return write_duty(
        DutyDetails(**fields | changes),
        place=place or world.estate,
        actor=world.staff[Role.COMMANDER],
        now=NOW,
        duty_id=duty_id,
    )


def only_row(world):
    [row] = duty_rows(place=world.estate)
    return row


def test_duties_without_a_deputy_stand_first(world):
    write(world, "a 用药")
    write(world, "b 燃气", deputy="", deputy_phone="")
    assert [row.duty for row in duty_rows(place=world.estate)] == ["b 燃气", "a 用药"]
    count = duty_count(place=world.estate)
    assert (count.duties, count.without_deputy) == (2, 1)


def test_the_deputy_answers_when_the_holder_is_gone_and_the_holder_when_back(world):
    entry = write(world)
    actor = world.staff[Role.COMMANDER]
    assert only_row(world).call == ("张主任", "13900000001")
    mark_holder(duty_id=entry.pk, gone=True, actor=actor, now=NOW)
    assert only_row(world).call == ("李干事", "021-64480000")
    mark_holder(duty_id=entry.pk, gone=False, actor=actor, now=NOW)
    assert only_row(world).call[0] == "张主任"


@pytest.mark.parametrize("how", ["isolated", "left"])
def test_a_holder_on_the_roster_who_is_away_or_left_is_gone_by_itself(world, how):
    [person] = people(world, helper(1))
    write(world, phone=person.phone)
    actor = world.staff[Role.COMMANDER]
    if how == "left":
        leave(person_id=person.pk, actor=actor, now=NOW)
    else:
        set_health(person_id=person.pk, health=Health.ISOLATED, actor=actor, now=NOW)
    assert only_row(world).gone
    assert only_row(world).call[0] == "李干事"


def test_who_comes_back_to_the_roster_after_leaving_is_there_again(world):
    [person] = people(world, helper(1))
    write(world, phone=person.phone)
    leave(person_id=person.pk, actor=world.staff[Role.COMMANDER], now=NOW)
    people(world, helper(1))
    assert not only_row(world).gone


def test_a_gone_holder_without_a_deputy_is_still_the_one_to_call(world):
    entry = write(world, deputy="", deputy_phone="")
    mark_holder(duty_id=entry.pk, gone=True, actor=world.staff[Role.COMMANDER], now=NOW)
    assert only_row(world).call == ("张主任", "13900000001")


def test_a_duty_stands_once_for_a_place(world):
    write(world)
    with pytest.raises(DutyTaken):
        write(world, holder="别人")
    assert DutyEntry.objects.get().holder == "张主任"


def test_another_holder_is_there_again(world):
    entry = write(world)
    mark_holder(duty_id=entry.pk, gone=True, actor=world.staff[Role.COMMANDER], now=NOW)
    write(world, holder="王书记", duty_id=entry.pk)
    assert not only_row(world).gone


def test_the_towns_duties_hold_in_its_estates(world):
    write(world, place=world.town)
    row = only_row(world)
    assert (row.place, row.own) == (world.town.label, False)


def test_a_duty_is_taken_out(world):
    entry = write(world)
    remove_duty(duty_id=entry.pk, actor=world.staff[Role.COMMANDER], now=NOW)
    assert duty_rows(place=world.estate) == []


def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries):
    for number in range(5):
        write(world, f"d{number}")
    with django_assert_num_queries(3):
        duty_rows(place=world.estate)
