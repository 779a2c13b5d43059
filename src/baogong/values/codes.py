"""Codes that people read aloud, type and scan: Crockford base 32 with one check character.

The alphabet has no I, L, O or U; what looks alike is read alike (O -> 0, I and L -> 1). The check
character is a polynomial over GF(32): every single wrong character and every swap of two
neighbours is noticed, and it stays within the alphabet.
"""

import secrets
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRIMITIVE_POLYNOMIAL = 0b100101  # x^5 + x^2 + 1
_AS_PRINTED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class BadCode(ValueError):
    """A typed or scanned code whose check character does not fit."""


def check_character(body: str) -> str:
    """The character that makes ``body`` and it a multiple of the code's polynomial."""
    remainder = 0
    for character in body:
        remainder = (remainder ^ ALPHABET.index(character)) << 1
        if remainder & 32:
            remainder ^= PRIMITIVE_POLYNOMIAL
    return ALPHABET[remainder]


def encode_number(number: int, *, width: int) -> str:
    """``number`` (not negative) in base 32, padded to ``width``, with its check character."""
    if number < 0:
        raise ValueError(number)
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = ALPHABET[digit] + digits
    body = digits.rjust(width, "0")
    return body + check_character(body)


def decode_number(text: str) -> int:
    """The inverse of ``encode_number``. Raises BadCode."""
    number = 0
    for character in read_code(text)[:-1]:
        number = number * 32 + ALPHABET.index(character)
    return number


def random_code(length: int = 8) -> str:
    """A code that cannot be guessed: ``length`` random characters and one to check."""
    body = "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(length))
    return body + check_character(body)


def read_code(text: str) -> str:
    """What was typed or scanned, as it was printed; full-width forms too. Raises BadCode.

    A scanner gives a label's whole address; the code is what stands last in it.
    """
    last = unicodedata.normalize("NFKC", text).strip().rpartition("/")[2]
    code = last.upper().translate(_AS_PRINTED)
    if len(code) < 2 or any(character not in ALPHABET for character in code):
        raise BadCode(text)
    if code[-1] != check_character(code[:-1]):
        raise BadCode(text)
    return code


def group(code: str) -> str:
    """``ABCD1234X`` -> ``ABC D12 34X``: groups of three, for reading aloud."""
    return " ".join(code[i : i + 3] for i in range(0, len(code), 3))
