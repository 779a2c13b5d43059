"""R48: addresses with province, city, district and gate ahead or behind."""

import pytest

from baogong.readers.addresses import Door, DoorTable
from tests.readers.export_files import LANES, in_short, read


def last_of(addresses):
    rows = [[n, "大米", 1, address] for n, address in enumerate(addresses, 1)]
    found = read([["序号", "商品", "数量", "地址"], *rows], doors=LANES)
    return in_short(found)[str(len(addresses))]


@pytest.mark.parametrize(
    "address",
    [
        "上海市上海市青河新区 88弄6号302室",
        "上海青河88弄6号302",
        "青河新区88弄6号302室",
        "乔 13900000009 上海青河88弄6#302",
        "88弄6号302室 南门自提",
        "江南里东门进88弄6号302",
        "青河路88弄6号302",
        "上海市青河新区青河路88弄(6号)302。",
        "88弄6号3楼302(到了打电话)",
    ],
)
def test_city_and_district_are_no_other_estate(address):
    """Their names are learnt from the addresses that give them in full."""
    whole = [f"上海市青河新区江南里88弄7号{room}室" for room in (301, 302, 303)]
    assert last_of([*whole, address]) == "88-6-302 1 RICE"


def test_an_estate_that_is_called_as_districts_are_is_another_one():
    ours = [f"江南里88弄7号{room}" for room in (301, 302, 303)]
    assert last_of([*ours, "西苑北区88弄6号302"]) == "? other_estate"


GATES = DoorTable(
    Door(f"{building}-{gate}-{room}", building, gate, str(room))
    for building in ("3", "5", "301")
    for gate in "AB4"
    for room in (*range(201, 205), 1503)
)


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("翰林府3栋A座203", "3-A-203"),
        ("3栋(B座)203 靠近南门", "3-B-203"),
        ("三栋B座15楼1503", "3-B-1503"),
        ("翰林府5栋A座204;勿放快递柜", "5-A-204"),
        ("翰林府 301楼4单元203", "301-4-203"),
        ("翰林府小区301楼4门203室(送货上门)", "301-4-203"),
        ("3#号楼4单元203室", "3-4-203"),
        ("3 # 4 单元 203 室", "3-4-203"),
        ("青河南路翰林府南门3#4单元203", "3-4-203"),
        ("翰林府(地铁站旁)3号楼4单元203", "3-4-203"),
    ],
)
def test_an_entrance_may_be_a_tower_and_a_building_have_three_digits(address, door):
    rows = [["序号", "商品", "数量", "地址"], [1, "大米", 1, address]]
    assert in_short(read(rows, doors=GATES)) == {"1": f"{door} 1 RICE"}


PARTED = DoorTable(
    [
        *(
            Door(f"E7-{gate}-{room}", "E7", gate, str(room), aliases=(f"E7{side}{room}",))
            for gate, side in (("1", "东"), ("2", "西"))
            for room in (1101, 1102)
        ),
        Door("E1-1-3206", "E1", "1", "3206"),
        Door("A5-1-606", "A5", "1", "606"),
        Door("A6-1-606", "A6", "1", "606"),
        Door("D1-1-101", "D1", "1", "101", aliases=("门卫室", "南门门卫室")),
    ]
)


@pytest.mark.parametrize(("address", "building", "gate", "room", "read_as"), [
    ("江南里E7栋西单元", "E7", "", "1102", "E7-2-1102 1 RICE"),
    ("江南里1栋", "1", "1", "3206", "E1-1-3206 1 RICE"),
    ("江南里A5", "A5", "1", "606", "A5-1-606 1 RICE"),
    ("江南里D1栋南门门卫室", "门卫室", "", "", "D1-1-101 1 RICE"),
    ("江南里E7栋西单元", "E7", "1", "1102", "? two_doors"),
    ("江南里2栋", "1", "1", "3206", "? two_doors"),
    ("江南里A6", "A5", "1", "606", "? two_doors"),
    ("江南里A5栋", "门卫室", "", "", "? no_such_door"),
])  # fmt: skip
def test_an_address_that_names_the_building_agrees_with_columns_for_all_of_it(
    address, building, gate, room, read_as
):
    head = ["序号", "商品", "数量", "楼栋", "单元", "房号", "详细地址"]
    rows = [head, [1, "大米", 1, building, gate, room, address]]
    assert in_short(read(rows, doors=PARTED)) == {"1": read_as}
