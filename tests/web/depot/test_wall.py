"""R56: a wave's entrances are numbered cells on a wall, and a packed bag names its cell."""

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.sorting.models import Bag
from baogong.apps.sorting.queries import cells_of
from baogong.apps.sorting.services import pack_bag
from tests.factories import NOW

from .test_packing import first_bag, full

pytestmark = pytest.mark.django_db


def wall_of(world):
    return reverse("depot:wall", args=[world.round.wave.pk])


def test_cells_are_numbered_in_walking_order(world):
    cells = cells_of(wave_id=world.round.wave.pk)
    walked = Bag.objects.order_by("household__sort_key").values_list(
        "household__parent", flat=True
    )

    assert [cell.number for cell in cells] == list(range(1, len(cells) + 1))
    assert [cell.entrance.id for cell in cells] == list(dict.fromkeys(walked))


def test_the_number_of_queries_does_not_grow_with_cells(world, django_assert_num_queries):
    wave_id = world.round.wave.pk
    with django_assert_num_queries(2):
        assert len(cells_of(wave_id=wave_id)) == 2


def test_a_cell_says_what_is_packed_and_what_is_short(sorter, world):
    bag = first_bag(world)
    line = bag.lines.first()
    staff = world.staff[Role.SORTER]
    pack_bag(bag_id=bag.pk, short={line.pk: 1}, actor=staff, now=NOW)
    answer = sorter.get(wall_of(world))

    assert [cell.state for cell in answer.context["cells"]] == ["short", "open"]
    assert "cell-short" in answer.text


def test_the_wall_is_sent_again_only_when_something_moved(sorter, world, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    asked = {"v": sorter.get(wall_of(world)).context["version"]}
    htmx = {"HX-Request": "true"}

    assert sorter.get(wall_of(world), asked, headers=htmx).status_code == 204
    pack_bag(bag_id=first_bag(world).pk, short={}, actor=world.staff[Role.SORTER], now=NOW)
    assert sorter.get(wall_of(world), asked, headers=htmx).status_code == 200


def test_a_packed_bag_names_its_cell(sorter, world):
    bag = Bag.objects.get(household=world.doors[-1])
    sorter.post(reverse("depot:bag", args=[bag.pk]), full(bag))
    answer = sorter.get(reverse("depot:bag", args=[bag.pk]))

    assert answer.context["cell"] == 2
    assert "cell-number" in answer.text
