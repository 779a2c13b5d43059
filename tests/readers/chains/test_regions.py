"""R42: what the parts of an estate are called in chains, beyond the aliases of its doors."""

import pytest

from baogong.readers.addresses import Door, DoorTable

from .estates import GARDEN, rooms
from .reading import told_of

HEAD = "鸡蛋28元/板 土豆2.6元/斤\n1. "


def table(doors) -> DoorTable:
    return DoorTable(Door(*door) for door in doors)


def blocks():
    """Blocks 3, 5 and 14 (街坊), each with gates that are numbered on from block to block."""
    gates = {"3": range(1, 7), "5": range(5, 15), "14": range(1, 4)}
    for block, numbers in gates.items():
        for gate in map(str, numbers):
            for room in map(str, range(1, 13)):
                yield f"{block}-{gate}-{room}", gate, gate, room, block


def towers():
    for tower in ("望湖阁", "听松阁", "南塔", "北塔"):
        for floor in range(2, 13):
            for flat in "ABCDEF":
                yield f"{tower}-{floor}{flat}", tower, "", f"{floor}{flat}"
    for room in rooms(6, (1, 2)):
        yield f"专家楼-{room}", "专家楼", "", room


def halls():
    """Halls (舍) of an east and a west garden, each with two entrances."""
    for hall in ("东1", "东2", "东4", "西1", "西3"):
        for entrance in "12":
            for room in rooms(5, (1, 2)):
                yield f"{hall}-{entrance}-{room}", hall, entrance, room


def village():
    groups = {"上湾1组": 20, "上湾2组": 12, "下湾1组": 15, "下湾5组": 9}
    for group, homes in groups.items():
        for home in map(str, range(1, homes + 1)):
            yield f"{group}-{home}", group, "", home
    for room in rooms(4, (1, 2)):
        yield f"粮站-{room}", "粮站", "", room


def rows():
    for row in map(str, range(1, 13)):
        for home in map(str, range(1, 11)):
            yield f"{row}-{home}", row, "", home


def courts():
    """Courts called by flowers: 梅园 with buildings 1 to 3, 兰园 with 1 and 2."""
    for court, count in (("梅园", 3), ("兰园", 2)):
        for building in map(str, range(1, count + 1)):
            for room in rooms(6, (1, 2)):
                yield f"{court}-{building}-{room}", building, "1", room, court


def named_blocks():
    for block in ("松园1栋", "松园3栋", "柏园3栋"):
        for room in rooms(6, (1, 2)):
            yield f"{block}-{room}", block, "1", room


def inn():
    """One house with many rooms, as quarantine stations are."""
    for room in rooms(18, range(1, 13)):
        yield f"主楼-{room}", "主楼", "", room


def signs():
    for building in ("甲", "乙", "丙栋"):
        for room in rooms(6, (1, 2)):
            yield f"{building}-{room}", building, "", room


def lettered():
    """Building 3 with entrances A and B, and building 5A with one."""
    for building, entrance in (("3", "A"), ("3", "B"), ("5A", "1")):
        for room in rooms(6, (1, 2)):
            yield f"{building}-{entrance}-{room}", building, entrance, room


def lanes_in_words():
    for lane in ("井儿胡同", "槐树胡同"):
        for house in ("12", "14"):
            for room in ("1", "2", "东屋", "西屋"):
                yield f"{lane}-{house}-{room}", house, "", room, lane


def villas():
    for villa in map(str, range(1, 60)):
        yield villa, villa, "", "1"


def halves():
    """Villas that are one home, two halves that a letter tells, or flats."""
    for villa in map(str, range(1, 9)):
        yield villa, villa, "", villa
    for villa in ("11", "12"):
        for half in "AB":
            yield f"{villa}-{half}", villa, "", half
    for room in ("101", "102", "301"):
        yield f"21-{room}", "21", "", room


ESTATES = {
    f.__name__: (table(f()), GARDEN[1])
    for f in (
        blocks,
        towers,
        halls,
        village,
        rows,
        courts,
        named_blocks,
        villas,
        halves,
        inn,
        signs,
        lettered,
        lanes_in_words,
    )
}


