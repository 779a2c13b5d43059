"""R42: how menus put prices, and what is not on offer."""

import pytest

from .estates import GARDEN, goods
from .reading import told_of

ENTRIES = "\n1. 3-501 鸡蛋1板 土豆2斤\n2. 5-602 酸奶1箱"
READ = ["3-1-501 egg=1,pot=2", "? off_menu"]


@pytest.mark.parametrize(
    "menu",
    [
        "品名 规格 单价\n鸡蛋 30枚/板 28\n牛奶 16盒/箱 52\n土豆 散称(斤) 2.6",
        "|品名|单价|\n|鸡蛋|28|\n|牛奶|52|\n|土豆|2.6|",
        "鸡蛋(28) 牛奶(52) 土豆(2.6)",
        "28元一板鸡蛋\n52元/箱的牛奶\n2.6元土豆",
        "鸡蛋二十八一板 牛奶五十二一箱 土豆两块六一斤",
        "商品1：鸡蛋\n价格：28元/板\n商品2：牛奶\n价格：52元/箱\n商品3：土豆\n价格：2.6元/斤",
        "今天有鸡蛋、牛奶、土豆，价格照旧",
        "鸡蛋28/板 土豆2块6一斤",
        "鸡蛋28/板 以下均3元/斤：土豆 青椒",
        "鸡蛋28/板\n土豆 青椒都是3块一斤",
        "鸡蛋28/板 土豆2.6/斤\n酸奶58/箱（售罄）",
        "鸡蛋28/板 土豆2.6/斤\n今天没有酸奶",
    ],
)
def test_a_menu_offers_what_it_prices_and_nothing_else(menu):
    assert told_of(menu + ENTRIES)[-2:] == READ


@pytest.mark.parametrize(
    ("price", "said", "read"),
    [
        ("豆腐3块5", "豆腐2块 共7元", "3-1-501 tofu=2"),
        ("豆腐3块5", "豆腐2块 共6元", "? sum_differs"),
        ("青椒8毛", "青椒1斤", "3-1-501 pep=1"),
        ("豆腐3块5 土豆2块6", "土豆5号", "?"),
    ],
)
def test_money_is_said_in_yuan_and_mao(price, said, read):
    assert told_of(f"{price}\n1. 3-501 {said}")[-1].startswith(read)


def test_a_code_with_a_zero_is_no_amount():
    menu = "01鸡蛋28/板 02牛奶52/箱 03土豆2.6/斤\n1. 3-501 01*2 02*1"
    assert told_of(f"{menu}\n2. 3-501 01不要了 换03*2")[-1] == "3-1-501 egg=0,pot=2 !change"
    assert told_of(f"{menu}\n2. 5-301 【1】2 【3】5")[-1] == "5-1-301 egg=2,pot=5"


def test_a_litre_is_no_code():
    menu = "D鸡蛋28/板 L牛奶52/箱\n1. 3-501 D2 L1"
    assert told_of(menu)[-1] == "3-1-501 egg=2,milk=1"


def test_the_menu_names_goods_in_short():
    menu = "洗洁12.9元 面粉26/袋 鸡蛋28/板\n1. 3-501 洗洁2瓶"
    assert told_of(menu)[-1] == "3-1-501 dish=2"


def test_what_lies_under_a_house_is_not_taken_off_the_shelf():
    menu = "谷饲鸡蛋,28一板,明天10点楼下架空层自提\n1. 3-501 2板\n2. 5-602 鸡蛋1板 牛奶1箱"
    assert told_of(menu)[-2:] == ["3-1-501 egg=2", "? off_menu"]


def test_a_package_that_is_named_by_its_price_is_said_without_the_yuan():
    packs = (
        GARDEN[0],
        goods(
            "a,经济蔬菜组合,39元包|39元菜包,份,3900,count,\n"
            "b,家庭蔬菜组合,59元包|59元菜包,份,5900,count,\nc,大米,,袋,4500,count,"
        ),
    )
    head = "网格员小宋统一报名\n39元菜包：土豆、白菜\n59元菜包：8样菜\n大米45"
    told = told_of(f"{head}\n1. 3-501 59包2份 未付款，晚上转\n2. 3-502 39包1 大米1", packs)
    assert told[-2:] == ["3-1-501 b=2 unpaid", "3-1-502 a=1,c=1"]


@pytest.mark.parametrize("row", ["土豆、青椒 | 斤 | 都是3", "红豆腐/土豆 3.5一斤"])
def test_one_price_may_be_of_several_goods(row):
    told = told_of(f"鸡蛋28/板\n{row}\n1. 3-501 土豆2斤")
    assert told[-1] == "3-1-501 pot=2"
