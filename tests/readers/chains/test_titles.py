"""R42: goods that the menu calls otherwise than the list; numbers ahead of goods; lost letters."""

import pytest

from .estates import GARDEN, GARDEN_HEAD, LANED, goods
from .reading import told_of

LIST = goods("""
a,A套餐,A餐,份,9900,count,青菜2斤 番茄2斤 鸡蛋10枚
b,B套餐,,份,15800,count,猪肉2斤 鸡翅2斤
c,套餐三,,份,8800,count,哈密瓜1个 苹果4斤
toast,吐司,面包,袋,1800,count,400g/袋
oil,福临门葵花籽油,食用油,桶,7900,count,5L/桶
soda,盐汽水,,箱,4200,count,24瓶/箱
""")
ESTATE = LANED[0], LIST
MENU = """A：蔬菜套餐99（青菜番茄+10个蛋）
B：荤菜套餐158
3：水果套餐88
D：吐司18/袋
E：福临门5L 79
F：盐汽水42"""


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("77-1-201 周 Ax1 Dx2", "77-1-201 a=1,toast=2"),
        ("77-1-201 A1 B1 E1", "77-1-201 a=1,b=1,oil=1"),
        ("77-1-201 A、B、D", "77-1-201 a=1,b=1,toast=1"),
        ("77-1-201 A+B各一份", "77-1-201 a=1,b=1"),
        ("77-1-201 荤菜套餐1 水果套餐1份", "77-1-201 b=1,c=1"),
        ("77-1-201 荤菜*1 水果*2", "77-1-201 b=1,c=2"),
        ("77-1-201 A餐一份 油一桶", "77-1-201 a=1,oil=1"),
        ("77-1-201 A1份E1桶", "77-1-201 a=1,oil=1"),
        ("77-1-201 Ax1\nFx2 已付款", "77-1-201 a=1,soda=2 paid"),
        ("77-1-201 24瓶盐汽水1箱", "77-1-201 soda=1"),
    ],
)
def test_a_letter_and_a_price_say_which_good_a_menu_means(entry, read):
    assert told_of(f"{MENU}\n1. {entry}", ESTATE)[-1] == read


def test_a_menu_may_leave_out_what_is_in_the_middle_of_a_name():
    assert told_of("7.福临门油 ￥79/桶\n1. 77-1-201 福临门油2", ESTATE)[-1] == "77-1-201 oil=2"
    assert told_of("7.福临门油 ￥79/桶\n1. 77-1-201 7号1桶", ESTATE)[-1] == "77-1-201 oil=1"


@pytest.mark.parametrize("menu", ["A 套餐99\nB 套餐158", "A：蔬菜套餐99\nB：蔬菜套餐158"])
@pytest.mark.parametrize("entry", ["套餐一份", "蔬菜套餐1", "蔬菜1份"])
def test_a_title_that_several_have_is_asked_about(menu, entry):
    assert told_of(f"{menu}\n1. 77-1-201 {entry}", ESTATE)[-1].startswith("?")
    assert told_of(f"{menu}\n1. 77-1-201 B一份", ESTATE)[-1] == "77-1-201 b=1"


def test_a_title_at_another_price_is_another_good():
    menu = MENU.replace("荤菜套餐158", "荤菜套餐58")
    assert told_of(f"{menu}\n1. 77-1-201 B1", ESTATE)[-1].startswith("?")


@pytest.mark.parametrize("entry", ["周 Zx1 Dx2", "Zx1 Dx2", "Dx2 Z*1", "小周 Zx1，Dx2"])
def test_a_letter_that_the_menu_lacks_is_not_lost_as_a_name(entry):
    assert told_of(f"{MENU}\n1. 77-1-201 {entry}", ESTATE)[-1].startswith("?")


