"""C13.5: the list of what is kept, erasing at once in two steps, and the proof on paper."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Erasure, Person
from tests.factories import NOW, make_world
from tests.factories.people import helper, people
from tests.web.paper.reading import text_of
from tests.web.setup.town import town_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = town_world(client)
    people(world, helper(1), helper(2))
    return world


def kept(client, world):
    return client.get(reverse("setup:kept", args=[world.estate.pk]))


def erase(client, world, what="people", **changes):
    url = reverse("setup:erase", args=[world.estate.pk, what])
    return client.post(url, {"expected": 2, "reason": "asked", "sure": "on"} | changes)


def test_every_kind_is_listed_with_its_rows_and_days(client, world):
    page = kept(client, world)
    rows = {row.key: (row.rows, row.days) for row in page.context["kept"]}

    assert rows["people"] == (2, 30)
    assert rows["household_phones"] == (0, 30)
    assert {"care_flags", "declined", "directory", "roster_files", "accounts", "reads"} < set(rows)
    assert "还没有删除过" in page.text


def test_erasing_takes_a_look_a_reason_and_a_tick(client, world):
    look = client.get(reverse("setup:erase", args=[world.estate.pk, "people"]))
    assert look.context["rows"] == 2
    assert Person.objects.count() == 2

    for changes in ({"reason": ""}, {"sure": ""}, {"expected": 1}, {"expected": "x"}):
        assert erase(client, world, **changes).status_code == 422
        assert Person.objects.count() == 2
    assert erase(client, world).url == reverse("setup:kept", args=[world.estate.pk])
    assert not Person.objects.exists()
    assert erase(client, world, expected=0).status_code in {302, 422}
    assert Erasure.objects.count() == 1


def test_the_page_proves_it_and_says_honestly_what_backups_hold(client, world, settings):
    erase(client, world)
    page = kept(client, world)

    assert "完整无误" in page.text
    assert page.context["left"] == []
    until = timezone.localtime() + timedelta(days=settings.BACKUPS_KEPT)
    assert timezone.localtime(page.context["backups_until"]).date() == until.date()
    people(world, helper(1))
    assert [rows for _, rows in kept(client, world).context["left"]] == [1]
    Erasure.objects.update(rows=1)
    assert kept(client, world).context["broken"] == 1


def test_the_proof_on_paper_has_numbers_and_no_people(client, world):
    erase(client, world)
    url = reverse("setup:erasure_proof", args=[world.estate.pk])
    text = text_of(client.get(url).content)

    digest = Erasure.objects.get().digest
    assert digest[:32] in text
    assert "删除证明" in text
    assert not any(word in text for word in ("人1", "13900000001"))


def test_a_kind_that_is_not_there_is_not_found(client, world):
    for what in ("orders", "reads"):
        url = reverse("setup:erase", args=[world.estate.pk, what])
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404


def test_another_estates_data_stays(client):
    other, world = make_world(name="F"), make_world()
    people(other, helper(1), helper(2))
    client.force_login(world.staff[Role.COMMANDER])

    assert erase(client, other).status_code == 404
    assert Person.objects.count() == 2


def test_the_number_of_queries_does_not_grow_with_the_proofs(
    client, world, django_assert_max_num_queries
):
    counted = []
    for rounds in (1, 5):
        for _ in range(rounds):
            people(world, helper(1), helper(2), now=NOW)
            erase(client, world)
        with django_assert_max_num_queries(60) as queries:
            kept(client, world)
        counted.append(len(queries))

    assert counted[0] == counted[1]
