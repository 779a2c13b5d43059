"""R21: the scale at the packing table, and what it said on paper."""

import re

import pytest
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SCALE_UNIT
from baogong.apps.sorting.models import ShortLine, Weighing, WeightConsent
from tests.factories import NOW, make_world
from tests.factories.chain import close_crates, pack
from tests.factories.weighing import put_on_scale, ready_to_weigh, the_bag, tomato_line
from tests.web.depot.supplied import set_address
from tests.web.depot.test_packing import full
from tests.web.paper.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return ready_to_weigh()


@pytest.fixture
def page():
    return reverse("depot:bag", args=[the_bag().pk])


def typed(answer, **changes):
    """The form of the page as it stands, with what a hand changes in it."""
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)"[^>]* value="([^"]*)"', answer.text))
    fields = {name: value for name, value in fields.items() if not name.startswith("way_")}
    line = tomato_line(the_bag()).pk
    return fields | {f"{name}_{line}": value for name, value in changes.items()}


def send(sorter, page, *, step="weigh", **changes):
    return sorter.post(page, typed(sorter.get(page), **changes) | {"step": step})


def test_a_weight_is_written_down_and_shown_with_its_price(sorter, page):
    answer = send(sorter, page, weight="3.2")

    assert answer.status_code == 200
    assert Weighing.objects.get().grams == 1600
    assert 'data-tone="right"' in answer.text
    assert "¥19.20" in answer.text
    assert the_bag().done_at is None


def test_the_bag_is_closed_after_weighing_only(sorter, page):
    refused = send(sorter, page, step="")
    assert refused.status_code == 422
    assert "番茄" in refused.context["form"].non_field_errors()[0]
    assert the_bag().done_at is None

    send(sorter, page, weight="3.2")
    packed = sorter.post(page, typed(sorter.get(page)), follow=True)

    assert the_bag().done_at is not None
    for words in ("¥18.00", "¥19.20", "3.2 斤（1.6 kg）"):
        assert words in packed.text


def test_a_weight_that_was_typed_counts_when_the_bag_is_packed_at_once(sorter, page):
    send(sorter, page, step="", weight="3.2")

    assert the_bag().done_at is not None
    assert Weighing.objects.get().grams == 1600


def test_two_pluses_add_to_what_was_weighed_and_sent_twice_it_adds_once(sorter, page):
    send(sorter, page, weight="2.7")
    form = typed(sorter.get(page), weight="++0.5") | {"step": "weigh"}
    for _ in range(2):
        assert 'data-tone="right"' in sorter.post(page, form).text

    assert list(Weighing.objects.order_by("pk").values_list("grams", flat=True)) == [1350, 1600]


def test_two_pluses_add_to_a_reading_that_was_too_little_to_be_written_down(sorter, page):
    refused = send(sorter, page, weight="0.8kg")
    assert 'data-tone="wrong"' in refused.text
    form = typed(refused, weight="++0.8kg") | {"step": "weigh"}
    assert 'data-tone="right"' in sorter.post(page, form).text

    assert Weighing.objects.get().grams == 1600


@pytest.mark.parametrize("between", ["++0..7", "x", ""])
def test_a_slip_or_another_good_between_does_not_forget_what_is_added_to(sorter, page, between):
    """R21: the empty field is that of a good while another one is weighed."""
    answer = send(sorter, page, weight="0.8kg")
    answer = sorter.post(page, typed(answer, weight=between) | {"step": "weigh"})
    sorter.post(page, typed(answer, weight="++0.8kg") | {"step": "weigh"})

    assert Weighing.objects.get().grams == 1600


def test_the_sign_of_a_scale_adds_nothing_to_a_reading_that_was_refused(sorter, page):
    """R21: a scale that sends +1.20kg each time would charge for 400 g that are not there."""
    refused = send(sorter, page, weight="+0.40kg")
    assert 'data-tone="wrong"' in refused.text
    sorter.post(page, typed(refused, weight="+1.20kg") | {"step": "weigh"})

    assert Weighing.objects.get().grams == 1200


def test_a_sum_that_is_a_slip_is_refused_as_a_weight_is(sorter, page):
    """R21: what stands is what was weighed before."""
    send(sorter, page, weight="3.2")
    answer = send(sorter, page, weight="++320")

    assert 'data-tone="wrong"' in answer.text
    assert Weighing.objects.get().grams == 1600


@pytest.mark.parametrize("onto", ["", "x", "-5", "9" * 30])
def test_nonsense_in_what_is_added_to_breaks_nothing(sorter, page, onto):
    assert send(sorter, page, weight="++3.2", onto=onto).status_code == 200
    assert Weighing.objects.get().grams == 1600


@pytest.mark.parametrize("weight", ["32", "0.32", "1600", "3,2", "x", "9" * 60])
def test_a_slip_says_why_and_waits_for_another_weight(sorter, page, weight):
    answer = send(sorter, page, step="", weight=weight)

    assert answer.status_code == 422
    assert 'data-tone="wrong"' in answer.text
    assert f'value="{weight}"' not in answer.text
    assert not Weighing.objects.exists()
    assert the_bag().done_at is None


def test_the_table_says_what_a_bare_number_is_and_remembers_it(sorter, page):
    line = tomato_line(the_bag()).pk
    form = typed(sorter.get(page)) | {"step": "weigh", "unit": "1", f"weight_{line}": "1600"}
    assert sorter.post(page, form).status_code == 200

    assert Weighing.objects.get().grams == 1600
    chosen = re.search(r'<option value="(\d+)" selected', sorter.get(page).text)
    assert chosen[1] == "1"


def test_until_the_table_says_so_the_depots_setting_holds(sorter, world, page):
    boss = world.staff[Role.COMMANDER]
    set_setting(SCALE_UNIT, 2, place=world.town, actor=boss, now=NOW)
    sorter.post(page, {"step": "weigh", f"weight_{tomato_line(the_bag()).pk}": "1.6"})

    assert Weighing.objects.get().grams == 1600


def test_enter_in_the_field_for_codes_scans_though_it_presses_the_scales_button(sorter, page):
    answer = sorter.post(page, typed(sorter.get(page)) | {"step": "weigh", "code": "EGG"})

    assert answer.context["table"].scanned == ["EGG"]
    assert not Weighing.objects.exists()


def test_what_was_marked_as_missing_stays_while_something_is_weighed(sorter, page):
    bag = the_bag()
    egg = bag.lines.get(good__sku="EGG").good_id
    answer = sorter.post(
        page,
        typed(sorter.get(page), weight="3.2") | {"step": "weigh", f"good_{egg}": "18"},
    )
    sorter.post(page, typed(answer))

    assert ShortLine.objects.get().quantity == 2


def test_there_is_none_of_it(sorter, page):
    line = tomato_line(the_bag()).pk
    sorter.post(page, full(the_bag()) | {f"good_line{line}": "0"})

    assert the_bag().done_at is not None
    assert ShortLine.objects.get().quantity == 1500
    assert not Weighing.objects.exists()


def test_too_much_asks_for_consent_which_is_recorded(sorter, world, page):
    over = send(sorter, page, weight="3.6")
    assert over.status_code == 200
    assert "¥18.00" in over.text
    send(sorter, page)
    assert not WeightConsent.objects.exists()
    agreed = send(sorter, page, step=f"agree-{tomato_line(the_bag()).pk}")
    assert "¥21.60" in agreed.text

    consent = WeightConsent.objects.get()
    assert (consent.most, consent.way) == (1800, "phone")
    assert consent.asked_by == world.staff[Role.SORTER]


@pytest.mark.parametrize(("most", "bound"), [("3.5", "3.5 斤"), ("3.1", "3.3 斤")])
def test_a_consent_below_what_was_weighed_says_that_it_is_too_little(sorter, page, most, bound):
    send(sorter, page, weight="3.6")
    answer = send(sorter, page, step=f"agree-{tomato_line(the_bag()).pk}", most=most)

    assert 'data-tone="wrong"' in answer.text
    assert f"住户最多要 {most} 斤，称得 3.6 斤。请取出超过 {bound}的部分再称" in answer.text
    assert "照这样装袋，只按 3 斤收钱" in answer.text
    assert WeightConsent.objects.count() == 1


@pytest.mark.parametrize("most", ["", "3", "5", "much"])
def test_nobody_agrees_to_what_cannot_be(sorter, page, most):
    send(sorter, page, weight="3.6")
    answer = send(sorter, page, step=f"agree-{tomato_line(the_bag()).pk}", most=most)

    assert answer.status_code == 422
    assert not WeightConsent.objects.exists()


def test_a_label_and_the_door_list_say_both_weights_and_prices(sorter, world):
    set_address(world)
    bag = the_bag()
    labels = reverse("depot:labels", args=[bag.wave_id])
    before = text_of(sorter.get(labels).content)
    put_on_scale(world, bag, 1600)
    pack(world, bag)
    [crate] = close_crates(world)

    assert "番茄 待称（订 3 斤 ¥18.00）" in before
    doors = reverse("depot:doors", args=[crate.pk])
    for paper in (labels, doors):
        text = text_of(sorter.get(paper).content)
        for words in ("3.2 斤", "¥19.20", "3 斤", "¥18.00"):
            assert words in text


def test_another_depots_sorter_weighs_nothing(client, world, page):
    other = make_world(name="F")
    client.force_login(other.staff[Role.SORTER])
    line = tomato_line(the_bag()).pk

    answer = client.post(page, {"step": "weigh", f"weight_{line}": "3.2"})
    assert answer.status_code == 404
    assert not Weighing.objects.exists()
