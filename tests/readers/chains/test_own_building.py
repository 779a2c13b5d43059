"""R42: what a head's building, a row of entries and the ends of aliases say of doors."""

import pytest

from baogong.readers.addresses import Door, DoorTable

from .estates import GARDEN_GOODS, goods, rooms
from .reading import told_of

SOLD = goods(GARDEN_GOODS)
MENU = "蔬菜包35元/份 鸡蛋28元/板 土豆2.6元/斤 牛奶52元/箱"


def blocks() -> DoorTable:
    """Towers 4 to 7, of which 4 and 5 have wings A, B and C."""
    doors = [
        Door(f"{tower}-{wing}-{room}", tower, wing, room)
        for tower, wings in (("4", "ABC"), ("5", "ABC"), ("6", "1"), ("7", "1"))
        for wing in wings
        for room in rooms(12, (1, 2, 3))
    ]
    return DoorTable(doors)


def works() -> DoorTable:
    """Houses 2 and 9 of a factory: two stairs, three floors, a home on the left and the right."""
    doors = [
        Door(
            f"{house}-{stair}-{floor}0{flat}",
            house,
            str(stair),
            f"{floor}0{flat}",
            floor=floor,
            aliases=(f"{house}号楼{stair}单元{floor}楼{side}门",),
        )
        for house in ("2", "9")
        for stair in (1, 2)
        for floor in (1, 2, 3)
        for flat, side in ((1, "左"), (2, "右"))
    ]
    return DoorTable(doors)


def bay() -> DoorTable:
    """Lane 700: towers 1 to 5, and houses 31 to 34 among them, of which 34 has two homes."""
    towers = [
        Door(f"700-{n}-{room}", n, n, room, "700")
        for n in map(str, range(1, 6))
        for room in rooms(12, (1, 2))
    ]
    houses = [Door(f"700-{n}", n, n, n, "700") for n in ("31", "32", "33")]
    halves = [
        Door(f"700-{n}-{room}", n, n, room, "700", aliases=(f"{n}号{name}",))
        for n in ("34", "35")
        for room, name in (("101", "下叠"), ("301", "上叠"))
    ]
    return DoorTable([*towers, *houses, *halves])


def yards() -> DoorTable:
    doors = [
        Door(f"{yard}-{house}-{stair}-{room}", house, stair, room, yard)
        for yard in ("6", "12")
        for house in ("1", "2", "3")
        for stair in "12"
        for room in rooms(6, (1, 2))
    ]
    return DoorTable(doors)


ESTATES = {f.__name__: (f(), SOLD) for f in (blocks, works, bay, yards)}


@pytest.mark.parametrize(
    ("estate", "head", "said", "read"),
    [
        ("blocks", "4栋业主登记", "A座1103 老许 鸡蛋1板", "4-A-1103 egg=1"),
        ("blocks", "4栋业主登记", "B-203 鸡蛋1板", "4-B-203 egg=1"),
        ("blocks", "4栋业主登记", "c座O703 鸡蛋1板", "4-C-703 egg=1"),
        ("blocks", "4栋业主登记", "A503/A502 鸡蛋各1板", "4-A-503 egg=1; 4-A-502 egg=1"),
        ("blocks", "4栋业主登记", "D座203 鸡蛋1板", "? no_such_door"),
        ("blocks", "全小区登记", "A座1103 鸡蛋1板", "?"),
        ("works", "9号楼的邻居接这里", "2单元3楼左门 鸡蛋1板", "9-2-301 egg=1"),
        ("works", "9号楼的邻居接这里", "1单元二楼右门 鸡蛋1板", "9-1-202 egg=1"),
        ("works", "全厂的邻居接这里", "2号楼1单元2楼左门 鸡蛋1板", "2-1-201 egg=1"),
        ("works", "全厂的邻居接这里", "1单元2楼左门 鸡蛋1板", "?"),
        ("works", "9号楼的邻居接这里", "2单元左门 鸡蛋1板", "? ambiguous_door"),
        ("bay", "700弄团购", "32号 鸡蛋1板", "700-32 egg=1"),
        ("bay", "700弄团购", "31号/33号 鸡蛋各1板", "700-31 egg=1; 700-33 egg=1"),
        ("bay", "两个弄都送", "700弄34号上叠 鸡蛋1板", "700-34-301 egg=1"),
        ("bay", "700弄团购", "34-下叠 鸡蛋1板", "700-34-101 egg=1"),
        ("bay", "700弄团购", "3号 鸡蛋1板", "? no_door"),
        ("bay", "700弄团购", "11202 鸡蛋1板", "700-1-1202 egg=1"),
        ("yards", "6号院12号院都送", "6号院3-2-501 鸡蛋1板", "6-3-2-501 egg=1"),
        ("yards", "6号院12号院都送", "12号院1号楼2单元602 鸡蛋1板", "12-1-2-602 egg=1"),
    ],
)
def test_a_door_in_the_manner_of_its_estate(estate, head, said, read):
    found = told_of(f"{head}\n{MENU}\n1. {said}", ESTATES[estate])[-1]
    assert (found.split()[0] if read == "?" else found) == read


