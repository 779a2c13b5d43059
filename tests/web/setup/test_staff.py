"""R9: accounts with roles for places; first passwords are shown once."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.people.services import assign
from baogong.apps.suppliers.models import Supplier, SupplierMember
from tests.factories import NOW, make_world
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


def newcomer(world, **changes):
    place = world.doors[0].parent_id
    fields = {"name": "王芳", "username": "wangfang", "role": Role.OFFICER, "place": place}
    return fields | changes


def password_in(response):
    return re.search(r"<dd>(\w{4}-\w{4}-\w{4}-\w{4})</dd>", response.content.decode())[1]


def test_a_newcomer_signs_in_with_the_password_that_was_shown(client):
    world = town_world(client)
    response = client.post(reverse("setup:staff_new"), newcomer(world))
    user = User.objects.get(username="wangfang")

    assert response["Cache-Control"] == "no-store"
    assert user.check_password(password_in(response))
    held = Assignment.objects.get(user=user)
    assert (held.role, held.place_id) == (Role.OFFICER, world.doors[0].parent_id)


def test_a_name_that_is_taken_makes_no_account(client):
    world = town_world(client)
    client.post(reverse("setup:staff_new"), newcomer(world))
    again = client.post(reverse("setup:staff_new"), newcomer(world, name="别人"))

    assert again.status_code == 422
    assert "username" in again.context["form"].errors
    assert User.objects.filter(name="别人").count() == 0


def test_a_place_of_another_estate_cannot_be_chosen(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])
    response = client.post(reverse("setup:staff_new"), newcomer(world, place=other.estate.pk))

    assert response.status_code == 422
    assert not User.objects.filter(username="wangfang").exists()


def test_roles_are_given_and_ended(client):
    world = town_world(client)
    sorter = world.staff[Role.SORTER]
    url = reverse("setup:member", args=[sorter.pk])
    for _ in range(2):
        client.post(url, {"role": Role.GATE, "place": world.estate.pk})
    assert Assignment.objects.filter(user=sorter, role=Role.GATE, ended_at=None).count() == 1

    held = Assignment.objects.get(user=sorter, role=Role.GATE)
    for _ in range(2):
        assert client.post(reverse("setup:role_end", args=[held.pk])).status_code == 302
    assert Assignment.objects.get(pk=held.pk).ended_at is not None


def test_the_last_commander_keeps_the_role(client):
    world = town_world(client)
    commander = world.staff[Role.COMMANDER]
    held = Assignment.objects.get(user=commander, place=world.town)
    answer = client.post(reverse("setup:role_end", args=[held.pk]), follow=True)

    assert commander.name in answer.content.decode()
    assert Assignment.objects.get(pk=held.pk).ended_at is None
    second = world.staff[Role.CLERK]
    assign(user=second, role=Role.COMMANDER, place=world.town, actor=commander, now=NOW)
    client.post(reverse("setup:role_end", args=[held.pk]))
    assert Assignment.objects.get(pk=held.pk).ended_at is not None


def test_a_new_password_ends_the_open_sessions(client):
    world = town_world(client)
    sorter, phone = world.staff[Role.SORTER], Client()
    phone.force_login(sorter)
    response = client.post(reverse("setup:member_password", args=[sorter.pk]))

    sorter.refresh_from_db()
    assert sorter.check_password(password_in(response))
    assert phone.get(reverse("account:home")).status_code == 302


def test_staff_of_other_places_are_not_found_nor_those_who_also_work_there(client):
    other, world = make_world(name="F"), make_world()
    client.force_login(world.staff[Role.COMMANDER])
    theirs, shared = other.staff[Role.SORTER], world.staff[Role.SORTER]
    assign(user=shared, role=Role.SORTER, place=other.estate, actor=shared, now=NOW)
    before = User.objects.get(pk=shared.pk).password

    for user in (theirs, shared):
        assert client.get(reverse("setup:member", args=[user.pk])).status_code == 404
        assert client.post(reverse("setup:member_password", args=[user.pk])).status_code == 404
    held = Assignment.objects.get(user=theirs)
    assert client.post(reverse("setup:role_end", args=[held.pk])).status_code == 404
    assert User.objects.get(pk=shared.pk).password == before
    assert theirs.name not in client.get(reverse("setup:staff")).context["staff"]


def test_the_list_is_cut_to_a_role(client):
    town_world(client)
    rows = client.get(reverse("setup:staff"), {"role": "gate"}).context["staff"]

    assert [row.username for row in rows] == ["gate-E"]


def test_suppliers_and_their_people_are_added_once(client):
    world = town_world(client)
    form = {"town": world.town.pk, "name": "永辉超市"}
    for _ in range(2):
        client.post(reverse("setup:suppliers"), form)
    supplier = Supplier.objects.get(name="永辉超市")

    url = reverse("setup:member_new", args=[supplier.pk])
    shown = client.post(url, {"name": "李店长", "username": "li"})
    again = client.post(url, {"name": "李店长", "username": "li"})
    assert again.status_code == 422
    [member] = SupplierMember.objects.filter(supplier=supplier)
    assert member.user.check_password(password_in(shown))
    assert Assignment.objects.get(user=member.user).role == Role.SHOP


def test_suppliers_of_the_town_are_not_an_estate_commanders(client):
    world = make_world()
    client.force_login(world.staff[Role.COMMANDER])

    assert client.get(reverse("setup:suppliers")).context["suppliers"] == []
    url = reverse("setup:member_new", args=[world.supplier.pk])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["staff", "suppliers", "audit"])
def test_the_number_of_queries_does_not_grow_with_the_people(
    client, name, django_assert_max_num_queries
):
    world = town_world(client)
    counts = []
    for extra in range(2):
        with django_assert_max_num_queries(20) as queries:
            client.get(reverse(f"setup:{name}"))
        counts.append(len(queries))
        for number in range(5):
            changes = {"username": f"n{extra}{number}", "place": world.estate.pk}
            client.post(reverse("setup:staff_new"), newcomer(world, **changes))

    assert counts[0] == counts[1]
