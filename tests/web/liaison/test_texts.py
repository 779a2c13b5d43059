"""R45, C3.3: texts for the chat fit a message, or are shortened and numbered in a stated order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from baogong.apps.money.queries import DoorBalance
from baogong.apps.ordering.enums import Moment, OnShort, Rule
from baogong.apps.ordering.queries import ContentRow, ListingRow, OfferRow
from baogong.web.components.chat import MOST_CHARACTERS
from baogong.web.liaison.texts import Ways, offer_text, owing_text

WAYS = Ways(url="https://baogong.example/", phone="0717-6000000", door="E6-1-602")
CUTOFF = datetime(2026, 4, 12, 10, 0, tzinfo=UTC)
GOODS = (ContentRow("白菜", "gram", 3000), ContentRow("鸡蛋", "piece", 20))


def listing(n, **changes):
    fields = {
        "id": n,
        "package_id": n,
        "name": f"蔬菜包{n}号",
        "family": "produce",
        "price_fen": 3500 + n,
        "stated_grams": 3000,
        "tolerance_percent": 5,
        "weight_reason": "",
        "at_scale": False,
        "left": None,
        "limit": None,
        "contents": GOODS,
    }
    return ListingRow(**fields | changes)


def offer(*listings):
    return OfferRow(
        id=1,
        title="第 3 轮",
        estate="东辰心语",
        opens_at=CUTOFF - timedelta(hours=8),
        cutoff_at=CUTOFF,
        delivery_date=date(2026, 4, 13),
        ahead=False,
        usual_on_short=OnShort.REFUND,
        listings=listings,
    )


def test_a_round_says_what_when_for_how_much_and_how_to_order():
    [text] = offer_text(offer(listing(1)), WAYS).parts

    assert text.splitlines() == [
        "【东辰心语】第 3 轮",
        "截单：4月12日 周日 18:00；送货：4月13日 周一。",
        "▪ 蔬菜包1号 ¥35.01，净重 6 斤（3 kg）",
        "  白菜 6 斤，鸡蛋 20 件",
        "下单方式：",
        "手机：扫住户卡上的码，或打开 https://baogong.example/",
        "电话：0717-6000000",
        "群里接龙：写门牌、套餐和份数",
        "例：E6-1-602 蔬菜包1号×1",
    ]


def test_in_english_it_is_as_complete():
    with translation.override("en"):
        [text] = offer_text(offer(listing(1, limit=2)), WAYS).parts

    assert "[东辰心语] 第 3 轮" in text
    assert "¥35.01, net 6 jin (3 kg), at most 2 for each household" in text
    assert "e.g. E6-1-602 蔬菜包1号×1" in text


@pytest.mark.parametrize(
    ("missing", "gone"), [("phone", "电话"), ("url", "手机"), ("door", "例：")]
)
def test_what_is_not_set_is_left_out(missing, gone):
    ways = replace(WAYS, **{missing: ""})

    assert gone not in offer_text(offer(listing(1)), ways).parts[0]


@pytest.mark.parametrize(
    ("rule", "said", "in_english"),
    [
        (Rule.DRAW, "4月12日 周日 14:00 抽签", "drawn by lot on Sun 12 Apr 14:00"),
        (
            Rule.ONE_EACH,
            "4月12日 周日 14:00 每户先分一份",
            "one for each door first, on Sun 12 Apr 14:00",
        ),
        (
            Rule.PRIORITY,
            "4月12日 周日 14:00 先分给最需要的户",
            "doors that need it most first, on Sun 12 Apr 14:00",
        ),
    ],
)
def test_what_is_divided_says_by_which_rule_and_when(rule, said, in_english):
    """X3: who reads it in the chat knows that nobody has to be quick."""
    terms = {"rule": rule, "moment": Moment.DRAW, "moment_at": CUTOFF - timedelta(hours=4)}
    drawn = offer(listing(1, **terms), listing(2))
    [text] = offer_text(drawn, WAYS).parts
    assert f"▪ 蔬菜包1号 ¥35.01，净重 6 斤（3 kg），{said}\n" in text
    assert "▪ 蔬菜包2号 ¥35.02，净重 6 斤（3 kg）\n" in text
    with translation.override("en"):
        [text] = offer_text(drawn, WAYS).parts
    assert f", {in_english}\n" in text


def test_before_the_opening_it_says_that_one_may_choose_at_any_hour():
    ahead = replace(
        offer(listing(1, moment=Moment.OPENING, moment_at=CUTOFF - timedelta(hours=8))), ahead=True
    )
    [text] = offer_text(ahead, WAYS).parts
    assert text.splitlines()[1] == (
        "截单：4月12日 周日 18:00；送货：4月13日 周一。"
        " 4月12日 周日 10:00 开团；之前什么时候选好，机会都一样。"
    )
    with translation.override("en"):
        assert "has the same chance, at any hour" in offer_text(ahead, WAYS).parts[0]


def test_a_long_one_leaves_out_the_contents_first():
    text = offer_text(offer(*map(listing, range(1, 28))), WAYS)

    assert (len(text.parts), text.shortened) == (1, True)
    assert "白菜" not in text.parts[0]
    assert len(text.parts[0]) <= MOST_CHARACTERS


def test_a_still_longer_one_is_numbered_and_loses_nothing():
    text = offer_text(offer(*map(listing, range(1, 91))), WAYS)

    count = len(text.parts)
    assert count > 1
    assert [part.splitlines()[0] for part in text.parts] == [
        f"【东辰心语】第 3 轮（{n}/{count}）" for n in range(1, count + 1)
    ]
    assert max(map(len, text.parts)) <= MOST_CHARACTERS
    assert all(f"蔬菜包{n}号" in "\n".join(text.parts) for n in range(1, 91))


def test_one_that_fits_keeps_its_contents():
    assert not offer_text(offer(listing(1)), WAYS).shortened


def test_what_doors_owe_names_doors_and_sums_only():
    rows = [DoorBalance(n, f"E6-1-{n}", "E6", 3500, CUTOFF) for n in range(101, 103)]
    [text] = owing_text(rows, estate="东辰心语").parts

    assert text.splitlines() == [
        "【东辰心语】还没付款的门牌",
        "E6-1-101 ¥35.00",
        "E6-1-102 ¥35.00",
        "请今天付清。已经付过的，请告诉我一声。",
    ]


def test_nobody_owes_means_no_text():
    assert owing_text([], estate="E").parts == ()
