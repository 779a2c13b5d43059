"""What is left of a masked number."""

import pytest

from baogong.values.phones import mask_numbers, mask_phone


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
