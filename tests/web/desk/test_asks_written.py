"""X3, R42, R48, R28: pages of chains, files and slips say what is asked for and not ordered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from baogong.apps.ordering.models import Ask, Chain, GroupBuyFile, Order
from baogong.apps.people.enums import Role
from baogong.values.codes import group
from tests.factories import make_world
from tests.factories.asks import divide, draw
from tests.factories.group_buys import HEAD, table
from tests.factories.world import announce

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
TEXT = "#接龙\n1. B1-1-101 蔬菜包2 鸡蛋蔬菜包1\n2. B1-1-102 鸡蛋蔬菜包1\n"


@pytest.fixture
def world(client):
    world = make_world()
    announce(world, now=timezone.now())
    divide(world, stock=1, draws_at=timezone.now() + HOUR)
    client.force_login(world.staff[Role.CLERK])
    return world


@pytest.fixture
def chain(world, client):
    client.post(reverse("desk:chains", args=[world.round.pk]), {"text": TEXT})
    return Chain.objects.get()


@pytest.fixture
def english(client):
    """A client that reads English; the language of the tests is as before afterwards."""

    def switched():
        client.cookies["django_language"] = "en"
        return client

    with translation.override(translation.get_language()):
        yield switched


def test_before_a_chain_is_entered_its_page_says_what_is_asked_for(chain, client, english):
    url = reverse("desk:chain", args=[chain.pk])
    shown = client.get(url).text
    assert "这些是申请，还没有订上" in shown
    assert "抽签" in shown
    assert shown.count("申请</span>") == 1
    in_english = english().get(url).text
    assert "Asked for, and not ordered yet" in in_english
    assert "Drawn by lot on" in in_english
    assert in_english.count("asks for it</span>") == 1


def test_the_text_for_the_chat_tells_each_door_its_number(chain, client, english):
    url = reverse("desk:chain_enter", args=[chain.pk])
    answer = client.post(url, follow=True)
    number = group(Ask.objects.get().number)

    said = [str(message) for message in answer.context["messages"]]
    assert said == ["已登记 2 户。", "其中 1 户有申请，还没有订上，编号见下。"]
    lines = answer.context["confirmation"][0].split("\n")
    assert lines[1:4] == [
        f"B1-1-101 鸡蛋蔬菜包×1；已申请 蔬菜包×2（编号 {number}）",
        "B1-1-102 鸡蛋蔬菜包×1",
        "“已申请”还不是订上了，分到没有，凭编号查看。",
    ]
    assert lines[4].startswith("蔬菜包 ")
    in_english = english().get(reverse("desk:chain", args=[chain.pk]))
    text = in_english.context["confirmation"][0]
    assert f"B1-1-101 鸡蛋蔬菜包×1; asks for 蔬菜包×2 (number {number})" in text
    assert "What you asked for is not ordered yet." in text
    assert reverse("desk:ask", args=[Ask.objects.get().pk]) in in_english.text


def test_after_the_draw_the_page_says_that_the_waiting_list_is_left(world, chain, client):
    other = world.doors[3]
    client.post(
        reverse("desk:slips", args=[world.round.pk]),
        {
            "key": uuid4(),
            "round": world.round.pk,
            "door": other.label,
            f"q{world.listings[0].pk}": 1,
        },
    )
    draw(world, now=timezone.now())
    assert Order.objects.get().household == other
    shown = client.get(reverse("desk:chain", args=[chain.pk])).text
    assert "现在申请的进入候补" in shown


def test_a_group_buy_file_says_what_is_asked_for_before_and_after(world, client):
    row = "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,待发货,"
    upload = SimpleUploadedFile("跟团.csv", table(row, head=HEAD))
    client.post(reverse("desk:group_buys", args=[world.round.pk]), {"table": upload})
    file = GroupBuyFile.objects.get()
    fields = file.head["columns"]
    data = {"heading": list(fields), "field": list(fields.values())}
    shown = client.post(reverse("desk:group_buy_columns", args=[file.pk]), data, follow=True)
    assert "这些是申请，还没有订上" in shown.text
    answer = client.post(reverse("desk:group_buy_enter", args=[file.pk]), follow=True)
    ask = Ask.objects.get()
    assert f"已申请 蔬菜包×2（编号 {group(ask.number)}）" in answer.context["confirmation"][0]
    assert reverse("desk:ask", args=[ask.pk]) in answer.text


def test_slips_that_ask_show_their_number_and_lead_to_it(world, client):
    url = reverse("desk:slips", args=[world.round.pk])
    form = {"key": uuid4(), "round": world.round.pk, "door": "B1-1-101"}
    client.post(url, form | {f"q{world.listings[0].pk}": 2})
    ask = Ask.objects.get()
    page = client.get(url).text
    assert "这些是申请，还没有订上" in page
    assert f'已申请 <a href="{reverse("desk:ask", args=[ask.pk])}">{group(ask.number)}</a>' in page
    grid = client.get(reverse("desk:slip_grid", args=[world.round.pk])).text
    assert reverse("desk:ask", args=[ask.pk]) in grid

    client.force_login(world.staff[Role.COMMANDER])
    checks = reverse("desk:slip_checks", args=[world.round.pk])
    form = {"key": uuid4(), "round": world.round.pk, "order": ask.pk}
    assert client.post(checks, form | {f"q{world.listings[0].pk}": 1}).status_code == 302
    settle = reverse("desk:slip_settle", args=[ask.pk])
    client.post(settle, {"holds": "second"})
    assert Ask.objects.standing().get().lines.get().quantity == 1
    draw(world, now=timezone.now())
    assert Order.objects.get().waits_for_check is False