def test_rooms_of_one_building_are_no_room_with_its_entrance():
    """A building of one entrance has no 1902 that is 902."""
    [read] = told_of(f"6栋登记\n{MENU}\n1. 1902 鸡蛋1板", ESTATES["blocks"])[-1:]
    assert read.startswith("?")


def test_where_the_organiser_lives_narrows_nothing():
    said = ["4A-203", "5-B-1101", "6栋801", "7-903", "4C-402"]
    rows = [f"{n}. {door} 鸡蛋1板" for n, door in enumerate(said, start=1)]
    read = told_of("\n".join([f"海鲜团 6栋阿珍 周六到\n{MENU}", *rows]), ESTATES["blocks"])
    assert read[-5:] == [
        "4-A-203 egg=1",
        "5-B-1101 egg=1",
        "6-1-801 egg=1",
        "7-1-903 egg=1",
        "4-C-402 egg=1",
    ]


def test_a_house_may_want_what_another_one_wants():
    text = f"700弄团购\n{MENU}\n1. 31号 鸡蛋1板 牛奶2箱\n2. 33号 同31号"
    assert told_of(text, ESTATES["bay"])[-1] == "700-33 egg=1,milk=2"


def test_rooms_without_numbers_below_a_house_that_its_officer_names():
    rows = ["1201 老许 鸡蛋1板", "302 牛奶1箱", "502 鸡蛋2板", "1102 蔬菜包1份", "302 鸡蛋不要了"]
    head = f"各位3号邻居，楼组长登记（700弄3号）\n房号+要的东西\n{MENU}\n\n"
    read = told_of(head + "\n".join(rows), ESTATES["bay"])
    assert read[-5:-1] == [
        "700-3-1201 egg=1",
        "700-3-302 milk=1",
        "700-3-502 egg=2",
        "700-3-1102 veg=1",
    ]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("6-1-101：A1 C2", "veg=1,pot=2"),
        ("6-1-101：A、B各1", "veg=1,egg=1"),
        ("6-1-101：E、B各1", "? unknown_good"),
        ("6-1-101 E 鸡蛋1板", "? unknown_good"),
    ],
)
def test_the_letters_of_a_menu(said, read):
    """``35元包`` is the name of a good with its price in it."""
    sold = goods(GARDEN_GOODS.replace("时蔬包|", "时蔬包|35元包|"))
    head = "A 35元包 B 鸡蛋28/板 C 土豆2.6/斤 D 牛奶52/箱\n"
    found = told_of(f"{head}1. {said.replace('6-1-101', '6栋803')}", (blocks(), sold))[-1]
    assert found.removeprefix("6-1-803 ") == read


def test_the_fields_of_a_form_are_no_speakers():
    head = f"复制下面填：房号、姓名、货品\n{MENU}\n"
    form = "1. 房号：6栋803\n姓名：老许\n货品：鸡蛋1板 牛奶1箱\n2. 房号：7-903\n货品：土豆5斤"
    assert told_of(head + form, ESTATES["blocks"])[-2:] == [
        "6-1-803 egg=1,milk=1",
        "7-1-903 pot=5",
    ]


@pytest.mark.parametrize("said", ["黄豆1袋", "花生1桶"])
def test_what_a_thing_is_made_of_is_another_thing(said):
    sold = goods(GARDEN_GOODS.rstrip() + "\nbean,黄豆酱,,袋,400,count,500g/袋\n")
    found = told_of(f"{MENU} 黄豆酱4元/袋 花生油129元/桶\n1. 6栋803 {said}", (blocks(), sold))[-1]
    assert found == "? unknown_good"


