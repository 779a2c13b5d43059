"""Numbers of people as most may see them."""

import re
import unicodedata

_DIGIT = re.compile(r"\d")
# Place, day of birth, number: other numbers of 18 digits are those of orders.
_IDENTITY = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"[\s\-.]+")
HEAD, TAIL = 3, 4


def mask_phone(phone: str) -> str:
    """``"13912341234"`` -> ``"139****1234"``; of a shorter number only the last two digits stay.

    A number too short for both ends would be whole again, so less of it is shown.
    """
    if not phone:
        return ""
    if len(phone) >= HEAD + TAIL + 3:
        return f"{phone[:HEAD]}{'*' * (len(phone) - HEAD - TAIL)}{phone[-TAIL:]}"
    return _DIGIT.sub("*", phone[:-2]) + phone[-2:] if len(phone) > 4 else "*" * len(phone)


def mask_numbers(text: str) -> str:
    """Mask every mobile number in a text and blot out every identity number (18 characters)."""
    blotted = _IDENTITY.sub("*" * 18, text)
    return _MOBILE.sub(lambda found: mask_phone(found.group()), blotted)


def read_mobile(text: str) -> str:
    """``"+86 139-1234 1234"`` -> ``"13912341234"``. Raises ValueError for anything else."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    number = digits.removeprefix("+").removeprefix("86") if len(digits) > 11 else digits
    if not _MOBILE.fullmatch(number):
        raise ValueError(text)
    return number
