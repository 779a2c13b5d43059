"""R38: a household asks for what it cannot have at once, and reads what came of it and why."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Ask, AskLine, Order, Round
from baogong.apps.ordering.services import close_round
from baogong.plumbing.audit import SYSTEM
from baogong.values.codes import group
from tests.factories import make_world
from tests.factories.asks import announce_ahead, divide, draw, open_now, restock, sell_out
from tests.factories.world import announce
from tests.web.resident.household import key_on, order_form, sign_in

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def world():
    world = make_world()
    announce(world, now=timezone.now())
    return world


@pytest.fixture
def door(world, client):
    sign_in(client, world.doors[0])
    return world.doors[0]


@pytest.fixture
def ahead(client):
    """A round that opens in an hour, and a household at its page."""
    world = make_world()
    Round.objects.all().update(closed_at=timezone.now())
    announce_ahead(world, now=timezone.now(), stock=3)
    sign_in(client, world.doors[0])
    return world


def neighbours_ask(world, *quantities, **changes):
    """The other doors of the estate send the same; their receipts."""
    answers = []
    for door in world.doors[1:]:
        client = Client()
        sign_in(client, door)
        answers.append(client.post("/today/", order_form(world, *quantities, **changes)).url)
    return answers


def page_of(client, decision):
    return client.get(f"/orders/{decision.number}/").text


def test_before_the_opening_the_page_says_when_it_opens_and_keeps_the_choice(ahead, client):
    page = client.get("/today/")
    opens_at = timezone.localtime(ahead.round.opens_at)
    assert f"{opens_at:%H:%M}" in page.text
    assert "早选晚选都一样" in page.text
    assert "提前申请" in page.text
    assert 'type="radio" name="waits"' not in page.text

    answer = client.post("/today/", order_form(ahead, 2), follow=True)

    ask = Ask.objects.get()
    assert answer.redirect_chain == [(f"/orders/{ask.number}/?placed=1", 302)]
    assert answer.context["placed"]
    assert "已收到您的申请" in answer.text
    assert not Order.objects.exists()


def test_after_the_opening_the_ask_says_what_came_and_leads_to_it(ahead, client):
    client.post("/today/", order_form(ahead, 2))
    neighbours_ask(ahead, 2)
    open_now(ahead, now=timezone.now())

    ask = Ask.objects.get(household=ahead.doors[0])
    text = page_of(client, ask)
    assert "共 3 份，4 户申请。" in text
    assert "您的签排第" in text
    for order in Order.objects.filter(household=ahead.doors[0]):
        assert f'href="/orders/{order.number}/"' in text
        assert f'href="/orders/{ask.number}/"' in page_of(client, order)


def test_a_divided_package_says_its_rule_and_how_many_are_asked_for(world, door, client):
    draws_at = timezone.now() + HOUR
    divide(world, stock=2, draws_at=draws_at)
    neighbours_ask(world, 2)
    text = client.get("/today/").text

    assert f"{timezone.localtime(draws_at):%H:%M} 抽签，在此之前申请的住户都参加。" in text
    assert "共 2 份可分" in text
    assert "已申请 6 份" in text
    assert 'max="' not in text
    assert f'href="/draws/{world.round.pk}/"' in text
    client.post("/today/", order_form(world, 1))
    asked = page_of(client, Ask.objects.get(household=world.doors[0]))
    assert f'href="/draws/{world.round.pk}/"' in asked


def test_one_number_stands_for_what_is_ordered_and_what_is_drawn(world, door, client):
    divide(world, stock=1, draws_at=timezone.now() + HOUR)
    receipt = client.post("/today/", order_form(world, 1, 1), follow=True)

    order, ask = Order.objects.get(), Ask.objects.get()
    assert order.number == ask.number
    assert "¥50.00" in receipt.text
    assert 'href="#asked"' in receipt.text
    assert "抽签，在此之前申请的住户都参加" in receipt.text
    listed = client.get("/orders/").text
    assert listed.count(f'href="/orders/{ask.number}/"') == 1


def test_after_the_draw_whoever_got_nothing_reads_why_and_how_many_are_before(world, client):
    divide(world, stock=1, draws_at=timezone.now() + HOUR)
    for each in world.doors:
        sign_in(client, each)
        client.post("/today/", order_form(world, 1))
    draw(world, now=timezone.now())

    texts = []
    for line in AskLine.objects.filter(granted=0).select_related("ask__household"):
        sign_in(client, line.ask.household)
        texts.append(page_of(client, line.ask))
    assert all("这次没有分到" in text for text in texts)
    assert all("共 1 份，4 户申请。" in text for text in texts)
    assert sum("下一个就是您。" in text for text in texts) == 1
    assert sum("您前面还有 2 户。" in text for text in texts) == 1


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (Rule.ONE_EACH, "先每户 1 份"),
        (Rule.PRIORITY, "最需要的住户优先"),
    ],
)
def test_the_other_rules_say_how_they_divide(world, door, client, rule, said):
    divide(world, rule, stock=5, draws_at=timezone.now() + HOUR)
    assert said in client.get("/today/").text
    client.post("/today/", order_form(world, 3))
    neighbours_ask(world, 3)
    draw(world, now=timezone.now())

    assert said in page_of(client, Ask.objects.get(household=door))


def test_what_is_sold_out_is_waited_for_and_the_rest_is_ordered(world, door, client):
    sell_out(world)
    page = client.get("/today/").text
    assert 'type="radio" name="waits" value="1"' in page
    client.post("/today/", order_form(world, 1, 1, waits="1"))

    ask = Ask.objects.get()
    assert Order.objects.get().total_fen == 5000
    assert "下一个就是您。" in page_of(client, ask)
    assert "候补中" in client.get("/today/").text
    restock(world, 1)
    open_now(world, now=timezone.now())
    assert "申请的 1 户都够分。" in page_of(client, ask)
    assert "看看分到什么" in client.get("/today/").text


def test_who_does_not_want_to_wait_is_asked(world, door, client):
    sell_out(world)
    answer = client.post("/today/", order_form(world, 1, 1, waits="0"))

    assert answer.status_code == 422
    assert not Order.objects.exists()
    assert not Ask.objects.exists()


def test_an_ask_is_taken_back_on_its_page(world, door, client):
    divide(world, stock=1, draws_at=timezone.now() + HOUR)
    client.post("/today/", order_form(world, 1))
    ask = Ask.objects.get()
    url = f"/orders/{ask.number}/withdraw/"
    assert url in page_of(client, ask)
    text = client.post(url, follow=True).text

    assert url not in text
    assert "撤回，不再等候" in text
    assert not Ask.objects.standing().exists()
    assert "已没有等候的" in client.post(url, follow=True).text
    sign_in(client, world.doors[1])
    assert client.post(url).status_code == 404


def test_a_second_ask_is_asked_about_and_replaces_the_one_that_the_page_showed(
    world, door, client
):
    divide(world, stock=9, draws_at=timezone.now() + HOUR)
    client.post("/today/", order_form(world, 1))
    [first] = Ask.objects.all()
    form = order_form(world, 2)
    answer = client.post("/today/", form)
    assert answer.status_code == 422
    assert f'name="seen" value="{first.pk}"' in answer.text
    replaced = form | {"on_existing": "replace", "seen": str(first.pk)}
    receipts = {client.post("/today/", replaced).url for _ in range(2)}

    assert len(receipts) == 1
    assert AskLine.objects.get(ask__in=Ask.objects.standing()).quantity == 2
    assert Ask.objects.standing().get().number in page_of(client, first)


def test_what_is_added_twice_by_a_double_tap_is_added_once(world, door, client):
    divide(world, stock=2, draws_at=timezone.now() + HOUR)
    client.post("/today/", order_form(world, 1))
    form = order_form(world, 2, on_existing="add")
    receipts = {client.post("/today/", form).url for _ in range(2)}

    assert len(receipts) == 1
    first, second = Ask.objects.standing().order_by("pk")
    assert [ask.lines.get().quantity for ask in (first, second)] == [1, 2]
    draw(world, now=timezone.now())
    assert f"与您先申请的编号 {group(first.number)} 一起分配" in page_of(client, second)
    client.post(f"/orders/{second.number}/withdraw/")


def test_an_ask_that_was_taken_back_points_to_no_other_one(world, door, client):
    sell_out(world)
    client.post("/today/", order_form(world, 1, waits="1"))
    client.post("/today/", order_form(world, 1, waits="1", on_existing="add"))
    first, second = Ask.objects.order_by("pk")
    client.post(f"/orders/{second.number}/withdraw/")
    assert first.number not in page_of(client, second).replace(" ", "")


def test_a_change_begins_with_what_is_asked_for(world, door, client):
    divide(world, stock=9, draws_at=timezone.now() + HOUR)
    client.post("/today/", order_form(world, 2, 1))
    ask = Ask.objects.get()
    page = client.get(f"/today/?change={ask.number}").text
    assert f'name="q{world.listings[0].pk}" value="2"' in page
    seen = f"{ask.pk}-{ask.pk}"
    assert f'name="seen" value="{seen}"' in page
    change = order_form(world, 1, 1, key=key_on(page), on_existing="replace", seen=seen)
    client.post("/today/", change)

    assert AskLine.objects.get(waiting__gt=0).quantity == 1
    assert Order.objects.live().count() == 1


def test_a_change_of_what_is_on_the_waiting_list_says_what_it_costs(world, door, client):
    sell_out(world)
    client.post("/today/", order_form(world, 1, waits="1"))
    assert "排到队尾" in client.get(f"/today/?change={Ask.objects.get().number}").text
    again = client.post("/today/", order_form(world, 1, waits="1")).text
    assert "选“加上”，原来候补的位置不变；选“替换”，就排到队尾" in again


def test_an_ask_of_a_round_that_closed_says_that_nothing_comes_any_more(world, door, client):
    sell_out(world)
    client.post("/today/", order_form(world, 1, waits="1"))
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    ask = Ask.objects.get()

    assert "已截单，1 份没有分到" in page_of(client, ask)
    assert "withdraw" not in page_of(client, ask)
    assert client.get(f"/today/?change={ask.number}").url == f"/orders/{ask.number}/"
    assert ask.number in client.get("/orders/").text.replace(" ", "")


def test_the_number_of_queries_does_not_grow_with_the_asks(
    world, door, client, django_assert_max_num_queries
):
    divide(world, stock=1, draws_at=timezone.now() + HOUR)
    neighbours_ask(world, 1)
    for _ in range(3):
        client.post("/today/", order_form(world, 1, on_existing="add"))
    draw(world, now=timezone.now())
    with django_assert_max_num_queries(14):
        client.get("/today/")
    with django_assert_max_num_queries(8):
        client.get("/orders/")
    with django_assert_max_num_queries(13):
        page_of(client, Ask.objects.standing().filter(household=door).latest("pk"))