def test_what_should_not_be_in_the_only_package_on_offer():
    head = "蔬菜包35元/份，就这一种\n"
    found = told_of(f"{head}1. 6栋803 1份（不要苦瓜）", ESTATES["blocks"])[-1]
    assert found == "6-1-803 veg=1"


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("6栋登记", "六〇二 鸡蛋1板", "6-1-602 egg=1"),
        ("6栋登记", "602 鸡蛋1板，603 牛奶2箱", "6-1-602 egg=1; 6-1-603 milk=2"),
        ("6栋登记", "602 鸡蛋1板，609 牛奶2箱", "?"),
        ("6栋登记", "602 鸡蛋1板 转账已发", "6-1-602 egg=1 paid"),
        ("6栋登记", "602 鸡蛋1板，钱等菜到了给", "6-1-602 egg=1 unpaid"),
        ("全小区登记", "6栋602 鸡蛋1板 这个得放冰箱吗？", "6-1-602 egg=1"),
        ("全小区登记", "6栋602 排骨1斤（绞肉）", "6-1-602 rib=1"),
        ("全小区登记", "6栋602 豆腐 鸡蛋1板", "6-1-602 tofu=1,egg=1"),
        ("全小区登记", "6栋602 豆腐 鸡蛋2板", "? unclear_amount"),
        ("全小区登记", "6栋602 牛奶16支", "6-1-602 milk=1"),
    ],
)
def test_what_people_say_beside_it(head, said, read):
    sold = goods(GARDEN_GOODS.replace("250ml*16盒/箱", "250ml*16瓶/箱"))
    menu = f"{MENU} 排骨38/斤 豆腐3.5/块"
    found = told_of(f"{head}\n{menu}\n1. {said}", (blocks(), sold))[-1]
    assert (found.split()[0] if read == "?" else found) == read


def test_what_is_in_a_package_is_not_on_offer_by_itself():
    head = "蔬菜包 35元 土豆3斤 鸡蛋30枚\n肉类包 68元 排骨1斤\n"
    found = told_of(f"{head}1. 6栋602 蔬菜包1 鸡蛋1板", ESTATES["blocks"])[-1]
    assert found == "? off_menu"


def zones() -> DoorTable:
    """Lane 210 is the first zone, lane 85 the third."""
    doors = [
        Door(f"{lane}-{n}-{room}", n, n, room, lane, aliases=(f"{zone}区{n}号{room}",))
        for lane, zone in (("210", "一"), ("85", "三"))
        for n in map(str, range(1, 9))
        for room in rooms(6, (1, 2))
    ]
    return DoorTable(doors)


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("格式：区-号-室", "3-2-501 鸡蛋1板", "85-2-501 egg=1"),
        ("格式：区-号-室", "1-8-202 鸡蛋1板", "210-8-202 egg=1"),
        ("格式：区-号-室", "2-8-202 鸡蛋1板", "? no_such_door"),
        ("全部都送", "3弄2号501 鸡蛋1板", "? no_such_door"),
        ("只收一区的单（三区明天收）", "3-2-501 鸡蛋1板", "? outside_door"),
    ],
)
def test_a_zone_by_its_number(head, said, read):
    assert told_of(f"{head}\n{MENU}\n1. {said}", (zones(), SOLD))[-1] == read


def streets() -> DoorTable:
    towers = [Door(f"{n}-{room}", n, "1", room) for n in "1234" for room in rooms(9, (1, 2))]
    houses = [
        Door(f"前街-{n}-{room}", n, n, room, "前街") for n in "1234" for room in rooms(4, (1, 2))
    ]
    return DoorTable([*towers, *houses])


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        ("1-4座团购", "3座502 鸡蛋1板", "3-502 egg=1"),
        ("1-4座团购", "前街3号301 鸡蛋1板", "? outside_door"),
        ("今日只收前街，楼座请搵各自梯长", "前街3号301 鸡蛋1板", "前街-3-301 egg=1"),
        ("全部都送", "3座502 鸡蛋2板 合共56蚊 唔要切", "3-502 egg=2"),
        ("全部都送", "3座502 鸡蛋2板 要靓啲\n多谢街坊支持，未付嘅麻烦转返数", "3-502 egg=2"),
    ],
)
def test_towers_beside_streets(head, said, read):
    found = told_of(f"{head}\n{MENU}\n1. {said}", (streets(), SOLD))
    assert found[-1 - said.count("\n")] == read


def courts_by_a_sign() -> DoorTable:
    """Courts 永春里 and 永冬里 (a sign apart) with the same houses, and shops of their own."""
    homes = [
        Door(
            f"{court}-{n}-{gate}-{room}",
            n,
            gate,
            room,
            court,
            aliases=(f"{court[1:]}{n}号楼{gate}门{room}",),
        )
        for court in ("永春里", "永冬里")
        for n in ("2", "4")
        for gate in "13"
        for room in rooms(6, (1, 2))
    ]
    shops = [Door(f"店-{n}", "店", "1", n, aliases=(f"{n}号店", f"店面{n}")) for n in "345"]
    office = Door("永春里-30-101", "30", "1", "101", "永春里")
    return DoorTable([*homes, *shops, office])


