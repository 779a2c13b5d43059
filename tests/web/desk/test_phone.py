"""R39: an order by phone is read back, ticked, and says who took it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Ask, Listing, Order, Round
from baogong.apps.ordering.services import close_round, decide_order
from baogong.apps.people.enums import Role
from baogong.apps.people.services import assign
from baogong.apps.places.models import Place
from baogong.plumbing.audit import SYSTEM
from baogong.values.codes import group
from tests.factories import NOW, make_world, order
from tests.factories.asks import announce_ahead, divide, sell_out
from tests.factories.limits import by_channel, round_on
from tests.factories.world import announce

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def call(world, client):
    """Send the phone form for the first door."""

    def send(*quantities, **changes):
        form = {"key": uuid4(), "round": world.round.pk} | changes
        for listing, quantity in zip(world.listings, quantities, strict=False):
            form[f"q{listing.pk}"] = quantity
        return client.post(reverse("desk:phone_order", args=[world.doors[0].pk]), form)

    return send


def live():
    return list(Order.objects.live().order_by("pk"))


@pytest.mark.parametrize("typed", ["B1-1-101", "b1 101", "101"])
def test_a_door_is_found_the_way_that_callers_say_it(world, client, typed):
    doors = client.get(reverse("desk:phone"), {"q": typed}).context["doors"]

    assert doors[0].code == "B1-1-101"
    assert client.get(doors[0].url).status_code == 200


@pytest.mark.parametrize(
    ("typed", "opened"), [("b1 101", True), ("B1-1-101", True), ("10", False)]
)
def test_enter_opens_the_one_door_that_was_meant(world, client, typed, opened):
    answer = client.get(reverse("desk:phone"), {"q": typed, "go": "1"})

    assert (answer.status_code == 302) == opened
    if opened:
        assert answer.url == reverse("desk:phone_order", args=[world.doors[0].pk])


def test_doors_are_looked_for_in_every_estate_of_the_clerk_or_in_the_chosen_one(world, client):
    other, foreign = make_world(name="F"), make_world(name="G")
    assign(
        user=world.staff[Role.CLERK], role=Role.CLERK, place=other.estate, actor=SYSTEM, now=NOW
    )

    def found(**wanted):
        doors = client.get(reverse("desk:phone"), {"q": "101"} | wanted).context["doors"]
        return [door.place for door in doors]

    assert found() == ["E", "F"]
    assert found(estate=other.estate.pk) == ["F"]
    assert found(q="f 101") == ["F"]
    assert found(estate=foreign.estate.pk) == ["E", "F"]


@pytest.mark.parametrize("placed", ["x", "0", "99999999999"])
def test_a_number_that_is_no_order_of_mine_is_not_shown(world, client, placed):
    far = order(make_world(name="F"), Place.objects.doors().last(), 1)
    for number in (placed, far.order_id):
        answer = client.get(reverse("desk:phone"), {"placed": number})
        assert (answer.status_code, answer.context["placed"]) == (200, None)


def test_an_unknown_door_says_what_to_try(world, client):
    answer = client.get(reverse("desk:phone"), {"q": "Z9"})

    assert answer.context["doors"] == []
    assert "Z9" in answer.text


def test_an_order_number_leads_to_its_order(world, call, client):
    call(1, place="1", read_back="on")
    [order] = live()
    answer = client.get(reverse("desk:phone"), {"q": order.number.lower()})

    assert reverse("desk:order", args=[order.pk]) in answer.text
    answer = client.get(reverse("desk:phone"), {"q": order.number, "go": "1"})
    assert answer.url == reverse("desk:order", args=[order.pk])


def test_the_order_is_read_back_in_sentences_before_it_is_placed(world, call):
    answer = call(2, 1)

    assert answer.status_code == 200
    sentences = answer.context["sentences"]
    assert "B1-1-101" in sentences[0]
    assert "蔬菜包 2 份" in sentences[1]
    assert "鸡蛋 20 件" in sentences[2]
    assert "¥120.00" in sentences[3]
    assert live() == []


def test_without_the_tick_nothing_is_placed(world, call):
    answer = call(2, place="1")

    assert answer.status_code == 422
    assert answer.context["form"].errors["read_back"]
    assert live() == []


def test_with_the_tick_the_order_says_who_took_it_and_its_number_is_shown(world, call, client):
    answer = call(2, place="1", read_back="on")

    [order] = live()
    assert (order.channel, order.read_back) == (Channel.PHONE, True)
    assert order.placed_by == world.staff[Role.CLERK]
    assert order.household == world.doors[0]
    assert answer.url == f"{reverse('desk:phone')}?placed={order.pk}"
    page = client.get(answer.url)
    assert group(order.number) in page.text
    assert "电话下单，接单人 clerk" in page.text
    assert page.context["doors"] is None


def test_a_repeated_send_is_one_order(world, call):
    key = uuid4()
    answers = [call(1, key=key, place="1", read_back="on") for _ in range(2)]

    assert answers[0].url == answers[1].url
    assert len(live()) == 1
    assert call(3, key=key, place="1", read_back="on").status_code == 422
    assert [order.total_fen for order in live()] == [3500]


def test_changing_leads_back_with_the_numbers(world, call):
    answer = call(2, 1, change="1")

    assert [choice.quantity for choice in answer.context["form"].choices()] == [2, 1]
    assert live() == []


@pytest.mark.parametrize("quantities", [(), (0, 0), ("-1",), ("x",)])
def test_nothing_or_nonsense_is_not_read_back(world, call, quantities):
    assert call(*quantities).status_code == 422
    assert live() == []


def test_more_than_is_left_is_refused_at_the_end(world, call):
    Listing.objects.update(stock=1)
    answer = call(2, place="1", read_back="on")

    assert answer.status_code == 422
    assert "蔬菜包" in answer.text
    assert live() == []


def test_more_than_the_limit_is_refused_before_it_is_read_back(world, call):
    """R39: nobody reads an order aloud that cannot be placed."""
    Listing.objects.update(household_limit=4)
    refused = call(5)

    assert refused.status_code == 422
    assert "sentences" not in refused.context
    assert "您家最多 4 份" in refused.text
    assert call(4).context["sentences"]


def test_what_is_added_counts_with_what_there_is_before_it_is_read_back(world, call):
    """R39: whoever replaces an order gives back what it holds, be it more than the limit now."""
    call(3, place="1", read_back="on")
    Listing.objects.update(household_limit=4)
    assert "您家最多 4 份，已订 3 份" in call(2, on_existing="add").text
    assert call(1, on_existing="add").context["sentences"]
    assert call(4, on_existing="replace").context["sentences"]
    Listing.objects.update(household_limit=2)
    assert call(3, on_existing="replace").context["sentences"]
    assert call(4, on_existing="replace").status_code == 422


def test_what_was_had_in_other_rounds_counts_before_it_is_read_back(world, call):
    """X3: at most two in three days."""
    now = timezone.now()
    rounds = [round_on(world, days, now=now) for days in (0, 1)]
    decide_order(by_channel(world, rounds[0], world.doors[0], Channel.PHONE, 1), now=now)
    world.round = rounds[1]
    refused = call(2)

    assert refused.status_code == 422
    assert "您家最多 2 份，已订 1 份" in refused.text
    assert call(1).context["sentences"]


def test_a_door_that_ordered_already_must_say_add_or_replace(world, call):
    call(1, place="1", read_back="on")
    assert call(0, 1).status_code == 422
    assert call(0, 1, place="1", read_back="on").status_code == 422
    assert len(live()) == 1
    answer = call(0, 1, on_existing="replace")
    number = group(live()[0].number)

    assert any(number in sentence for sentence in answer.context["sentences"])
    assert call(0, 1, on_existing="replace", place="1", read_back="on").status_code == 422
    assert len(live()) == 1  # nobody read aloud which order falls away
    seen = answer.context["seen"]
    call(0, 1, on_existing="replace", seen=seen, place="1", read_back="on")
    assert [order.total_fen for order in live()] == [5000]


def test_the_last_packages_stay_with_the_door_that_has_them(world, call, client):
    """R39: the caller keeps both and adds another; they are sold out for everybody else."""
    call(2, place="1", read_back="on")
    Listing.objects.filter(pk=world.listings[0].pk).update(stock=2)
    url = reverse("desk:phone_order", args=[world.doors[0].pk])
    page = client.get(url, {"again": live()[0].pk, "round": world.round.pk})

    assert f'name="q{world.listings[0].pk}" value="2"' in page.text


def test_the_same_again_takes_over_what_is_still_on_offer(world, call, client):
    call(2, 1, place="1", read_back="on")
    announce(world, now=timezone.now())
    Listing.objects.filter(pk=world.listings[1].pk).update(stock=0)
    url = reverse("desk:phone_order", args=[world.doors[0].pk])
    answer = client.get(url, {"again": live()[0].pk, "round": world.round.pk})

    assert [choice.quantity for choice in answer.context["form"].choices()] == [2, 0]
    assert [row.id for row in answer.context["recent"]] == [live()[0].pk]
    assert answer.context["missing"] == ["鸡蛋蔬菜包"]


def test_a_round_that_closed_during_the_call_takes_nothing_more(world, call):
    key = uuid4()
    first = call(1, key=key, place="1", read_back="on")
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())

    assert call(1, place="1", read_back="on").status_code == 422
    assert call(1, key=key, place="1", read_back="on").url == first.url
    assert len(live()) == 1


def test_foreign_doors_and_places_that_are_no_door_are_not_there(world, client):
    far = make_world(name="F")
    for place in (far.doors[0], world.estate, world.doors[0].parent):
        url = reverse("desk:phone_order", args=[place.pk])
        assert client.get(url).status_code == 404
        assert client.post(url, {}).status_code == 404


def test_the_number_of_queries_stays(world, call, client, django_assert_max_num_queries):
    for _ in range(3):
        call(1, place="1", read_back="on", on_existing="add")
        announce(world, now=timezone.now())
    with django_assert_max_num_queries(26):
        client.get(reverse("desk:phone_order", args=[world.doors[0].pk]))


def test_what_waits_is_read_back_and_its_number_is_told(world, call, client):
    """R38: a caller asks for what is drawn, and for what is sold out."""
    divide(world, stock=1, draws_at=timezone.now() + timedelta(hours=1))
    Listing.objects.filter(pk=world.listings[1].pk).update(stock=1)
    sentences = " ".join(call(1, 3, waits="1").context["sentences"])
    assert "抽签，在此之前申请的住户都参加" in sentences
    assert "现在有 1 份，另外 2 份替您候补" in sentences
    assert "现在 ¥50.00，全部分到共 ¥185.00" in sentences
    answer = call(1, 3, waits="1", place="1", read_back="on")

    [order] = live()
    ask = Ask.objects.get()
    assert (order.pk, ask.channel, ask.read_back) == (ask.pk, Channel.PHONE, True)
    page = client.get(answer.url).text
    assert group(order.number) in page
    assert "蔬菜包 × 1" in page
    assert reverse("desk:ask", args=[ask.pk]) in client.get(f"/desk/orders/{order.pk}/").text


def test_a_number_under_which_all_waits_leads_to_what_was_asked_for(world, call, client):
    sell_out(world)
    receipt = call(1, waits="1", place="1", read_back="on")
    ask = Ask.objects.get()
    assert live() == []
    assert group(ask.number) in client.get(receipt.url).text
    url = reverse("desk:ask", args=[ask.pk])
    assert url in client.get(reverse("desk:phone"), {"q": ask.number}).text
    assert client.get(reverse("desk:phone"), {"q": ask.number, "go": "1"}).url == url
    assert "下一个就是您。" in client.get(url).text
    assert url in client.get(reverse("desk:phone_order", args=[world.doors[0].pk])).text

    taken_back = client.post(reverse("desk:ask_withdraw", args=[ask.pk]), follow=True).text

    assert "已撤回" in taken_back
    assert not Ask.objects.standing().exists()


def test_an_ask_that_stands_is_replaced_only_after_the_caller_was_asked(world, call):
    sell_out(world)
    call(1, waits="1", place="1", read_back="on")
    [ask] = Ask.objects.all()
    assert call(2, waits="1").status_code == 422
    answer = call(2, waits="1", on_existing="replace")
    assert f"您之前的申请 {group(ask.number)} 作废。" in answer.context["sentences"]
    seen = answer.context["seen"]
    call(2, waits="1", on_existing="replace", seen=seen, place="1", read_back="on")

    assert Ask.objects.standing().get().lines.get().quantity == 2


def test_a_round_that_is_announced_is_taken_by_phone_too(world, call, client):
    Round.objects.update(closed_at=timezone.now())
    announce_ahead(world, now=timezone.now())
    answer = call(1, place="1", read_back="on")

    assert answer.url == f"{reverse('desk:phone')}?placed={Ask.objects.get().pk}"
    assert live() == []