@pytest.mark.parametrize(
    ("estate", "said", "door"),
    [
        ("blocks", "3街坊2门11号", "3-2-11"),
        ("blocks", "三街坊二门十一号", "3-2-11"),
        ("blocks", "十四街坊1门3号", "14-1-3"),
        ("blocks", "14街房1门3号", "14-1-3"),
        ("blocks", "12门7号", "5-12-7"),
        ("blocks", "5街坊5门1号", "5-5-1"),
        ("towers", "望湖阁8B", "望湖阁-8B"),
        ("towers", "听松8F", "听松阁-8F"),
        ("towers", "听松阁十二楼C", "听松阁-12C"),
        ("towers", "北塔 3 D", "北塔-3D"),
        ("towers", "专家楼4楼02", "专家楼-402"),
        ("halls", "东1舍2单元301", "东1-2-301"),
        ("halls", "西三舍一单元五〇二", "西3-1-502"),
        ("halls", "东园4舍1单元202", "东4-1-202"),
        ("halls", "4舍2单元101", "东4-2-101"),
        ("halls", "东2-1-301", "东2-1-301"),
        ("village", "上湾2组7号", "上湾2组-7"),
        ("village", "上湾二组七号", "上湾2组-7"),
        ("village", "5组9号", "下湾5组-9"),
        ("village", "1组16号", "上湾1组-16"),  # 下湾1组 has 15 homes
        ("village", "2组 12", "上湾2组-12"),
        ("village", "上湾 2 组 7 号", "上湾2组-7"),
        ("village", "粮站301", "粮站-301"),
        ("village", "18号", "上湾1组-18"),  # no other group has so many
        ("halves", "3幢", "3"),
        ("halves", "11A", "11-A"),
        ("halves", "12-b", "12-B"),
        ("halves", "12幢B", "12-B"),
        ("halves", "21-301", "21-301"),
        ("rows", "7排4号", "7-4"),
        ("rows", "十二排十号", "12-10"),
        ("courts", "兰园2栋402", "兰园-2-402"),
        ("courts", "梅3-301", "梅园-3-301"),
        ("named_blocks", "松园3号楼502", "松园3栋-502"),
        ("named_blocks", "柏园3-502", "柏园3栋-502"),
        ("named_blocks", "松园三幢二零一", "松园3栋-201"),
        ("inn", "812", "主楼-812"),
        ("inn", "王姐 1502房", "主楼-1502"),
        ("inn", "9楼 903", "主楼-903"),
        ("signs", "甲栋502", "甲-502"),
        ("signs", "乙座301", "乙-301"),
        ("signs", "丙-401", "丙栋-401"),
        ("lettered", "3栋A座502", "3-A-502"),
        ("lettered", "3B-301", "3-B-301"),
        ("lettered", "5A栋402", "5A-1-402"),
        ("lanes_in_words", "槐树胡同12号东屋", "槐树胡同-12-东屋"),
        ("lanes_in_words", "井儿14号院2号", "井儿胡同-14-2"),
        ("villas", "37号", "37"),
        ("villas", "8栋", "8"),
    ],
)
def test_an_address_is_read_as_its_estate_writes_it(estate, said, door):
    assert told_of(f"{HEAD}{said} 鸡蛋1板", ESTATES[estate])[-1] == f"{door} egg=1"


@pytest.mark.parametrize(
    ("estate", "said"),
    [
        ("blocks", "7街坊2门11号"),
        ("blocks", "5门7号"),  # of block 3 or 5
        ("blocks", "3街坊"),
        ("towers", "8B"),
        ("towers", "听松阁14B"),
        ("towers", "松阁8B"),
        ("halls", "1舍2单元301"),  # of the east or the west
        ("halls", "南园4舍1单元202"),
        ("village", "1组12号"),  # of 上湾 or of 下湾
        ("village", "下湾1组16号"),
        ("village", "下湾2组7号"),
        ("village", "山湾2组40号"),
        ("rows", "7排14号"),
        ("courts", "竹园3栋301"),
        ("courts", "兰园3栋301"),
        ("courts", "二期 3-301"),
        ("named_blocks", "3号楼502"),
        ("inn", "2001"),
        ("inn", "9楼 803"),
        ("signs", "丁栋502"),
        ("lettered", "3C-301"),
        ("lettered", "3-301"),
        ("lanes_in_words", "12号东屋"),
        ("lanes_in_words", "柳树12号东屋"),
        ("villas", "77号"),
    ],
)
def test_an_address_of_none_or_of_several_is_asked_about(estate, said):
    assert told_of(f"{HEAD}{said} 鸡蛋1板", ESTATES[estate])[-1].startswith("?")