HOW = "春里的直接写楼-门-室，冬里的前面写个“冬”字"


@pytest.mark.parametrize(
    ("head", "said", "read"),
    [
        (HOW, "2-3-402 鸡蛋1板", "永春里-2-3-402 egg=1"),
        (HOW, "冬2-3-402 鸡蛋1板", "永冬里-2-3-402 egg=1"),
        ("全部都送", "2-3-402 鸡蛋1板", "? ambiguous_door"),
        ("永春里团购", "4楼3门401 鸡蛋1板", "永春里-4-3-401 egg=1"),
        ("全部都送", "4号店 老何 鸡蛋2板", "店-4 egg=2"),
        ("永春里团购", "4-3-401 取消吧 孩子过敏", "? no_order_to_change"),
        ("永春里团购", "30号楼 鸡蛋1板", "? no_door"),
    ],
)
def test_courts_that_are_a_sign_apart(head, said, read):
    assert told_of(f"{head}\n{MENU}\n1. {said}", (courts_by_a_sign(), SOLD))[-1] == read


def slope() -> DoorTable:
    """Houses 1 and 5 on a slope, with floors below the street."""
    floors = [*rooms(6, (1, 2, 3)), "负101", "负102", "负201"]
    return DoorTable(Door(f"{n}-1-{room}", n, "1", room) for n in "15" for room in floors)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("5栋负1楼2号 鸡蛋1板", "5-1-负102 egg=1"),
        ("5栋 负一楼1号 鸡蛋1板", "5-1-负101 egg=1"),
        ("5-负2-1 鸡蛋1板", "5-1-负201 egg=1"),
        ("5栋负3楼1号 鸡蛋1板", "?"),
        ("5栋1楼2号 鸡蛋1板", "5-1-102 egg=1"),
    ],
)
def test_floors_below_the_street(said, read):
    found = told_of(f"接龙\n{MENU}\n1. {said}", (slope(), SOLD))[-1]
    assert (found.split()[0] if read == "?" else found) == read


def test_the_head_of_a_second_copy_names_its_officers_door():
    head = f"#接龙\n6栋代购（楼长 0701阿玲），直接写房号，明早10点到\n{MENU}\n\n"
    first = head + "1. 803 鸡蛋1板\n2. 902 牛奶1箱\n"
    second = head + "1. 803 鸡蛋1板\n2. 902 牛奶1箱\n3. 1001 鸡蛋2板\n4. 502 蔬菜包1份"
    assert told_of(first + second, ESTATES["blocks"])[-2:] == [
        "6-1-1001 egg=2",
        "6-1-502 veg=1",
    ]


@pytest.mark.parametrize(
    "behind",
    ["钟老师：有核酸，门口也登记", "抗原记得8点前拍照发楼组长群！", "好的好的，晚点发单子"],
)
def test_what_is_said_to_others_is_no_part_of_an_entry(behind):
    text = f"接龙\n{MENU}\n1. 6栋803 鸡蛋1板\n{behind}"
    assert told_of(text, ESTATES["blocks"])[-2:] == ["6-1-803 egg=1", "- chatter"]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("6栋803 帮804也带 鸡蛋1板", "?"),
        ("6栋803 排骨一条两斤左右", "6-1-803 rib=2"),
        ("6栋803 鸡蛋1板 钱已微信转您", "6-1-803 egg=1 paid"),
        ("6栋803 鸡蛋1板 到东门再付", "6-1-803 egg=1 unpaid"),
        ("6栋803 排骨1斤 都不要葱", "6-1-803 rib=1"),
        ("6栋803 鸡蛋1板 保质期几天呀？", "6-1-803 egg=1"),
    ],
)
def test_what_else_is_said(said, read):
    found = told_of(f"接龙\n{MENU} 排骨38/斤\n1. {said}", ESTATES["blocks"])[-1]
    assert (found.split()[0] if read == "?" else found) == read


def test_a_third_pair_of_brackets_with_a_room_is_no_name():
    found = told_of(f"接龙\n{MENU}\n[6][803][802] 鸡蛋1板", ESTATES["blocks"])[-1]
    assert found.startswith("?")


def test_each_numbered_line_is_an_entry_whatever_stands_behind_its_number():
    text = f"接龙\n{MENU}\nNo.1 6栋803 鸡蛋1板\nNo.2 鸡蛋3板 13900000000"
    assert [t[0] for t in told_of(text, ESTATES["blocks"])[-2:]] == ["6", "?"]
