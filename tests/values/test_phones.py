"""What is left of a masked number."""

import pytest

from baogong.values.phones import mask_phone


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
