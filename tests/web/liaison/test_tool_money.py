"""R43, R40: an organiser writes down what they hand over; the desk signs for it."""

import pytest
from django.urls import reverse

from baogong.apps.ordering.models import ToolHandover
from baogong.apps.people.enums import Role
from tests.apps.ordering.test_tool_money import ALL, HEAD, ROWS, by_organiser, in_cash, lies, sign
from tests.browser import sign_in
from tests.factories import make_world
from tests.factories.group_buys import bought, enter_bought, table


@pytest.fixture
def world(db):
    world = make_world(floors=3)
    enter_bought(world, bought(world, table(*ROWS, head=HEAD)))
    return world


@pytest.fixture
def liaison(client, world):
    return signed_in(client, world, Role.LIAISON)


def signed_in(client, world, role):
    client.force_login(world.staff[role])
    client.cookies["django_language"] = "en"
    return client


def page(world, liaison):
    return liaison.get(reverse("liaison:tool_money", args=[world.estate.pk]))


def write_down(world, liaison, amount, **fields):
    url = reverse("liaison:tool_round", args=[world.round.pk])
    key = liaison.get(url).context["form"]["key"].value()
    form = {"key": key, "fen": amount, "method": "transfer", "reference": "T-1"}
    return liaison.post(url, form | fields, follow=True)


def test_who_collected_it_writes_it_down_and_the_desk_signs(world, liaison, client):
    assert "Hand over ¥106.50" in page(world, liaison).text
    assert "Now the desk signs for it" in write_down(world, liaison, "106.5").text
    found = ToolHandover.objects.get()
    assert found.organiser == found.counted_by == world.staff[Role.LIAISON]
    assert "Waits for a second name" in page(world, liaison).text
    assert lies(world) == (ALL, 0, 0, 0)

    clerk = signed_in(client, world, Role.CLERK)
    money = clerk.get(reverse("desk:money"))
    assert "money of 1 round was handed over and waits" in money.text
    [entry] = [item for item in money.context["nav"] if item.url == reverse("desk:money")]
    assert entry.count == 1
    waits = clerk.get(reverse("desk:tool_money", args=[world.estate.pk])).text
    assert "It is in the bank: sign" in waits
    answer = clerk.post(reverse("desk:tool_handover", args=[found.pk]), {"sign": 1}, follow=True)
    assert "The transfer is in the bank" in answer.text
    assert lies(world) == (0, ALL, 0, 0)


def test_nobody_else_can_be_named_as_who_hands_it_over(world, liaison):
    write_down(world, liaison, "106.5", organiser=world.staff[Role.CLERK].pk)

    assert ToolHandover.objects.get().organiser == world.staff[Role.LIAISON]


def test_a_difference_is_refused_without_words_and_nothing_moves(world, liaison):
    answer = write_down(world, liaison, "106", closes="on")

    assert answer.status_code == 422
    assert "It is not the ¥106.50 that the tool collected" in answer.text
    assert not ToolHandover.objects.exists()


def test_the_first_page_says_what_is_still_to_be_handed_over(world, liaison):
    home = reverse("liaison:home")
    assert "still to be handed over" in liaison.get(home).text
    found = by_organiser(world, ALL)
    assert "waits for the desk" in liaison.get(home).text
    sign(world, found)

    assert "all is handed over" in liaison.get(home).text


def test_without_tools_the_first_page_does_not_name_them(client, db):
    world = make_world()
    liaison = signed_in(client, world, Role.LIAISON)

    assert "group-buy tools" not in liaison.get(reverse("liaison:home")).text
    assert "No tool has collected anything yet" in page(world, liaison).text
    url = reverse("liaison:tool_round", args=[world.round.pk])
    assert liaison.get(url).status_code == 404


def drop(liaison, found):
    return liaison.post(reverse("liaison:tool_handover", args=[found.pk]), follow=True)


def test_what_waits_is_dropped_by_who_wrote_it_down(world, liaison):
    found = by_organiser(world, ALL)
    assert "Drop it" in page(world, liaison).text
    assert "It was taken back" in drop(liaison, found).text

    found.refresh_from_db()
    assert found.reversed_by == world.staff[Role.LIAISON]


def test_what_the_desk_signed_for_or_wrote_down_stays(world, liaison):
    signed = by_organiser(world, 5000)
    sign(world, signed)
    assert "This was signed or taken back already" in drop(liaison, signed).text
    by_desk = in_cash(world, 1000)
    assert "Ask the desk to drop it" in drop(liaison, by_desk).text
    assert "Drop it" not in page(world, liaison).text

    assert lies(world) == (ALL - 5000, 5000, 0, 0)
    assert not ToolHandover.objects.exclude(reversed_at=None).exists()


def test_another_estates_liaison_sees_nothing(world, client):
    found = by_organiser(world, ALL)
    other = signed_in(client, make_world(name="F"), Role.LIAISON)

    assert page(world, other).status_code == 404
    assert other.get(reverse("liaison:tool_round", args=[world.round.pk])).status_code == 404
    assert drop(other, found).status_code == 404
    found.refresh_from_db()
    assert found.reversed_at is None


@pytest.mark.parametrize("parts", [1, 4])
def test_the_page_asks_the_same_number_of_queries(
    world, liaison, parts, django_assert_max_num_queries
):
    for _ in range(parts):
        sign(world, by_organiser(world, 100))
    with django_assert_max_num_queries(13):
        page(world, liaison)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_small_phone(phone, live_server):
    world = make_world(floors=3)
    enter_bought(world, bought(world, table(*ROWS, head=HEAD)))
    sign_in(phone, world.staff[Role.LIAISON], url=live_server.url)
    page = phone.new_page()
    page.goto(reverse("liaison:home"))
    page.get_by_role("link", name="团购工具里的款").click()
    page.get_by_role("link", name="交接").click()
    page.get_by_label("现金").check()
    page.get_by_role("button", name="登记交接").click()

    page.get_by_text("等第二人签字").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.get_by_role("button", name="作废").is_visible()
