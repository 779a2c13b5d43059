"""C1.3: where is my bag; and taking an order back."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import answer_recall, recall_lot
from baogong.apps.money.enums import PayMethod
from baogong.apps.money.services import Paid, Till, take_payment
from baogong.apps.ordering.models import Listing, Order, Round
from baogong.apps.ordering.services import close_round
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PAY_FIRST
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.codes import group
from baogong.web.components.fields import until_text
from tests.factories import make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.world import announce
from tests.web.resident.household import key_on, order_form, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def placed(world, client):
    """A door that has ordered in a round that is open now."""
    announce(world, now=timezone.now())
    sign_in(client, world.doors[0])
    client.post("/today/", order_form(world, 1))
    return Order.objects.get()


def test_the_receipt_and_the_order_say_when_and_how_to_pay(world, client, placed):
    """R40."""
    url = reverse("resident:order", args=[placed.number])
    pages = url, f"{url}?placed"
    assert all("收货时付款" in client.get(page).text for page in pages)
    set_setting(PAY_FIRST, 1, place=world.estate, actor=SYSTEM, now=timezone.now())
    with translation.override("zh-hans"):
        until = until_text(placed.round.cutoff_at)
    words = f"请在 <strong>{until}</strong> 前付款：到服务台付现金"
    assert all(words in client.get(page).text for page in pages)
    close_round(round_id=placed.round_id, actor=SYSTEM, now=timezone.now())
    assert "请现在付款" in client.get(url).text


def test_what_is_paid_or_taken_back_is_not_asked_for(world, client, placed):
    """R40."""
    set_setting(PAY_FIRST, 1, place=world.estate, actor=SYSTEM, now=timezone.now())
    url = reverse("resident:order", args=[placed.number])
    money = Paid(placed.household_id, placed.total_fen, Till(world.estate.pk, PayMethod.CASH))
    clerk = world.staff[Role.CLERK]
    take_payment(money, key=uuid4(), actor=clerk, now=timezone.now())
    assert "前付款" not in client.get(url).text
    client.post(reverse("resident:cancel", args=[placed.number]))
    assert "前付款" not in client.get(url).text


def test_what_was_short_stands_on_the_bag(world, client):
    asked = order(world, world.doors[0], 0, 1).order_id
    ripe_round(world)
    receive(world)
    pack(world, world.round.wave.bags.get(), EGG=5)
    sign_in(client, world.doors[0])
    text = client.get(f"/orders/{Order.objects.get(pk=asked).number}/").text

    assert "鸡蛋少 5 件" in text


def test_a_change_begins_with_what_was_ordered_and_takes_its_place(world, client, placed):
    """R38: changed until the cut-off, and never twice in the sums."""
    page = client.get(f"/today/?change={placed.number}").text
    changed = order_form(world, 0, 2, key=key_on(page), on_existing="replace")
    changed["seen"] = str(placed.pk)
    client.post("/today/", changed)
    client.post("/today/", changed)
    placed.refresh_from_db()

    assert re.search(r'name="q\d+" value="1"', page)
    assert 'name="on_existing" value="replace"' in page
    assert placed.canceled_at is not None
    [new] = Order.objects.live()
    assert list(new.lines.values_list("listing", "quantity")) == [(world.listings[1].pk, 2)]


def test_what_a_door_holds_of_a_sold_out_package_can_be_kept_or_lowered(world, client, placed):
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=1)
    page = client.get(f"/today/?change={placed.number}").text

    assert f'name="q{world.listings[0].pk}" value="1" min="0"' in page
    assert "is-gone" not in page
    changed = order_form(world, 1, 1, on_existing="replace", seen=placed.pk)
    changed = client.post("/today/", changed)
    assert changed.status_code == 302
    assert "is-gone" in client.get("/today/").text


def test_a_change_does_not_take_away_an_order_that_it_never_showed(world, client, placed):
    """Another phone of the door, or a clerk on the line, ordered while the page was open."""
    page = client.get(f"/today/?change={placed.number}").text
    seen = re.search(r'name="seen" value="([\d-]+)"', page)[1]
    client.post("/today/", order_form(world, 0, 1, on_existing="add"))
    change = order_form(world, 3, on_existing="replace", seen=seen)
    asked = client.post("/today/", change)

    assert asked.status_code == 422
    assert Order.objects.live().count() == 2
    seen = re.search(r'name="seen" value="([\d-]+)"', asked.text)[1]
    client.post("/today/", change | {"seen": seen})
    assert Order.objects.live().get().lines.get().quantity == 3


def test_an_order_that_takes_no_changes_leads_back_to_itself(world, client, placed):
    Round.objects.update(cutoff_at=timezone.now())

    answer = client.get(f"/today/?change={placed.number}")

    assert answer["Location"] == f"/orders/{placed.number}/"
    assert "?change=" not in client.get(answer["Location"]).text


def test_the_order_of_another_door_cannot_be_changed(world, client, placed):
    sign_in(client, world.doors[1])

    assert client.get(f"/today/?change={placed.number}").status_code == 404


def recalled(world):
    """The first door's order is packed; then its cabbage is called back."""
    asked = order(world, world.doors[0], 1).order_id
    ripe_round(world)
    receive(world)
    pack(world, world.round.wave.bags.get())
    recall = recall_lot(
        lot_id=Lot.objects.get(good__sku="CAB").pk,
        reason="有异味",
        actor=world.staff[Role.COMMANDER],
        now=timezone.now(),
    )
    return Order.objects.get(pk=asked), recall


