"""What is left of a masked number."""

import pytest

from baogong.values.phones import is_contact, mask_numbers, mask_phone, read_caller


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13912341234", "139****1234"),
        ("02988881234", "029****1234"),
        ("88881234", "******34"),
        ("12345", "***45"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_the_middle_of_a_number_is_hidden(phone, masked):
    """R6."""
    assert mask_phone(phone) == masked


@pytest.mark.parametrize("length", range(1, 16))
def test_no_number_is_shown_whole(length):
    phone = "1234567890123456"[:length]

    assert "*" in mask_phone(phone)
    assert len(mask_phone(phone)) == length


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("打13912341234找王芳", "打139****1234找王芳"),
        ("13912341234/15800001111", "139****1234/158****1111"),
        ("身份证 61010419800101123X。", "身份证 ******************。"),
        ("610104198001011234", "******************"),
        ("订单202204121234567890", "订单202204121234567890"),
        ("¥13912.34", "¥13912.34"),
        ("0023-12345678901", "0023-12345678901"),
        ("913912341234", "913912341234"),
        ("E6-1-602", "E6-1-602"),
    ],
)
def test_numbers_of_people_inside_a_text_are_hidden(text, left):
    """X5."""
    assert mask_numbers(text) == left


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("139 1234 1234", "13912341234"),
        ("+86 139-1234-1234", "13912341234"),
        ("021-5433 1234", "02154331234"),
        ("１２３４５", "12345"),
        ("", ""),
    ],
)
def test_a_caller_s_number_is_kept_as_digits(typed, number):
    """R44: landlines too."""
    assert read_caller(typed) == number


@pytest.mark.parametrize("typed", ["1234", "abc", "1391234123x", "+86 5433 12345", "9" * 13])
def test_what_nobody_can_call_back_is_no_number(typed):
    with pytest.raises(ValueError, match=r".*"):
        read_caller(typed)


@pytest.mark.parametrize(
    ("number", "can_be_called"),
    [
        ("", True),
        ("12345", True),
        ("021-5433 1234", True),
        ("+86 13912341234", True),
        ("call us", False),
        ("0", False),
        ("1" * 30, False),
    ],
)
def test_the_number_of_an_estate_can_be_called(number, can_be_called):
    assert is_contact(number) == can_be_called
