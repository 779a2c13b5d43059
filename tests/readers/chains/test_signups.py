"""R47: chains of people who offer to help."""

from baogong.readers.chains import SignUp, read_sign_ups

from .estates import LANED, LETTERS
from .reading import read

HEAD = "社区“保供1+1”志愿者报名接龙：姓名+楼栋+能做什么\n"


def lines(text, estate=LETTERS):
    return read(HEAD + text, estate).lines[1:]


def test_a_sign_up_tells_who_where_and_what():
    [line] = lines("3. 李敏 N6 可以搬运 下午有空")
    assert (line.status, line.kind, line.no) == ("ready", "signup", "3")
    assert line.signup == SignUp(
        person="李敏",
        building="N6",
        skills=("carrying",),
        slots=("afternoon",),
        offers="可以搬运 下午有空",
    )


def test_a_building_may_carry_its_unit_or_a_whole_door():
    first, second = lines("1. 王强 N9栋 会开车，全天\n2. 赵六 S1-1-602 能接电话")
    assert (first.signup.building, first.signup.skills) == ("N9", ("driving",))
    assert first.signup.slots == ("morning", "afternoon", "evening")
    assert (second.signup.person, second.signup.building) == ("赵六", "S1")


def test_what_is_left_out_is_asked():
    nowhere, ambiguous, nameless = lines("1. 陈静 能做表格\n2. 周八 1栋 可以搬运\n3. N6 可以搬运")
    assert [r.code for r in nowhere.reasons] == ["no_building"]
    assert [(r.code, r.candidates) for r in ambiguous.reasons] == [
        ("ambiguous_building", ("S1", "T1", "U1", "V1", "N1"))
    ]
    assert [r.code for r in nameless.reasons] == ["no_name"]


def test_who_offers_nothing_is_asked():
    [line] = lines("5. 孙七 N6")
    assert line.status == "review"


def test_a_phone_is_read_and_is_no_name():
    dashed, whole = lines("1. 138-1234-5678 吴九 N6 会电脑\n2. N9栋 赵敏 13812345679 跑腿 接电话")
    assert (dashed.signup.person, dashed.signup.phone) == ("吴九", "13812345678")
    assert (whole.signup.person, whole.signup.phone) == ("赵敏", "13812345679")
    assert whole.signup.other_offers == "跑腿"


def test_of_a_chain_that_is_known_to_call_for_helpers_each_numbered_entry_is_one():
    text = "1. 李敏 N6 可以搬运\n2. 孙七 N6\n3. 辛苦大家了\n谢谢"
    first, bare, *talk = read_sign_ups(text, doors=LETTERS[0])
    assert (first.status, first.signup.person) == ("ready", "李敏")
    assert (bare.signup.person, bare.signup.building) == ("孙七", "N6")
    assert [reason.code for reason in bare.reasons] == ["no_offer"]
    assert [line.signup for line in talk] == [None, None]


def test_a_building_of_a_lane_is_named_with_it():
    door, building, unsaid = lines(
        "1. 李敏 900弄37号1201 可以搬运\n2. 孙七 77弄2号 会开车\n3. 周八 2号 会电脑", LANED
    )
    assert (door.signup.building, building.signup.building) == ("900弄37号", "77弄2号")
    assert [reason.code for reason in unsaid.reasons] == ["ambiguous_building"]