def test_houses_side_by_side_have_one_group():
    read = told_of(f"{HEAD}上湾1组15号16号 每家鸡蛋1板", ESTATES["village"])[-1]
    assert read == "上湾1组-15 egg=1; 上湾1组-16 egg=1"


@pytest.mark.parametrize(
    ("estate", "said"),
    [
        ("inn", "301 302 鸡蛋1板"),
        ("inn", "301 鸡蛋1板 302也要"),
        ("blocks", "3街坊2门11号 对门12号 鸡蛋1板"),
        ("villas", "37号 鸡蛋1板 12号要用"),
    ],
)
def test_a_second_door_is_never_passed_over(estate, said):
    assert told_of(f"{HEAD}{said}", ESTATES[estate])[-1].startswith("?")


def test_two_towers_are_no_one_door():
    read = told_of(f"{HEAD}望湖阁8B 听松阁那边自提 鸡蛋1板", ESTATES["towers"])[-1]
    assert read == "望湖阁-8B egg=1"
    assert told_of(f"{HEAD}望湖阁听松阁8B 鸡蛋1板", ESTATES["towers"])[-1].startswith("?")


def test_a_home_beside_a_home_has_its_gate():
    read = told_of(f"{HEAD}5街坊12门3号和4号 各鸡蛋1板", ESTATES["blocks"])[-1]
    assert read == "5-12-3 egg=1; 5-12-4 egg=1"


def test_a_flat_beside_a_door_is_of_its_tower():
    said = "听松阁7A 帮7B李婆婆要土豆1斤，自己要鸡蛋1板"
    read = told_of(f"{HEAD}{said}", ESTATES["towers"])[-1]
    assert read == "听松阁-7B pot=1; 听松阁-7A egg=1"


@pytest.mark.parametrize(
    ("head", "outside"),
    [
        ("12栋楼都送", False),
        ("本小区12栋楼一起拼", False),
        ("15栋都送", False),  # there are just so many
        ("3栋都送", True),
        ("只送3栋", True),
        ("3栋大堂自提", False),
        ("今晚开团，3栋李姐负责", False),
        ("先送3栋再送5栋", False),
    ],
)
def test_how_many_buildings_there_are_is_no_building(head, outside):
    read = told_of(f"{head}\n{HEAD}5-301 鸡蛋1板", GARDEN)[-1]
    assert read == ("? outside_door" if outside else "5-1-301 egg=1")


def test_a_tower_in_the_head_is_served_alone():
    text = "望湖阁水果团\n鸡蛋28元/板\n1. 8B 鸡蛋1板\n2. 听松阁8B 鸡蛋1板"
    assert told_of(text, ESTATES["towers"])[-1] == "? outside_door"


def test_numbers_are_houses_of_the_one_lane_that_a_head_names():
    """Houses of two lanes with the same numbers, each the only home of its number."""
    houses = DoorTable(
        Door(f"{lane}-{n}", str(n), str(n), "1", lane=lane)
        for lane in ("12", "26")
        for n in range(1, 30)
    )
    told = "17号：鸡蛋1板\n3号：牛奶1箱\n8号 金阿姨：土豆2斤"
    menu = "鸡蛋28元/板 牛奶52元/箱 土豆2.6元/斤"
    read = told_of(f"26弄登记（别的弄请找自家楼组长）\n{menu}\n\n{told}", (houses, GARDEN[1]))
    assert read[-3:] == ["26-17 egg=1", "26-3 milk=1", "26-8 pot=2"]
    read = told_of(f"登记\n{menu}\n\n{told}", (houses, GARDEN[1]))
    assert not any(line.startswith(("12", "26")) for line in read)
