"""R42: nothing is dropped and nothing is invented, whatever is pasted."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from baogong.readers.chains.vocabulary import KIND_OF

from .estates import GARDEN, GARDEN_HEAD
from .reading import merged, read

DOORS = ("11-602", "12-1-602", "A座1203", "12-602", "602", "13-101", "云景阁1203", "")
NAMES = ("张阿姨", "小2", "6月的雨", "Lily", "晴天", "土豆妈", "")
WORDS = (
    "蔬菜包2",
    "两份鸡蛋",
    "土豆三斤",
    "韭菜1把",
    "各一份",
    "改成2份",
    "不要了",
    "+1",
    "吗？",
    "共70",
)
PIECES = st.sampled_from(
    [
        *DOORS,
        *NAMES,
        *WORDS,
        "已付",
        "，",
        " ",
        "\n",
        "1. ",
        "（2）",
        "#接龙",
        "再加",
        "帮603",
        "同上",
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map(" ".join)
SPOKEN = st.lists(st.one_of(PIECES, st.sampled_from(sorted(KIND_OF))), max_size=10).map("".join)


def squeezed(text):
    return "".join(text.split())


@given(st.one_of(st.text(max_size=60), TEXTS, SPOKEN))
@settings(max_examples=600, deadline=None)
def test_every_physical_line_is_in_exactly_one_entry(text):
    reading = read(f"{GARDEN_HEAD}\n{text}")
    whole = squeezed(GARDEN_HEAD + text.replace("\ufeff", ""))
    assert squeezed("".join(line.raw for line in reading.lines)) == whole


@given(st.one_of(TEXTS, SPOKEN))
@example("1. 11-602 蔬菜包2份 602 帮603 两份鸡蛋 602")
@settings(max_examples=300, deadline=None)
def test_what_is_ready_names_known_doors_and_goods_and_what_is_not_says_why(text):
    doors, goods = GARDEN
    for line in read(f"{GARDEN_HEAD}\n{text}").lines:
        assert (line.status == "review") == bool(line.reasons)
        if line.status == "ready":
            assert line.orders
            for order in line.orders:
                assert order.door in doors
                assert all(goods[i.sku] and i.quantity >= 0 for i in order.items)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_posting_a_chain_twice_changes_nothing(text):
    chain = f"{GARDEN_HEAD}\n1. 11-701 蔬菜包1\n{text}\n"
    assert merged(read(chain + chain)) == merged(read(chain))


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_a_chain_that_was_imported_adds_nothing_again(text):
    chain = f"{GARDEN_HEAD}\n1. 11-701 蔬菜包1\n{text}\n"
    assert not [line for line in read(chain, previous=chain).lines if line.status == "ready"]


@given(st.sampled_from(("喵", "红薯2斤", "要不要再说", "或者鸡蛋", "口罩", "几个")))
def test_unknown_words_in_a_clear_entry_are_never_passed_over(word):
    line = read(f"{GARDEN_HEAD}\n1. 11-602 张阿姨 蔬菜包2份 {word}").lines[-1]
    assert line.status == "review"


@given(st.one_of(TEXTS, SPOKEN).map(lambda text: text.replace("\n", " ")))
@settings(max_examples=300, deadline=None)
def test_a_numbered_entry_with_a_door_and_a_good_is_never_passed_over(text):
    line = read(f"{GARDEN_HEAD}\n1. 11-602 蔬菜包2份 {text}").lines[-1]
    assert line.status != "ignored"