NUMBERED = "1. 鸡蛋28元/板\n2. 牛奶52元/箱\n3. 面粉26元/袋"


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-501 1、鸡蛋2板 3、面粉1袋", "3-1-501 egg=2,flour=1"),
        ("3-501：2、牛奶1箱", "3-1-501 milk=1"),
        ("3-501 面粉 2、牛奶 1", "3-1-501 flour=2,milk=1"),
        ("3-501 2、鸡蛋1板", "?"),
    ],
)
def test_the_number_of_a_good_on_the_menu_is_no_amount(entry, read):
    assert told_of(f"{NUMBERED}\n\n1. {entry}")[-1].startswith(read)


def test_a_note_of_several_contents_says_nothing_of_pieces():
    """``哈密瓜1个 苹果4斤``: one of them is one package, and no single melon."""
    assert told_of(f"{MENU}\n1. 77-1-201 水果套餐1", ESTATE)[-1] == "77-1-201 c=1"


def test_what_a_pack_holds_is_no_amount_ahead_of_a_good():
    assert told_of(f"{GARDEN_HEAD}\n1. 3-501 16盒牛奶2箱", GARDEN)[-1] == "3-1-501 milk=2"


@pytest.mark.parametrize(
    ("menu", "read"),
    [
        ("另可加：葵花油5L装79元，吐司18/袋", "77-1-201 toast=1,oil=1"),
        ("葵花油69元，吐司18/袋", "?"),
    ],
)
def test_some_characters_of_a_name_in_their_order_are_it_at_its_price(menu, read):
    entry = "1. 77-1-201 吐司1袋 葵花油1桶"
    assert told_of(f"{menu}\n{entry}", ESTATE)[-1].startswith(read)


def test_two_characters_of_a_name_are_it_at_its_price():
    menu = "花油129/桶 鸡蛋28/板\n1. 3-501 花油1桶 鸡蛋1板"
    assert told_of(menu)[-1] == "3-1-501 oil=1,egg=1"
    assert told_of(menu.replace("129", "89"))[-1].startswith("?")


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-501 鸡蛋3板（帮502、503各带一板）", "? neighbour_unclear"),
        ("3-501 鸡蛋3板，帮3-502带一板鸡蛋", "3-1-501 egg=3; 3-1-502 egg=1"),
        ("3-501 鸡蛋1板（帮3-502带一板鸡蛋）", "3-1-501 egg=1; 3-1-502 egg=1"),
    ],
)
def test_several_may_hold_what_a_bracket_says_of_a_neighbour(entry, read):
    assert told_of(f"{GARDEN_HEAD}\n1. {entry}")[-1] == read


def test_a_bag_may_be_called_small():
    assert told_of(f"{GARDEN_HEAD}\n1. 3-501 面粉一袋子 鸡蛋1板")[-1] == "3-1-501 flour=1,egg=1"


@pytest.mark.parametrize(
    ("entry", "read"),
    [
        ("3-501 帮3-502买鸡蛋1板，我自己2板", "3-1-502 egg=1; 3-1-501 egg=2"),
        ("3-501 替3-502也买鸡蛋1板，我家1板", "3-1-502 egg=1; 3-1-501 egg=1"),
        ("3-501 帮3-502买鸡蛋1板面粉1袋，我家1板", "?"),
        ("3-501 鸡蛋1板，我家1板", "?"),
    ],
)
def test_the_own_amount_behind_a_neighbours_only_good_is_of_that_good(entry, read):
    assert told_of(f"{GARDEN_HEAD}\n1. {entry}")[-1].startswith(read)


@pytest.mark.parametrize(
    ("remark", "read"),
    [
        ("钱微信发群主了", " paid"),
        ("现金给你", ""),
        ("菜新鲜点哦", ""),
        ("小孩吃的菜要嫩一点", ""),
        ("要袋装的", ""),
        ("挑个脆的", ""),
        ("微信转给我妈1板", "?"),
    ],
)
def test_what_is_said_of_paying_and_of_how_it_should_be_orders_nothing(remark, read):
    said = told_of(f"{GARDEN_HEAD}\n1. 3-501 鸡蛋1板，{remark}")[-1]
    assert said.startswith("?") if read == "?" else said == f"3-1-501 egg=1{read}"
