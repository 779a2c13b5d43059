"""R42: a chain that is posted again and again counts once; forks and withdrawals are seen."""

from baogong.readers.chains.copies import Match, Posted, match_copies

from .reading import merged, read, told, told_of

HEAD = "#接龙\n蔬菜包35元 鸡蛋28元/板\n"


def chain(*entries):
    return HEAD + "\n".join(f"{n}. {entry}" for n, entry in enumerate(entries, start=1)) + "\n"


FIRST = ("11-602 蔬菜包1", "11-603 蔬菜包1", "11-604 蔬菜包1")


def entries_of(text, previous=None):
    return [t for t in told_of(text, previous=previous) if t not in {"- header", "- menu"}]


def test_a_repeat_counts_once_and_names_the_line_that_it_repeats():
    reading = read(chain(*FIRST) + chain(*FIRST, "11-701 鸡蛋1"))
    repeats = [line for line in reading.lines if line.repeats]
    assert [(line.first, line.repeats) for line in repeats] == [(8, 3), (9, 4), (10, 5)]
    assert merged(reading) == {
        "11-1-602": {"veg": "1"},
        "11-1-603": {"veg": "1"},
        "11-1-604": {"veg": "1"},
        "11-1-701": {"egg": "1"},
    }


def test_a_copy_without_its_head_is_known_by_its_first_number():
    text = "1. 11-602 蔬菜包1\n2. 11-603 蔬菜包1\n"
    assert told_of(text + text) == ["11-1-602 veg=1", "11-1-603 veg=1", "-", "-"]


def test_a_copy_whose_head_lost_its_menu_still_has_it():
    title = "#接龙\n今晚的菜\n"
    menu = "蔬菜包35元 鸡蛋28元/板\n"
    text = title + menu + "1. 11-602 蔬菜包1\n" + title + "1. 11-602 蔬菜包1\n2. 11-603 西瓜3斤\n"
    assert told_of(text)[-1] == "? off_menu"
    other = title + menu + "1. 11-602 蔬菜包1\n#接龙\n明天的水果\n1. 11-603 西瓜3斤\n"
    assert told_of(other)[-1] == "11-1-603 melon=3"


def test_both_branches_of_a_fork_count():
    text = chain(*FIRST) + chain(*FIRST[:2], "11-701 鸡蛋1", "11-702 鸡蛋1")
    assert entries_of(text) == [
        "11-1-602 veg=1",
        "11-1-603 veg=1",
        "11-1-604 veg=1",
        "-",
        "-",
        "11-1-701 egg=1",
        "11-1-702 egg=1",
    ]


def test_an_entry_that_vanished_from_the_middle_is_asked():
    text = chain(*FIRST) + chain(FIRST[0], FIRST[2], "11-701 鸡蛋1")
    assert entries_of(text)[:3] == ["11-1-602 veg=1", "? withdrawn", "11-1-604 veg=1"]


def test_an_entry_that_comes_back_was_not_withdrawn():
    text = chain(*FIRST) + chain(FIRST[0], FIRST[2]) + chain(*FIRST)
    assert entries_of(text)[:3] == ["11-1-602 veg=1", "11-1-603 veg=1", "11-1-604 veg=1"]


def test_an_edited_entry_takes_the_place_of_the_old_one():
    reading = read(chain(*FIRST) + chain("11-602 蔬菜包1 鸡蛋1", *FIRST[1:]))
    assert told(reading.lines[7]) == "11-1-602 veg=1,egg=1 !change"
    assert merged(reading)["11-1-602"] == {"veg": "1", "egg": "1"}


def test_an_edit_that_leaves_a_good_out_is_asked():
    text = chain("11-602 蔬菜包1 鸡蛋1") + chain("11-602 蔬菜包2")
    assert entries_of(text) == ["11-1-602 veg=1,egg=1", "? rest_unclear"]


def test_an_edit_of_what_was_changed_meanwhile_is_asked():
    text = chain(FIRST[0], "11-602 再加1份") + chain("11-602 蔬菜包2")
    assert entries_of(text)[-1] == "? edited_and_changed"


def test_an_edit_makes_an_unclear_entry_clear():
    text = chain("12-602 蔬菜包1", FIRST[0]) + chain("12-2-602 蔬菜包1", FIRST[0])
    assert entries_of(text)[2] == "12-2-602 veg=1"


def test_a_longer_copy_adds_only_the_difference():
    reading = read(chain(*FIRST, "11-701 鸡蛋1", "11-603 再加鸡蛋1"), previous=chain(*FIRST))
    assert [told(line) for line in reading.lines][2:] == [
        "-",
        "-",
        "-",
        "11-1-701 egg=1",
        "11-1-603 egg=1 !change",
    ]
    assert merged(reading)["11-1-603"] == {"veg": "1", "egg": "1"}
    assert reading.withdrawn == ()


def test_what_a_longer_copy_lacks_is_reported():
    reading = read(chain(FIRST[0], FIRST[2]), previous=chain(*FIRST))
    assert [line.raw for line in reading.withdrawn] == ["2. 11-603 蔬菜包1"]


def test_the_same_text_twice_in_one_copy_is_no_repeat():
    assert entries_of(chain(FIRST[0], FIRST[0])) == ["11-1-602 veg=1", "? duplicate"]


def posted(copy, *bodies):
    return [Posted(copy, str(n), body, (body[:1],)) for n, body in enumerate(bodies, start=1)]


def test_copies_are_matched_by_text_then_by_number_and_door():
    entries = [*posted(0, "a1", "b1", "c1"), *posted(1, "a1", "b2", "d1")]
    assert match_copies(entries) == [
        Match(),
        Match(),
        Match(),
        Match(of=0),
        Match(of=1, edited=True),
        Match(),
    ]
