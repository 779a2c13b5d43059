"""R42: goods of one kind by what they come in, and goods that a menu names in part."""

import pytest

from .estates import GARDEN, goods
from .reading import told_of

FRUIT = (
    GARDEN[0],
    goods("""
kl,周至红心猕猴桃（大果）,猕猴桃大果,盒,4900,count,12个/盒
km,周至红心猕猴桃（中果）,猕猴桃中果,盒,3900,count,16个/盒
pl,临潼软籽石榴（大果）,石榴大果|大石榴,盒,5500,count,6个/盒
pm,临潼软籽石榴（中果）,石榴中果|中石榴,盒,4500,count,8个/盒
g2,巨峰葡萄2斤装,小盒葡萄,盒,3200,count,2斤/盒
g5,巨峰葡萄5斤装,大箱葡萄,箱,7500,count,5斤/箱
pear,砀山酥梨,梨子,份,2000,count,4斤/份
melon,哈密瓜,,个,2800,count,约4斤/个
"""),
)
KINDS = """红心猕猴桃：大果12个49，中果16个39
软籽石榴：大果6个55，中果8个45
巨峰：2斤装32，5斤装75
酥梨4斤20"""


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("猕猴桃中果1盒 梨子1份", "km=1,pear=1"),
        ("红心猕猴桃大果2盒", "kl=2"),
        ("大石榴1", "pl=1"),
        ("巨峰2斤装一盒", "g2=1"),
        ("巨峰5斤的1箱", "g5=1"),
        ("巨峰 2斤装 1盒", "g2=1"),
        ("葡萄小盒2", "g2=2"),
        ("石榴 中果 1盒", "pm=1"),
    ],
)
def test_a_menu_of_kinds_offers_each_by_what_it_comes_in(said, read):
    assert told_of(f"{KINDS}\n1. 3-501 {said}", FRUIT)[-1] == f"3-1-501 {read}"


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("红心猕猴桃1盒", "ambiguous_good"),
        ("巨峰1盒", "ambiguous_good"),
        ("哈密瓜1个", "off_menu"),
    ],
)
def test_a_kind_alone_and_what_the_menu_lacks_are_asked_about(said, reason):
    assert told_of(f"{KINDS}\n1. 3-501 {said}", FRUIT)[-1] == f"? {reason}"


PANTRY = (
    GARDEN[0],
    goods("""
flour,五得利高筋面粉,面粉,袋,6500,count,10kg/袋
noodle,陕富挂面,挂面,把,900,count,1kg/把
rusk,油炸麻花,麻花,袋,1200,count,
"""),
)


def test_a_price_behind_a_size_is_of_the_good_that_the_line_names_in_part():
    menu = "A.五得利面 20斤一袋 65\nB.挂面 2斤一把 9元"
    told = told_of(f"{menu}\n1. 3-501 A1 B2\n2. 3-502 面粉1袋\n3. 3-503 麻花1袋", PANTRY)
    assert told[-3:] == ["3-1-501 flour=1,noodle=2", "3-1-502 flour=1", "? off_menu"]


def test_a_head_may_say_that_it_sells_one_good_only():
    told = told_of("这次只团挂面\n1. 3-501 2把\n2. 3-502 挂面1把 面粉1袋", PANTRY)
    assert told[-2:] == ["3-1-501 noodle=2", "? off_menu"]


def test_a_name_is_told_from_a_good_by_what_stands_in_the_column_of_names():
    names = ["阿康", "黄小姐", "陈生", "林太", "小庄", "谢师奶"]
    entries = "\n".join(f"{n}. 3-{n}01 {name} {n}把" for n, name in enumerate(names, 1))
    told = told_of(f"挂面9元一把\n{entries}\n7. 3-701 小米粥 2把\n8. 3-801 肥仔 1把", PANTRY)
    assert told[-2:] == ["3-1-701 noodle=2", "3-1-801 noodle=1"]


def test_what_is_counted_tells_tofu_from_what_is_sold_by_weight():
    beans = GARDEN[0], goods("b,卤水豆腐,大豆腐,块,300,count,\nd,干豆腐,豆皮,斤,800,weight,")
    told = told_of("大豆腐3块一块 干豆腐8块一斤\n1. 3-501 豆腐2块\n2. 3-502 豆腐", beans)
    assert told[-2] == "3-1-501 b=2"
    assert told[-1].startswith("?")


