"""R38, R50: what a household can order, and that one wish makes one order."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from baogong.apps.catalog.models import Good
from baogong.apps.ordering.models import Listing, Order, Round, RoundGood
from baogong.apps.ordering.queries import offers_for_door
from baogong.apps.ordering.services import close_round, move_listing
from baogong.apps.people.enums import Role
from baogong.apps.people.models import HouseholdCard
from baogong.apps.people.services import reissue_card
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.world import announce
from tests.web.resident.household import key_on, order_form, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def door(world, client):
    sign_in(client, world.doors[0])
    return world.doors[0]


def live():
    return list(Order.objects.live().order_by("pk"))


def test_the_page_tells_content_price_closing_time_and_delivery_day(world, door, client):
    Listing.objects.filter(pk=world.listings[1].pk).update(stock=7, household_limit=2)
    text = client.get("/today/").text

    assert "¥35.00" in text
    assert "白菜" in text
    assert "6 斤（3 kg）" in text
    assert "还剩 7 份" in text
    assert "每户最多 2 份" in text
    assert f"{timezone.localtime(world.round.cutoff_at):%H:%M}" in text
    assert f"{world.round.delivery_date.month}月{world.round.delivery_date.day}日" in text


def test_an_order_is_answered_with_its_number_and_its_total(world, door, client):
    answer = client.post("/today/", order_form(world, 1, 2), follow=True)

    [order] = live()
    assert (order.household, order.total_fen) == (door, 13500)
    assert answer.redirect_chain == [(f"/orders/{order.number}/?placed=1", 302)]
    assert answer.context["placed"]
    assert "¥135.00" in answer.text


def test_a_double_tap_a_reload_and_a_retry_make_one_order(world, door, client):
    form = order_form(world, 1)
    answers = [client.post("/today/", form) for _ in range(3)]

    assert len(live()) == 1
    assert len({answer.url for answer in answers}) == 1


def test_a_retry_after_the_round_has_closed_still_finds_its_order(world, door, client):
    form = order_form(world, 1)
    first = client.post("/today/", form)
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())

    assert client.post("/today/", form).url == first.url


def test_the_same_form_with_other_numbers_is_asked_for_again(world, door, client):
    form = order_form(world, 1)
    client.post("/today/", form)
    answer = client.post("/today/", form | order_form(world, 3, key=form["key"]))

    assert answer.status_code == 422
    assert key_on(answer.text) != str(form["key"])
    assert 'value="add"' in answer.text
    assert 'value="replace"' in answer.text
    assert [order.total_fen for order in live()] == [3500]


def test_nothing_chosen_orders_nothing(world, door, client):
    for form in (order_form(world), order_form(world, 0, 0)):
        answer = client.post("/today/", form)
        assert answer.status_code == 422
    assert live() == []


@pytest.mark.parametrize("typed", ["-1", "1.5", "many", "100", "9" * 40])
def test_a_number_that_is_none_names_the_package(world, door, client, typed):
    answer = client.post("/today/", order_form(world, typed))

    assert answer.status_code == 422
    assert "蔬菜包" in str(answer.context["form"].fields[f"q{world.listings[0].pk}"].label)
    assert live() == []


def test_more_than_is_left_is_refused_with_what_is_left(world, door, client):
    Listing.objects.update(stock=2)
    answer = client.post("/today/", order_form(world, 3))

    assert answer.status_code == 422
    assert "蔬菜包" in answer.text
    assert live() == []


def test_what_is_gone_is_refused_in_words_that_lead_to_its_package(world, door, client):
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=0)
    answer = client.post("/today/", order_form(world, 1, 1))

    assert answer.status_code == 422
    assert "还没有下单。" in answer.text
    assert f'<a href="#id_q{world.listings[0].pk}">蔬菜包：已订完。' in answer.text
    assert answer.text.count('aria-invalid="true"') == 1
    assert live() == []


def test_a_good_that_is_gone_from_all_packages_says_so(world, door, client):
    eggs = Good.objects.get(sku="EGG")
    RoundGood.objects.create(round=world.round, good=eggs, stock=0)
    answer = client.post("/today/", order_form(world, 1, 1))

    assert "鸡蛋：已订完。请去掉含有它的套餐。" in answer.text
    assert live() == []


def test_a_page_that_stays_gets_the_address_of_its_receipt(world, door, client):
    form, alone = order_form(world, 1), {"accept": "application/json"}
    answers = [client.post("/today/", form, headers=alone) for _ in range(2)]

    [order] = live()
    assert {answer.status_code for answer in answers} == {201}
    assert {answer["Location"] for answer in answers} == {f"/orders/{order.number}/?placed=1"}
    assert not any(answer.content for answer in answers)


def test_what_is_kept_in_the_phone_belongs_to_a_door_and_a_round_until_it_is_ordered(
    world, door, client
):
    text = client.get("/today/").text
    assert f'data-keep="{door.pk}-{world.round.pk}"' in text
    assert "data-done" not in text
    client.post("/today/", order_form(world, 1))
    assert "data-done" in client.get("/today/").text
    [order] = live()
    assert "data-keep" not in client.get(f"/today/?change={order.number}").text


def test_a_package_that_is_all_taken_says_so_and_can_be_waited_for(world, door, client):
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=0)
    text = client.get("/today/").text

    assert f'name="q{world.listings[0].pk}"' in text
    assert "is-gone" in text


def test_a_second_order_asks_whether_to_add_or_to_replace(world, door, client):
    client.post("/today/", order_form(world, 1))
    form = order_form(world, 0, 1)
    answer = client.post("/today/", form)

    assert answer.status_code == 422
    assert key_on(answer.text) == str(form["key"])
    assert 'value="add"' in answer.text
    assert 'value="replace"' in answer.text
    assert len(live()) == 1


@pytest.mark.parametrize(("choice", "left"), [("add", [3500, 5000]), ("replace", [5000])])
def test_the_answer_decides(world, door, client, choice, left):
    client.post("/today/", order_form(world, 1))
    form = order_form(world, 0, 1, on_existing=choice, seen=live()[0].pk)
    client.post("/today/", form)
    client.post("/today/", form)

    assert [order.total_fen for order in live()] == left


def test_without_javascript_the_server_adds_up(world, door, client):
    form = order_form(world, 1, 1, sum="1")
    answer = client.post("/today/", form)

    assert answer.status_code == 200
    assert "¥85.00" in answer.text
    assert key_on(answer.text) == str(form["key"])
    assert live() == []


def test_a_round_that_closed_meanwhile_takes_nothing(world, door, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = client.post("/today/", order_form(world, 1))

    assert answer.status_code == 422
    assert live() == []


def test_a_card_that_was_replaced_orders_nothing(world, door, client):
    card = HouseholdCard.objects.get(household=door)
    reissue_card(card_id=card.pk, actor=world.staff[Role.COMMANDER], now=timezone.now())

    assert client.post("/today/", order_form(world, 1)).status_code == 302
    assert live() == []


def test_another_estates_round_is_neither_shown_nor_taken(world, door, client):
    far = make_world(name="F")
    announce(far, now=timezone.now())
    offers = client.get("/today/").context["offers"]
    answer = client.post("/today/", order_form(far, 1))

    assert [offer.id for offer in offers] == [world.round.pk]
    assert answer.status_code == 422
    assert live() == []


def test_without_a_round_the_page_says_when_the_next_one_opens(world, door, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    assert "还没有" not in client.get("/today/").text
    later = timezone.now() + timedelta(hours=3)
    Round.objects.filter(pk=world.round.pk).update(
        closed_at=None, opens_at=later, cutoff_at=later + timedelta(hours=4)
    )

    assert f"{timezone.localtime(later):%H:%M}" in client.get("/today/").text


def test_what_is_on_its_way_stands_above_the_offer(world, door, client):
    client.post("/today/", order_form(world, 1))
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    context = client.get("/today/").context

    assert [order.id for order in context["coming"]] == [live()[0].pk]
    assert context["ordered"] == []


def test_two_open_rounds_lead_to_each_other(world, door, client):
    first = world.round
    second = announce(world, now=timezone.now() + timedelta(minutes=5))
    Round.objects.filter(pk=second.pk).update(title="R2")

    assert "R2" in client.get("/today/").text
    assert client.get("/today/", {"round": second.pk}).context["form"].offer.id == second.pk
    assert client.get("/today/", {"round": "x"}).context["form"].offer.id == first.pk


def test_the_number_of_queries_does_not_grow_with_the_offer(
    world, door, client, django_assert_max_num_queries
):
    client.post("/today/", order_form(world, 1))
    announce(world, now=timezone.now())
    client.post("/today/", order_form(world, 1))
    with django_assert_max_num_queries(12):
        client.get("/today/")


def test_a_key_that_is_no_key_is_refused(world, door, client):
    answer = client.post("/today/", order_form(world, 1, key="x"))

    assert answer.status_code == 422
    assert live() == []


def test_what_is_left_counts_the_goods_that_packages_share(client):
    """X3: 7 kg of cabbage are two vegetable packages of 3 kg, or seven egg packages of 1 kg."""
    world = make_world()
    cabbage = Good.objects.get(sku="CAB")
    RoundGood.objects.create(round=world.round, good=cabbage, stock=7000)
    [offer] = offers_for_door(path=world.doors[0].path, now=NOW)

    assert {row.name: row.left for row in offer.listings} == {"蔬菜包": 2, "鸡蛋蔬菜包": 7}


def test_a_package_that_went_to_another_shop_stands_there_once(world, door, client):
    """R32: what the first shop has no strength for is the same package to the resident."""
    first = world.listings[0]
    Listing.objects.filter(pk=first.pk).update(stock=5)
    second = Supplier.objects.create(
        town=world.town,
        name="S2",
        kind=SupplierKind.SMALL_SHOP,
        licence="L",
        opens_at=time(0, 0),
        closes_at=time(0, 0),
        daily_orders=50,
    )
    SupplierArea.objects.create(supplier=second, estate=world.estate)
    moved = move_listing(
        listing_id=first.pk,
        supplier_id=second.pk,
        quantity=5,
        actor=SYSTEM,
        now=timezone.now(),
    )
    page = client.get("/today/").text

    assert page.count("蔬菜包</h3>") == 2  # this one, and the one with eggs
    assert f'name="q{moved.pk}"' in page
    refused = client.post("/today/", order_form(world, 1))
    assert refused.status_code == 422
    assert live() == []
