"""R1, R13: what single cells of a roster say: people, telephones, needs, whether lived in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baogong.readers.rosters import headings
from baogong.readers.rosters.flags import read_flags
from baogong.readers.rosters.headings import classify
from baogong.readers.rosters.living import is_no_home, is_vacant, role_of
from baogong.readers.rosters.people import Count, read_people
from baogong.readers.rosters.phones import Phones, mobiles_in, read_phones


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("4", 4),
        ("４", 4),
        ("4.0", 4),
        ("四口人", 4),
        ("四口之家", 4),
        ("3大1小", 4),
        ("两大两小", 4),
        ("大人3小孩1", 4),
        ("3+1", 4),
        ("4(含保姆1)", 4),
        ("4人,1人在外", 4),
        ("约4人", 4),
        ("夫妻", 2),
        ("十二", 12),
    ],
)
def test_people_are_counted_however_they_are_written(text, people):
    assert read_people(text) == Count(people=people)


@pytest.mark.parametrize("text", ["", "/", "—", "?", "不详", "无", "待核", "拒绝透露"])
def test_nothing_said_is_no_number(text):
    assert read_people(text) == Count()


@pytest.mark.parametrize("text", ["3-4", "3或4", "3?", "2.5", "13900000001", "好多", "99"])
def test_an_unclear_number_is_said_to_be_unclear(text):
    assert read_people(text) == Count(unclear=True)


@pytest.mark.parametrize(
    ("text", "mobiles"),
    [
        ("13900000001", ["13900000001"]),
        ("13900000001.0", ["13900000001"]),
        ("1.3900000001E10", ["13900000001"]),
        ("+86 139-0000-0001", ["13900000001"]),
        ("8613900000001", ["13900000001"]),
        ("139OOOO000l", ["13900000001"]),
        ("①13900000001②13900000002", ["13900000001", "13900000002"]),
        ("13900000001|13900000002", ["13900000001", "13900000002"]),
        ("13900000001.0 139-0000-0002", ["13900000001", "13900000002"]),
        ("13900000001转13900000002", ["13900000001", "13900000002"]),
        ("139O0000001", ["13900000001"]),
        ("139 0000 0001 139 0000 0002", ["13900000001", "13900000002"]),
        ("13900000002、13900000001;13900000002", ["13900000002", "13900000001"]),
        ("女儿13900000001(微信同号)/13900000002", ["13900000001", "13900000002"]),
        ("1390000000113900000002", ["13900000001", "13900000002"]),
        ("13900000001-13900000002", ["13900000001", "13900000002"]),
        ("1.13900000001 2.139 0000 0002", ["13900000001", "13900000002"]),
        ("13900000001或2.139-0000-0002", ["13900000001", "13900000002"]),
        ("(1)13900000001(2)139 0000 0002", ["13900000001", "13900000002"]),
        ("无", []),
    ],
)
def test_mobiles_are_kept_in_order_and_once(text, mobiles):
    assert list(read_phones(text).mobiles) == mobiles


@pytest.mark.parametrize(
    "text", ["1390000001", "139000000012", "0717-6550001", "6550001", "1.39E+10", "139****0001"]
)
def test_what_is_no_mobile_is_bad(text):
    read = read_phones(text)
    assert read.mobiles == ()
    assert len(read.bad) == 1


def test_a_bad_number_leaves_the_good_one_beside_it():
    assert read_phones("13900000001/0717-6550001") == Phones(("13900000001",), ("07176550001",))


def test_a_note_s_number_out_of_use_is_not_called():
    assert mobiles_in("旧号13900000001,现13900000002") == ("13900000002",)


def test_a_note_s_number_of_somebody_who_looks_after_homes_is_not_the_household_s():
    assert mobiles_in("楼组长13900000001负责,女儿13900000002") == ("13900000002",)


@pytest.mark.parametrize(
    ("note", "flags"),
    [
        ("独居老人", "elderly_alone"),
        ("孤老,双耳失聪", "disabled elderly_alone"),
        ("76岁独居", "elderly_alone"),
        ("家有高龄老人", "elderly"),
        ("83岁", "elderly"),
        ("轮椅出行", "disabled"),
        ("孕晚期", "pregnant"),
        ("宝宝刚满月", "infant"),
        ("女儿9个月", "infant"),
        ("隔天血透", "dialysis"),
        ("常年服药", "chronic"),
        ("低保家庭", "lowincome"),
        ("全家滞留外省未归", "away"),
        ("爱人怀孕;奶奶糖尿病", "chronic pregnant"),
        ("高龄产妇", "pregnant"),
        ("高龄产妇,怀孕6个月", "pregnant"),
        ("临产", "pregnant"),
        ("双老家庭", "elderly"),
        ("独居 80+", "elderly_alone"),
        ("85岁老伯独住", "elderly_alone"),
        ("最低生活保障", "lowincome"),
        ("低保户,已退休", "lowincome"),
        ("老人隔离已结束", "elderly"),
        ("化疗中 回老家过年未归", "away chronic"),
        ("腿脚行动不便;回老家过年未归", "away disabled"),
        ("聋哑人,回老家已归", "disabled"),
    ],
)
def test_needs_are_read_from_notes(note, flags):
    assert sorted(read_flags(note)) == flags.split()


@pytest.mark.parametrize(
    "note",
    [
        "非独居",
        "非独居老人",
        "独居(28岁)",
        "独居,非老人",
        "原独居老人,儿子已搬来同住",
        "老人已接走",
        "独居老人,已接走",
        "老人去年去世",
        "孕妇已生产",
        "曾怀孕",
        "备孕",
        "宝宝已上幼儿园",
        "婴儿已满3岁",
        "不是低保",
        "已退出低保",
        "无残疾",
        "无老人、孕妇",
        "慢性病:无",
        "邻居是孤老",
        "儿子滞留外地",
        "回老家未归,3月已返回",
        "残疾人车位",
        "轮椅已归还",
        "低保户(已退出)",
        "低保已注销",
        "低保申请未批",
        "残疾证已注销",
        "残疾证(已过期)",
        "不坐轮椅",
        "孕妇已回娘家",
        "宝宝已接走",
        "不是空巢老人",
        "老人不在",
        "化疗已结束",
        "春节未回乡",
        "社区低保专员",
        "轮椅厂工作",
        "党员",
    ],
)
def test_a_need_denied_or_over_or_another_s_is_none(note):
    """R13: false care flags waste the few hands there are."""
    assert read_flags(note) == frozenset()


def test_living_alone_counts_from_sixty():
    assert read_flags("独居", age=59) == frozenset()
    assert read_flags("独居", age=60) == {"elderly_alone"}


@pytest.mark.parametrize(
    "text",
    [
        *("空置", "空关房", "未入住", "毛坯", "毛胚房", "装修中", "装修中未住", "长期无人居住"),
        *("没有人住", "目前没有人居住", "待租", "空"),
    ],
)
def test_empty_homes_are_known(text):
    assert is_vacant(text)


@pytest.mark.parametrize(
    "text",
    [
        *("自住", "已入住", "原空置,现已出租", "已装修", "边装修边住", "非空置", "无人照顾", ""),
        *("隔壁空置", "车位空置", "隔壁装修", "楼下装修噪音"),
    ],
)
def test_homes_that_are_lived_in_are_not_empty(text):
    assert not is_vacant(text)


def test_owner_and_tenant_are_told_apart():
    assert [
        role_of(text) for text in ("房东", "业主(不住)", "承租人", "租户", "自住", "无租户")
    ] == [
        "owner",
        "owner",
        "tenant",
        "tenant",
        "",
        "",
    ]


def test_shops_and_pump_rooms_are_no_homes():
    assert all(map(is_no_home, ["底商3", "自行车库", "配电间", "物业用房", "门卫室"]))
    assert not any(map(is_no_home, ["301", "3单元", "101室"]))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("楼 栋", "building"),
        ("幢号", "building"),
        ("号", "building"),
        ("单元", "entrance"),
        ("门洞", "entrance"),
        ("房间号", "room"),
        ("室", "room"),
        ("楼层", "floor"),
        ("弄", "lane"),
        ("楼栋/单元/室", "address"),
        ("家庭住址", "address"),
        ("现居住人数(人)", "people"),
        ("户籍人数", "registered"),
        ("大人", "adults"),
        ("联系电话1", "phone"),
        ("紧急联系人电话", "phone"),
        ("网格员电话", "other"),
        ("身份证号", "other"),
        ("与户主关系", "relation"),
        ("是否独居老人", "flag"),
        ("60岁以上", "flag"),
        ("老人姓名", "name"),
        ("入住情况", "status"),
        ("人员类别", "note"),
        ("张三", None),
        ("301室", None),
        ("13900000001", None),
    ],
)
def test_headings_are_understood(heading, field):
    assert classify(heading) == field


def test_every_field_that_a_heading_can_have_may_be_chosen_by_a_person():
    """A correction would drop a column of any other field."""
    known = {field for field, _ in (*headings._RULES, *headings._LATER)} - {headings.OTHER}
    assert known <= set(headings.FIELDS)


@given(st.text(max_size=40))
def test_no_cell_breaks_a_reader(text):
    read_people(text)
    read_phones(text)
    read_flags(text)
    classify(text)
    is_vacant(text)
