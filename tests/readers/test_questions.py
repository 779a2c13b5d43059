"""R36: the same question in other words, and text messages as they are typed in."""

import pytest

from baogong.readers.questions import Message, alike, read_messages


def test_the_same_question_in_other_words_stands_together():
    texts = [
        "几点截单",
        "请问今天蔬菜包几点截单呀",
        "没有智能手机怎么买菜",
        "您好，几点截单？",
        "When do orders close?",
        "怎么买菜，没有智能手机",
        "when do the orders close",
    ]

    assert alike(texts) == [[0, 1, 3], [2, 5], [4, 6]]


def test_different_questions_about_one_thing_stand_apart():
    assert alike(["几点截单", "几点送到", "截单以后还能加吗"]) == [[0], [1], [2]]


@pytest.mark.parametrize("texts", [[], [""], ["", "？"], ["你好"]])
def test_questions_without_words_break_nothing(texts):
    assert sum(map(len, alike(texts))) == len(texts)


def test_messages_are_read_line_by_line_and_nothing_is_dropped():
    read = read_messages(
        "13912341234 几点截单\n\n+86 139-1234-1235：怎么买菜\n１３９１２３４１２３６，能送上门吗\n"
        "几点截单\n12345 几点\n13912341237\n139123412380 几点"
    )

    assert read.read == (
        Message(1, "13912341234", "几点截单"),
        Message(3, "13912341235", "怎么买菜"),
        Message(4, "13912341236", "能送上门吗"),
    )
    assert list(read.unread) == [5, 6, 7, 8]


def test_numbers_in_a_message_stay_in_it():
    [message] = read_messages("13912341234 3 份蔬菜包几点到").read

    assert (message.phone, message.text) == ("13912341234", "3 份蔬菜包几点到")
