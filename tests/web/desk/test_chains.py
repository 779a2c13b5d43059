"""R42: paste a chain, see each line, mend what waits, enter the rest, tell the chat."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import formats, timezone

from baogong.apps.ordering.models import Chain, ChainLine, Order
from baogong.apps.ordering.queries import DoorEntered
from baogong.apps.ordering.services import LONGEST_CHAIN, close_round, decide_order
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.plumbing.audit import SYSTEM
from baogong.readers import chains
from baogong.web.components.chat import MOST_CHARACTERS
from baogong.web.desk.chains.words import REASONS
from baogong.web.desk.read_lines.words import confirmation
from baogong.web.setup.people.words import REASONS as SIGN_UP_REASONS
from tests.factories import make_world
from tests.factories.world import announce, intent

pytestmark = pytest.mark.django_db

TEXT = "#接龙\n1. B1-1-101 蔬菜包2\n2. B1-1-909 蔬菜包1\n3. B1-1-102 蔬菜包多来点\n4. 几点到\n"


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def chain(world, client):
    client.post(reverse("desk:chains", args=[world.round.pk]), {"text": TEXT})
    return Chain.objects.get()


def page(client, chain):
    return client.get(reverse("desk:chain", args=[chain.pk]))


def mend(client, number, **fields):
    line = ChainLine.objects.get(number=number)
    data = {f"l{line.pk}-{name.replace('_', '-')}": value for name, value in fields.items()}
    return client.post(reverse("desk:chain_line", args=[line.pk]), data | {"chain": line.chain_id})


def enter(client, chain):
    return client.post(reverse("desk:chain_enter", args=[chain.pk]), follow=True)


def test_the_page_shows_every_line_with_what_was_made_of_it(chain, client):
    shown = page(client, chain)

    assert [row.raw for row, _why, _form in shown.context["lines"]] == TEXT.strip().split("\n")
    assert shown.context["counts"] == {"ready": 1, "review": 2, "ignored": 2}
    assert "没有“B1-1-909”这一户" in shown.content.decode()
    assert "2. B1-1-909 蔬菜包1 → 没有“B1-1-909”这一户" in shown.context["questions"]
    assert shown.context["confirmation"] == []


def test_entering_tells_how_many_doors_and_makes_the_text_for_the_chat(world, chain, client):
    answer = enter(client, chain)

    assert [str(message) for message in answer.context["messages"]] == ["已登记 1 户。"]
    [message] = answer.context["confirmation"]
    assert message.split("\n")[1:] == ["B1-1-101 蔬菜包×2"]
    assert Order.objects.get().household.label == "B1-1-101"


def test_a_door_and_a_number_mend_a_line(world, chain, client):
    package = world.listings[0].package_id
    answer = mend(client, "2", kind="order", door0="201", **{f"q0_{package}": 1})

    assert answer.status_code == 302
    enter(client, chain)
    doors = Order.objects.values_list("household__label", flat=True)
    assert set(doors) == {"B1-1-101", "B1-1-201"}


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"door0": "", "q": 1}, "必填"),
        ({"door0": "1", "q": 1}, "B1-1-101"),
        ({"door0": "777", "q": 1}, "E6-1-602"),
        ({"door0": "201", "q": ""}, "至少选一种套餐"),
        ({"door0": "201", "q": 100}, "99"),
    ],
)
def test_a_line_that_is_mended_badly_comes_back_filled_with_the_cure(
    world, chain, client, fields, says
):
    package = world.listings[0].package_id
    answer = mend(
        client, "2", kind="order", door0=fields["door0"], **{f"q0_{package}": fields["q"]}
    )

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert ChainLine.objects.get(number="2").state == "review"


def test_a_line_is_left_out_with_one_tap(chain, client):
    line = ChainLine.objects.get(number="3")
    client.post(reverse("desk:chain_line", args=[line.pk]), {"leave": "1", "chain": chain.pk})

    line.refresh_from_db()
    assert line.state == "left_out"
    assert page(client, chain).context["counts"]["review"] == 1


def test_nothing_pasted_is_told_beside_the_field(world, client):
    answer = client.post(reverse("desk:chains", args=[world.round.pk]), {"text": ""})

    assert answer.status_code == 422
    assert "请先从群里复制整条接龙" in answer.content.decode()


def test_after_the_cut_off_the_chain_stays_and_the_page_says_why(world, chain, client):
    close_round(round_id=world.round.pk, actor=SYSTEM, now=timezone.now())
    answer = enter(client, chain)

    assert "已截单" in answer.content.decode()
    assert not Order.objects.exists()
    assert page(client, chain).context["counts"]["ready"] == 1


def test_a_round_that_was_closed_early_offers_nothing_to_enter(world, chain, client):
    """R42: it names the hour at which it was closed, not a cut-off that is still to come."""
    enter_url = reverse("desk:chain_enter", args=[chain.pk])
    index = reverse("desk:chains", args=[world.round.pk])
    assert enter_url in page(client, chain).text
    assert "<textarea" in client.get(index).text
    at = timezone.now()
    close_round(round_id=world.round.pk, actor=SYSTEM, now=at)
    shown, pasting, refused = page(client, chain), client.get(index), enter(client, chain)

    hour = formats.date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
    assert f"本轮已于 {hour} 截单" in shown.text
    assert f"本轮已于 {hour} 截单" in pasting.text
    assert hour in str(next(iter(refused.context["messages"])))
    assert enter_url not in shown.text
    assert "<textarea" not in pasting.text


def test_a_door_that_ordered_elsewhere_is_added_to_with_one_tap_and_never_goes_round(
    world, chain, client
):
    """R42: without a word about the other order the line stays where it is, and says why."""
    decide_order(intent(world, world.doors[0], 1), now=timezone.now())
    shown = enter(client, chain)
    line = ChainLine.objects.get(number="1")
    adds = f'name="l{line.pk}-adds" value="on"'
    assert adds in shown.text
    package = f"q0_{world.listings[0].package_id}"
    sent = {"kind": "order", "door0": "B1-1-101", package: 2}

    assert mend(client, "1", **sent).status_code == 422
    line.refresh_from_db()
    assert line.state == "review"
    assert mend(client, "1", **sent, adds="on").status_code == 302
    enter(client, chain)
    line.refresh_from_db()
    assert line.state == "entered"
    assert Order.objects.live().filter(household=world.doors[0]).count() == 2


def test_what_is_entered_comes_in_messages_that_a_chat_shows_whole(chain, client):
    """R42: as long as the texts of the broadcasts, each with its number."""
    doors = [DoorEntered(f"B1-1-{n}", (("蔬菜包", 1),)) for n in range(101, 201)]
    messages = confirmation(doors, offer=page(client, chain).context["offer"])

    assert len(messages) > 1
    assert all(len(message) <= MOST_CHARACTERS for message in messages)
    lines = [line for message in messages for line in message.splitlines()[1:]]
    assert lines == [f"{door.door} 蔬菜包×1" for door in doors]


def test_a_text_that_is_no_chain_is_refused_in_our_own_words(world, client):
    text, told = "1. B1-1-101\x00 蔬菜包1", "没有的字符"
    answer = client.post(reverse("desk:chains", args=[world.round.pk]), {"text": text})

    assert answer.status_code == 422
    assert told in answer.text
    assert not Chain.objects.exists()


def test_less_than_nothing_is_refused_in_our_own_words(world, chain, client):
    package = f"q0_{world.listings[0].package_id}"

    assert "请填 0 或更大的数。" in mend(client, "2", door0="B1-1-102", **{package: -1}).text


def test_one_tap_on_a_door_is_enough_where_only_the_door_is_not_clear(client):
    world = make_world(buildings=2)
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    text = "#接龙\nB1栋的团，B1栋的邻居接这里\n\n1. B2-1-201 蔬菜包2\n"
    client.post(reverse("desk:chains", args=[world.round.pk]), {"text": text})
    chain, line = Chain.objects.get(), ChainLine.objects.get(number="1")
    [(_row, [(_why, doors)], form)] = page(client, chain).context["lines"][2:]
    quantity = f"q0-{world.listings[0].package_id}"
    assert list(doors) == ["B2-1-201"]
    assert form[quantity].value() == 2
    data = {f"l{line.pk}-kind": "order", f"l{line.pk}-{quantity}": 2, "door": doors[0]}
    client.post(reverse("desk:chain_line", args=[line.pk]), data)
    enter(client, chain)

    assert Order.objects.get().household.label == "B2-1-201"


def test_every_reason_to_look_has_its_words():
    source = Path(chains.__file__).parent
    for path in source.glob("*.py"):
        written = set(re.findall(r'Reason\(\s*"([a-z_]+)"', path.read_text("utf-8")))
        assert written <= set(SIGN_UP_REASONS if path.name == "signups.py" else REASONS)


def test_a_line_of_two_doors_has_a_place_for_each(world, client):
    text = "#接龙\n1. B1-1-101 帮楼上201一起 蔬菜包2\n"
    client.post(reverse("desk:chains", args=[world.round.pk]), {"text": text})
    chain = Chain.objects.get()
    [_head, (row, _why, form)] = page(client, chain).context["lines"]
    assert (row.state, len(list(form.blocks()))) == ("review", 2)
    package = world.listings[0].package_id
    answer = mend(
        client,
        "1",
        kind="order",
        door0="101",
        door1="201",
        **{f"q0_{package}": 1, f"q1_{package}": 1},
    )

    assert answer.status_code == 302
    enter(client, chain)
    doors = Order.objects.values_list("household__label", flat=True)
    assert set(doors) == {"B1-1-101", "B1-1-201"}


def test_a_ready_line_is_looked_at_again(chain, client):
    line = ChainLine.objects.get(number="1")
    client.post(reverse("desk:chain_line", args=[line.pk]), {"again": "1", "chain": chain.pk})

    assert page(client, chain).context["counts"]["review"] == 3


def test_the_desk_says_which_round_has_lines_that_wait(world, chain, client):
    assert "接龙 3 条待处理" in client.get(reverse("desk:home")).content.decode()


def test_lines_that_wait_are_shown_after_their_text_is_gone(chain, client):
    erase_due(timezone.now() + timedelta(days=15))
    shown = page(client, chain)

    assert "2 <span" in shown.content.decode()
    assert shown.context["questions"] == ""


@pytest.mark.parametrize("shown", ["", "x", "9" * 30, "-1"])
def test_a_chain_that_is_none_shows_the_lines_own(chain, client, shown):
    line = ChainLine.objects.get(number="3")
    answer = client.post(
        reverse("desk:chain_line", args=[line.pk]), {"leave": "1", "chain": shown}
    )

    assert answer.headers["location"].startswith(reverse("desk:chain", args=[chain.pk]))


def test_a_long_chain_comes_in_pages_and_mending_stays_on_its_page(client):
    world = make_world(floors=35)
    announce(world, now=timezone.now())
    client.force_login(world.staff[Role.CLERK])
    entries = [f"{n}. {door.label} 蔬菜包多来点" for n, door in enumerate(world.doors, start=1)]
    text = "\n".join(["#接龙", *entries])
    client.post(reverse("desk:chains", args=[world.round.pk]), {"text": text})
    url = reverse("desk:chain", args=[Chain.objects.get().pk])
    assert len(client.get(url).context["lines"]) == 50
    assert len(client.get(url, {"page": 2}).context["lines"]) == 21
    assert len(client.get(url, {"review": 1, "page": 2}).context["lines"]) == 20

    line = ChainLine.objects.get(number="60")
    answer = client.post(
        reverse("desk:chain_line", args=[line.pk]), {"leave": "1", "query": "review=1&page=2"}
    )
    assert answer.headers["location"] == f"{url}?review=1&page=2#line-{line.pk}"


def test_a_chain_that_is_too_long_is_refused_in_words_and_cut_nowhere(client, world):
    """A browser cuts off what is beyond a ``maxlength`` and says nothing."""
    url = reverse("desk:chains", args=[world.round.pk])
    long = TEXT + "长" * LONGEST_CHAIN
    answer = client.post(url, {"text": long})

    assert answer.status_code == 422
    assert f"{len(long)} 个字" in answer.text
    assert f"{LONGEST_CHAIN} 个字" in answer.text
    assert "maxlength" not in client.get(url).text
    assert long in answer.text
    assert not Chain.objects.exists()


def test_of_a_longer_copy_it_says_what_is_entered_already_and_shows_what_is_new(
    client, world, chain
):
    """R42: the order's number stands at the line; what only waits says that it stood there."""
    client.post(reverse("desk:chain_enter", args=[chain.pk]))
    entered = Order.objects.get()
    client.post(
        reverse("desk:chains", args=[world.round.pk]), {"text": f"{TEXT}5. B1-1-202 蔬菜包1\n"}
    )
    longer = Chain.objects.get(continues=chain)
    whole = client.get(reverse("desk:chain", args=[longer.pk]))
    rows = {row.number: row for row, _reasons, _form in whole.context["lines"] if not row.earlier}

    assert {n: row.state for n, row in rows.items() if n} == dict.fromkeys("1234", "known") | {
        "5": "ready"
    }
    assert [ask.number for ask in rows["1"].before] == [entered.number]
    assert rows["2"].before == ()
    assert "已登记过" in whole.text
    new = client.get(reverse("desk:chain", args=[longer.pk]), {"new": "1"}).context["lines"]
    assert [row.number for row, _reasons, _form in new if not row.earlier and row.number] == ["5"]
