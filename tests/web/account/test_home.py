"""After sign-in: a large link for each role, with what waits there."""

import pytest
from django.urls import reverse

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign, end_assignment, hire
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import accept, carried, close_crates, pack, receive

pytestmark = pytest.mark.django_db
PACKAGES = {
    Role.COMMANDER: "command",
    Role.CLERK: "desk",
    Role.SORTER: "depot",
    Role.OFFICER: "carrier",
    Role.GRID_LEADER: "grid",
}


@pytest.fixture
def world():
    return make_world()


def cards(client, user):
    client.force_login(user)
    return {card.url: card.count for card in client.get(reverse("account:home")).context["cards"]}


def test_each_role_opens_its_own_pages(world, client):
    for role, user in world.staff.items():
        assert next(iter(cards(client, user))) == reverse(f"{PACKAGES.get(role, role.value)}:home")


def test_every_link_of_the_page_can_be_opened(world, client):
    for user in world.staff.values():
        assert all(client.get(url).status_code == 200 for url in cards(client, user))


def test_a_commander_also_finds_the_desk_and_the_depot(world, client):
    found = cards(client, world.staff[Role.COMMANDER])

    assert {reverse("command:home"), reverse("desk:home"), reverse("depot:home")} <= set(found)


def test_several_roles_stand_below_each_other(world, client):
    user = world.staff[Role.CLERK]
    assign(user=user, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)

    assert list(cards(client, user)) == [reverse("desk:home"), reverse("carrier:home")]


def test_without_a_role_the_page_says_whom_to_ask(world, client):
    user = hire(username="new", name="新人", password="p" * 12, actor=SYSTEM, now=NOW)
    client.force_login(user)
    answer = client.get(reverse("account:home"))

    assert answer.context["cards"] == []
    assert "街道办" in answer.text


def test_a_role_that_ended_opens_nothing(world, client):
    user = world.staff[Role.CLERK]
    end_assignment(assignment=user.assignments.get(), actor=SYSTEM, now=NOW)

    assert cards(client, user) == {}


def test_the_counts_say_what_waits_at_each_step(world, client):
    def waits(role):
        [count] = cards(client, world.staff[role]).values()
        return count

    order(world, world.doors[0], 1)
    ripe_round(world)
    assert (waits(Role.SHOP), waits(Role.GATE), waits(Role.SORTER)) == (1, 1, 1)
    receive(world)
    assert (waits(Role.SHOP), waits(Role.GATE), waits(Role.OFFICER)) == (0, 0, 0)
    pack(world, world.round.wave.bags.get())
    [crate] = close_crates(world)
    assert (waits(Role.SORTER), waits(Role.OFFICER), waits(Role.CLERK)) == (0, 1, 0)
    accept(world, crate, counted=9)

    assert (waits(Role.OFFICER), waits(Role.CLERK)) == (0, 1)


def test_what_waits_elsewhere_is_not_counted(world, client):
    far = make_world(name="F")
    accept_wrong = carried(far)
    order(world, world.doors[0], 1)
    ripe_round(world)

    assert accept_wrong.bags
    assert list(cards(client, far.staff[Role.SORTER]).values()) == [0]


def test_the_number_of_queries_does_not_grow(world, client, django_assert_max_num_queries):
    carried(world)
    client.force_login(User.objects.get(username="clerk-E"))
    with django_assert_max_num_queries(8):
        client.get(reverse("account:home"))
