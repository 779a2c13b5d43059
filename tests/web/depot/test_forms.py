"""R24, R29, C9: what is said of a lack at the packing table belongs to something that is short."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from baogong.apps.procurement.queries import StandIn
from baogong.apps.sorting.queries import PackLine
from baogong.web.depot.forms import PackForm
from tests.readers.test_photos import photo

EGGS, TOFU = 1, 2


def egg_line(*parts, swaps):
    count = sum(planned for _, planned in parts)
    about = (EGGS, "鸡蛋", "EGG", "piece", False, False, count, 0, "", None, parts, "")
    return PackLine(*about, swaps=frozenset(swaps))


def pack_form(*, eggs, instead="", photo=None, line=None):
    """20 eggs go into the bag; 2 boxes of tofu stand in for 20 of them, where one wants that."""
    line = line or egg_line((7, 20), swaps=[7])
    tofu = StandIn(TOFU, "TOF", "豆腐", "piece", replaced=20, quantity=2)
    data = {f"good_{EGGS}": eggs, f"instead_{EGGS}": instead}
    return PackForm([line], data, {"photo": photo} if photo else None, stand_ins={EGGS: tofu})


def picture():
    return SimpleUploadedFile("e", photo(80, 60))


def test_an_amount_of_a_stand_in_is_refused_while_nothing_is_missing():
    form = pack_form(eggs="20", instead="2")

    assert not form.is_valid()
    assert list(form.errors) == [f"instead_{EGGS}"]


def test_a_photo_is_refused_while_nothing_is_missing():
    form = pack_form(eggs="20", photo=picture())

    assert not form.is_valid()
    assert list(form.errors) == ["photo"]


@pytest.mark.parametrize("instead", ["", "0"])
def test_a_bag_with_all_of_it_needs_nothing_in_its_place(instead):
    form = pack_form(eggs="20", instead=instead)

    assert form.is_valid()
    assert form.lack().instead == {}


def test_a_stand_in_and_a_photo_are_taken_where_something_is_missing():
    form = pack_form(eggs="10", instead="2", photo=picture())

    assert form.is_valid()
    assert form.short() == {7: 10}
    assert form.lack().instead == {7: 2}
    assert form.lack().photo


def test_no_stand_in_is_offered_where_the_household_wants_none():
    """R34."""
    form = pack_form(eggs="10", instead="2", line=egg_line((7, 20), swaps=[]))

    assert form.is_valid()
    assert f"instead_{EGGS}" not in form.fields
    assert form.lack().instead == {}


def test_in_a_shared_bag_something_similar_goes_in_for_the_order_that_wants_it():
    """R34: and what lacks is taken from that order first."""
    form = pack_form(eggs="10", line=egg_line((7, 20), (8, 20), swaps=[7]))

    assert form.is_valid()
    assert form.short() == {7: 20, 8: 10}
    assert form.lack().instead == {7: 2}
