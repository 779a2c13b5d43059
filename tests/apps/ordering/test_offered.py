"""R21, R42, R48: chats and files count what a round offers as people do: jin, trays, sacks."""

import pytest

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.models import ChainLine
from baogong.apps.ordering.services.group_buy_reading import goods_table
from baogong.apps.ordering.services.offered import offered_by_code
from tests.factories.chats import enter, ordered, paste
from tests.factories.goods import goods_world

pytestmark = pytest.mark.django_db
HEAD = "#接龙\n番茄4.5/斤 土豆13/5斤 鸡蛋28/板 大米58/袋 矿泉水24/箱\n\n"


@pytest.mark.parametrize(
    ("said", "packages"),
    [
        ("番茄2斤", {"TOM": 4}),
        ("西红柿两斤半", {"TOM": 5}),
        ("番茄1公斤", {"TOM": 4}),
        ("番茄半斤 洋柿子", None),
        ("番茄", None),  # of what is weighed somebody says how much
        ("番茄2.3斤", None),  # it is sold in halves of a jin
        ("土豆10斤", {"POT": 2}),
        ("土豆2份", {"POT": 2}),
        ("土豆6斤", None),
        ("鸡蛋60枚", {"TRAY": 2}),
        ("鲜鸡蛋一板", {"TRAY": 1}),
        ("鸡蛋20枚", None),
        ("大米20斤", {"RICE": 1}),
        ("米2袋 水1箱", {"RICE": 2, "WATER": 1}),
        ("矿泉水48瓶", {"WATER": 2}),
        ("鸡蛋1板 番茄3斤 合计41.5", {"TRAY": 1, "TOM": 6}),
        ("鸡蛋1板 番茄3斤 合计40", None),
    ],
)
def test_a_chat_is_read_by_units_packs_and_other_names(said, packages):
    world = goods_world()
    chain = paste(world, f"{HEAD}1. B1-1-101 {said}")
    enter(world, chain)

    [line] = ChainLine.objects.filter(number="1")
    assert line.state == (LineState.ENTERED if packages else LineState.REVIEW)
    assert ordered(world) == ({"B1-1-101": packages} if packages else {})


def test_what_comes_to_no_package_is_asked_about_and_the_rest_is_kept():
    world = goods_world()
    paste(world, f"{HEAD}1. B1-1-101 番茄2.3斤 鸡蛋1板")

    line = ChainLine.objects.get(number="1")
    assert [(why["code"], why["text"]) for why in line.reasons] == [("not_whole", "番茄")]
    kept = {row.package.code: row.package_id for row in world.listings}
    assert line.asks.get().packages == {str(kept["TRAY"]): 1}


def test_a_change_says_how_much_it_is_in_all():
    world = goods_world()
    enter(world, paste(world, f"{HEAD}1. B1-1-101 番茄2斤 鸡蛋1板"))
    enter(world, paste(world, f"{HEAD}1. B1-1-101 番茄2斤 鸡蛋1板\n2. B1-1-101 番茄改成1斤半"))
    assert ordered(world) == {"B1-1-101": {"TOM": 3, "TRAY": 1}}


def test_a_line_that_waits_for_its_door_waits_for_its_amount_too():
    world = goods_world()
    paste(world, f"{HEAD}1. B1-1-909 番茄2.3斤 鸡蛋1板")

    codes = [why["code"] for why in ChainLine.objects.get(number="1").reasons]
    assert codes == ["no_such_door", "not_whole"]


@pytest.mark.parametrize(
    ("said", "packages"),
    [("3盐", {"SALT": 3}), ("3盐 鸡蛋1板", {"SALT": 3, "TRAY": 1}), ("28元鸡蛋", {"TRAY": 1})],
)
def test_a_small_number_ahead_of_a_name_is_how_many_and_no_price(said, packages):
    world = goods_world()
    enter(world, paste(world, f"{HEAD}食盐3/包\n\n1. B1-1-101 {said}"))
    assert ordered(world) == {"B1-1-101": packages}


def test_words_of_a_file_that_hold_a_bar_are_one_name():
    sold = offered_by_code(goods_world().round.pk)
    table = goods_table(sold, {"精品番茄|A款 大": "TOM"})
    assert [good.sku for good in table.find("精品番茄|A款 大")] == ["TOM"]
    assert not table.has("大")
