"""C4.1, R56: the officer takes a crate by blind count; both counts stay."""

from uuid import uuid4

import pytest
from django.urls import reverse

from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.models import Run
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.carrying import close_crates, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def officer(world, client):
    client.force_login(world.staff[Role.OFFICER])
    return world.staff[Role.OFFICER]


def accept(client, crate, counted, key=None):
    url = reverse("carrier:crate", args=[crate.code])
    return client.post(url, {"counted": counted, "key": key or uuid4()}, follow=True)


def test_a_scanned_label_leads_to_the_crate(world, officer, client):
    [crate] = close_crates(world, world.doors)
    answer = client.get(f"/k/{crate.code}", follow=True)

    assert answer.status_code == 200
    assert crate.code[:3] in answer.text


def test_the_count_is_blind(world, officer, client):
    [crate] = close_crates(world, world.doors)
    answer = client.get(reverse("carrier:crate", args=[crate.code]))

    assert "4" not in answer.text.split('id="count"')[1].split("csrf")[0]
    assert "value" not in str(answer.context["form"]["counted"])


def test_the_same_count_begins_the_run(world, officer, client):
    [crate] = close_crates(world, world.doors)
    answer = accept(client, crate, 4)

    run = Run.objects.get()
    assert answer.redirect_chain == [(reverse("carrier:accepted", args=[run.pk]), 302)]
    assert answer.context["same"]
    assert not Discrepancy.objects.exists()


def test_a_difference_keeps_both_counts_and_lets_the_officer_go(world, officer, client):
    [crate] = close_crates(world, world.doors)
    answer = accept(client, crate, 3)

    acceptance = answer.context["acceptance"]
    assert (acceptance.counted, acceptance.expected) == (3, 4)
    assert Discrepancy.objects.get().counted == 3
    assert Run.objects.get().units.count() == 4


def test_a_repeated_count_is_one_run(world, officer, client):
    [crate] = close_crates(world, world.doors)
    key = uuid4()
    first, second = accept(client, crate, 4, key), accept(client, crate, 4, key)

    assert first.redirect_chain == second.redirect_chain
    assert Run.objects.count() == 1


@pytest.mark.parametrize("counted", ["", "0", "-3", "1000", "four"])
def test_a_count_that_is_no_count_takes_nothing(world, officer, client, counted):
    [crate] = close_crates(world, world.doors)
    answer = accept(client, crate, counted)

    assert answer.status_code == 422
    assert not Run.objects.exists()


def test_a_crate_that_somebody_else_took_is_refused(world, officer, client):
    [crate] = close_crates(world, world.doors)
    other = world.staff[Role.SORTER]
    assign(user=other, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    take(crate, officer=other)

    assert accept(client, crate, 4).status_code == 422
    assert Run.objects.get().officer == other


def test_a_foreign_entrances_crate_is_not_there(world, officer, client):
    far = make_world(name="F")
    [crate] = close_crates(far, far.doors)

    assert client.get(f"/k/{crate.code}", follow=True).status_code == 404
    assert accept(client, crate, 4).status_code == 404
    assert not Run.objects.exists()


def test_a_typed_code_may_be_written_as_people_write_it(world, officer, client):
    [crate] = close_crates(world, world.doors)
    typed = crate.code[:3].lower() + " " + crate.code[3:6] + "-" + crate.code[6:]
    answer = client.get(reverse("carrier:find_crate"), {"code": typed})

    assert answer.url == reverse("carrier:crate", args=[crate.code])


def test_a_mistyped_or_foreign_code_says_what_to_check(world, officer, client):
    far = make_world(name="F")
    [crate] = close_crates(far, far.doors)
    for typed in ["", "AB", "ABCDEFGH1", crate.code]:
        answer = client.get(reverse("carrier:find_crate"), {"code": typed})
        assert answer.status_code == 422
        assert answer.context["error"]


def test_no_other_role_takes_crates(world, client):
    [crate] = close_crates(world, world.doors)
    for role in set(Role) - {Role.OFFICER}:
        client.force_login(world.staff[role])
        assert accept(client, crate, 4).status_code == 404
    assert not Run.objects.exists()
