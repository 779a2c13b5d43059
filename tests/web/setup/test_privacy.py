"""The page of who sees what is the list that the pages' doors read; each reading is logged."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.models import Person
from baogong.apps.people.privacy import RULES, SEES_HEALTH, Sight, roles_that_see
from baogong.apps.people.services import log_household_read, log_read
from baogong.apps.places.models import CareFlag, HouseholdPhone
from baogong.plumbing.models import AuditEntry
from baogong.values.phones import mask_phone
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db
NUMBER = "13912341234"
SIGHT = {rule.key: rule.sight for rule in RULES}


@pytest.fixture
def world(client):
    world = town_world(client)
    HouseholdPhone.objects.create(
        household=world.doors[0], number=NUMBER, position=0, recorded_at=NOW
    )
    CareFlag.objects.create(household=world.doors[0], kind="elderly_alone", recorded_at=NOW)
    return world


def reads():
    return set(
        AuditEntry.objects.filter(action__endswith=".read").values_list("action", flat=True)
    )


@pytest.mark.parametrize("role", list(Role))
def test_phones_and_care_of_a_household_are_seen_as_declared(world, role):
    client, door = Client(), world.doors[0].pk
    client.force_login(world.staff[role])
    page = client.get(reverse("desk:household", args=[door]))
    shown = client.post(reverse("desk:household_reveal", args=[door]))

    declared = SIGHT[PersonalField.PHONES].get(role), SIGHT[PersonalField.CARE].get(role)
    if declared == (None, None):
        assert (page.status_code, shown.status_code) == (404, 404)
        assert reads() == set()
    else:
        assert declared == (Sight.ON_DEMAND, Sight.ON_DEMAND)
        assert NUMBER not in page.text
        assert mask_phone(NUMBER) in page.text
        assert NUMBER in shown.text
        assert reads() == {"phones.read", "care.read"}


@pytest.mark.parametrize("role", list(Role))
def test_health_of_helpers_is_seen_as_declared(world, role):
    [person] = people(world, helper(1))
    client = Client()
    client.force_login(world.staff[role])
    page = client.get(reverse("setup:person", args=[person.pk]))
    grid = client.get(reverse("grid:people"))

    if role == Role.GRID_LEADER:
        assert SIGHT[PersonalField.HEALTH][role] == Sight.LOGGED
        assert (page.status_code, grid.status_code) == (404, 200)
        assert "health.read" in reads()
    elif SIGHT[PersonalField.HEALTH].get(role):
        assert person.phone in page.text
        assert {"phones.read", "health.read"} <= reads()
    else:
        assert page.status_code == 404
        assert reads() == set()


def test_who_sees_a_personal_field_gives_a_second_factor():
    for field in PersonalField:
        assert roles_that_see(field) <= SEES_HEALTH
        assert field in SIGHT


def test_the_page_names_every_field_and_every_role(client, world):
    page = client.get(reverse("setup:privacy"))
    assert len(page.context["rows"]) == len(RULES)
    for row in page.context["rows"]:
        assert len(row["sight"]) + len(row["nobody_else"]) == len(Role)
        assert str(row["label"]) in page.text
    assert "脱敏" in page.text


def log(world, role, times, field=PersonalField.PHONES, now=None):
    for _ in range(times):
        log_household_read(
            field,
            households=[world.doors[0].pk],
            actor=world.staff[role],
            now=now or timezone.now(),
        )


def test_readings_are_listed_with_door_reader_and_field(client, world):
    log(world, Role.CLERK, 1)
    [person] = people(world, helper(1))
    log_read(PersonalField.HEALTH, subjects=[person], actor=world.staff[Role.COMMANDER], now=NOW)
    page = client.get(reverse("setup:reads"))

    listed = [(about, row.actor_name, str(what)) for row, what, about in page.context["rows"]]
    assert listed == [
        (person.name, "commander", str(PersonalField.HEALTH.label)),
        (world.doors[0].label, "clerk", str(PersonalField.PHONES.label)),
    ]
    Person.objects.all().delete()
    assert client.get(reverse("setup:reads")).status_code == 200


def test_readings_are_cut_to_field_reader_and_day(client, world):
    log(world, Role.CLERK, 2, PersonalField.CARE, now=NOW)
    log(world, Role.COMMANDER, 1)
    clerk = world.staff[Role.CLERK].pk

    def found(**filters):
        return len(client.get(reverse("setup:reads"), filters).context["rows"])

    assert found() == 3
    assert found(field="care") == 2
    assert found(user=clerk) == 2
    assert found(day=NOW.date().isoformat()) == 2
    assert found(field="care", user=world.staff[Role.COMMANDER].pk) == 0
    assert found(day="9999-12-31") == found(day="0001-01-01") == 3
    assert found(field="nonsense", user="x", day="x", before="x") == 3


def test_one_who_reads_far_more_than_the_others_is_seen(client, world):
    for role, times in ((Role.COMMANDER, 3), (Role.OFFICER, 2), (Role.CLERK, 25)):
        log(world, role, times)
    readers = client.get(reverse("setup:reads")).context["readers"]

    assert [(row.name, row.total, row.is_unusual) for row in readers] == [
        ("clerk", 25, True),
        ("commander", 3, False),
        ("officer", 2, False),
    ]


def test_readings_at_other_places_are_not_shown(client):
    other, world = make_world(name="F"), make_world()
    log(other, Role.CLERK, 1)
    client.force_login(world.staff[Role.COMMANDER])
    page = client.get(reverse("setup:reads"))

    assert page.context["rows"] == []
    assert page.context["readers"] == []


def test_the_number_of_queries_does_not_grow_with_the_readings(
    client, world, django_assert_max_num_queries
):
    counted = []
    for times in (1, 50):
        log(world, Role.CLERK, times)
        log(world, Role.COMMANDER, times)
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse("setup:reads"))
        counted.append(len(queries))

    assert counted[0] == counted[1]