BAGS = (
    GARDEN[0],
    goods("""
r5,五常稻花香5kg,大米5kg|10斤大米,袋,3800,count,5kg/袋
r10,五常稻花香10kg,大米10kg|20斤大米,袋,7200,count,10kg/袋
r25,五常稻花香25kg,大米25kg|50斤大米,袋,16800,count,25kg/袋
oil,九三大豆油5L,豆油5L|豆油大桶,桶,7900,count,5L/桶
egg,鲜鸡蛋,鸡蛋,盘,3600,count,30枚/盘
"""),
)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("5kg大米2袋 鸡蛋1盘", "3-1-501 r5=2,egg=1"),
        ("10kg米1袋", "3-1-501 r10=1"),
        ("大米10公斤1袋", "3-1-501 r10=1"),
        ("20斤的米两袋", "3-1-501 r10=2"),
        ("米50斤", "? ambiguous_good"),
        ("米1袋", "? ambiguous_good"),
        ("大米15斤1袋", "? ambiguous_good"),
        ("大豆油5L 一桶", "3-1-501 oil=1"),
    ],
)
def test_of_goods_in_several_packs_the_size_tells_which(said, read):
    head = "大米5kg38 大米10kg72 大米25kg168 豆油5L79 鸡蛋36\n"
    assert told_of(f"{head}1. 3-501 {said}", BAGS)[-1] == read


def test_a_weight_that_only_one_pack_divides_is_of_that():
    two = (
        GARDEN[0],
        goods("a,软香米50斤装,大米,袋,9,count,50斤/袋\nb,粳米20斤装,大米,袋,9,count,20斤/袋"),
    )
    told = told_of("大米\n1. 3-501 大米50斤\n2. 3-502 大米40斤\n3. 3-503 大米100斤", two)
    assert told[-3:] == ["3-1-501 a=1", "3-1-502 b=2", "? ambiguous_good"]


MENU_WITH_CODES = "A 大米5kg38元\nB 大豆油5L79元\nC 鸡蛋36元"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("A1 B1 117", "3-1-501 r5=1,oil=1"),
        ("A1 B1 118", "? sum_differs"),
        ("C2 鸡蛋", "3-1-501 egg=2"),
        ("C2 鸡蛋1", "? same_good_twice"),
    ],
)
def test_codes_with_their_sum_or_their_good_said_again(said, read):
    assert told_of(f"{MENU_WITH_CODES}\n1. 3-501 {said}", BAGS)[-1] == read


def test_only_a_good_is_kept_as_it_was():
    told = told_of(f"{MENU_WITH_CODES}\n1. 3-501 B2 C2\n2. 3-501 取消C 只要B", BAGS)
    assert told[-1] == "3-1-501 egg=0 !change"


def test_the_last_lines_of_a_menu_may_be_cheap():
    head = "1 大米5kg 38\n2 鸡蛋 36\n3 盐 5"
    salt = (
        GARDEN[0],
        goods("r,大米5kg,,袋,3800,count,\ne,鸡蛋,,盘,3600,count,\ns,盐,,袋,500,count,"),
    )
    assert told_of(f"{head}\n\n1. 3-501 盐2 鸡蛋1", salt)[-1] == "3-1-501 s=2,e=1"


def test_milk_may_be_any_that_is_sold_and_bags_of_a_bag_are_asked_about():
    milk = (
        GARDEN[0],
        goods(
            "m,伊利纯牛奶,纯牛奶,箱,5800,count,24盒/箱\nb,三元袋奶,袋奶,袋,300,count,\n"
            "y,酸奶,,箱,4800,count,\nn,公仔面,,袋,1800,count,5包/袋\nt,抽纸,,提,1900,count,6包/提\n"
            "x,口罩,N95,盒,3000,count,20只/盒"
        ),
    )
    head = "纯牛奶58/箱 袋奶3/袋 酸奶48/箱 公仔面18/袋 抽纸19/提 N95口罩30/盒"

    def one(said):
        return told_of(f"{head}\n\n1. 3-301 {said}", milk)[-1]

    assert one("牛奶1") == "? ambiguous_good"
    assert one("纯牛奶1") == "3-1-301 m=1"
    assert one("公仔面5包") == "? unit_unclear"
    assert one("公仔面2袋") == "3-1-301 n=2"
    assert one("抽纸12包") == "3-1-301 t=2"
    assert one("N952盒") == "3-1-301 x=2"