def test_what_is_called_back_stands_on_the_first_page_and_on_the_order(world, client):
    placed, _recall = recalled(world)
    sign_in(client, world.doors[0])

    for text in (client.get("/today/").text, client.get(f"/orders/{placed.number}/").text):
        assert "白菜" in text
        assert "有异味" in text


def test_another_door_reads_nothing_of_a_recall(world, client):
    recalled(world)
    sign_in(client, world.doors[1])

    assert "有异味" not in client.get("/today/").text


@pytest.mark.parametrize(
    ("outcome", "stays"), [(RecallOutcome.NOBODY, True), (RecallOutcome.TAKEN_BACK, False)]
)
def test_the_first_page_forgets_a_recall_once_the_door_has_answered(world, client, outcome, stays):
    placed, recall = recalled(world)
    answer_recall(
        key=uuid4(),
        recall=recall,
        household_id=world.doors[0].pk,
        outcome=outcome,
        actor=world.staff[Role.CLERK],
        now=timezone.now(),
    )
    sign_in(client, world.doors[0])

    assert ("有异味" in client.get("/today/").text) is stays
    assert "有异味" in client.get(f"/orders/{placed.number}/").text


def test_the_bags_are_numbered(world, client):
    asked = order(world, world.doors[0], 6).order_id
    ripe_round(world)
    sign_in(client, world.doors[0])
    text = client.get(f"/orders/{Order.objects.get(pk=asked).number}/").text

    assert "第 1/2 袋" in text
    assert "第 2/2 袋" in text


def test_the_list_shows_the_newest_order_first(world, placed, client):
    client.post("/today/", order_form(world, 0, 1, on_existing="add"))
    numbers = [row.number for row in client.get("/orders/").context["acts"]]

    assert numbers == [row.number for row in Order.objects.order_by("-pk")]


def test_the_empty_list_leads_to_the_offer(world, client):
    sign_in(client, world.doors[0])

    assert 'href="/today/"' in client.get("/orders/").text


def test_another_doors_order_is_not_there(world, placed, client):
    sign_in(client, world.doors[1])

    assert client.get(f"/orders/{placed.number}/").status_code == 404
    assert client.post(f"/orders/{placed.number}/cancel/").status_code == 404
    assert Order.objects.live().count() == 1


@pytest.mark.parametrize("number", ["0", "ABC", "000000", "zzzzzzzzzzzzzzzz", "二"])
def test_a_number_that_is_none_is_not_there(world, placed, client, number):
    assert client.get(f"/orders/{number}/").status_code == 404


def test_an_order_can_be_canceled_until_the_cutoff(world, placed, client):
    answer = client.post(f"/orders/{placed.number}/cancel/", follow=True)
    client.post(f"/orders/{placed.number}/cancel/")

    placed.refresh_from_db()
    assert placed.canceled_at
    assert world.listings[0].taken == 0
    assert "已取消" in answer.text
    acts = AuditEntry.objects.filter(action="order.canceled")
    assert [act.actor for act in acts] == [f"card:{world.doors[0].card.pk}"]


def test_after_the_cutoff_an_order_stays(world, placed, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    assert "/cancel/" not in client.get(f"/orders/{placed.number}/").text
    answer = client.post(f"/orders/{placed.number}/cancel/")

    placed.refresh_from_db()
    assert answer.status_code == 422
    assert placed.canceled_at is None


def test_the_number_of_queries_does_not_grow_with_orders_or_bags(
    world, placed, client, django_assert_max_num_queries
):
    for _ in range(3):
        client.post("/today/", order_form(world, 6, on_existing="add"))
    ripe_round(world)
    with django_assert_max_num_queries(7):
        client.get("/orders/")
    with django_assert_max_num_queries(26):
        client.get(f"/orders/{Order.objects.latest('pk').number}/")


def test_an_order_that_was_replaced_says_by_which_one_and_leads_there(world, placed, client):
    """R38, R48."""
    form = order_form(world, 2, on_existing="replace", seen=placed.pk)
    receipt = client.post("/today/", form, follow=True)
    new = Order.objects.live().get()
    old_page, new_page = (reverse("resident:order", args=[row.number]) for row in (placed, new))
    assert f'href="{old_page}"' in receipt.text
    text = client.get(old_page).text
    assert f'href="{new_page}"' in text
    assert "已取消" not in text

    listed = client.get(reverse("resident:orders")).text
    assert f"已被 {group(new.number)} 替换" in listed
    assert "已取消" not in listed
