"""Codes that people read aloud, type and scan: Crockford base 32 with one check character.

The alphabet has no I, L, O or U; what looks alike is read alike (O -> 0, I and L -> 1). The check
character is the ISO 7064 MOD 37,2 remainder, so every single wrong character and every swap of
two neighbours is noticed.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


class BadCode(ValueError):
    """A typed or scanned code whose check character does not fit."""


def check_character(body: str) -> str:
    """ISO 7064 MOD 37,2 over the values of ``body``."""
    remainder = 0
    for character in body:
        remainder = (remainder + ALPHABET.index(character)) * 2 % 37
    return CHECK_ALPHABET[(38 - remainder) % 37]


def with_check(body: str) -> str:
    return body + check_character(body)


def encode_number(number: int, *, width: int) -> str:
    """``number`` in base 32, left-padded to ``width``, with its check character behind it."""
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = ALPHABET[digit] + digits
    return with_check(digits.rjust(width, "0"))


def decode_number(code: str) -> int:
    """The inverse of ``encode_number``. Raises BadCode."""
    number = 0
    for character in read_code(code)[:-1]:
        number = number * 32 + ALPHABET.index(character)
    return number


def random_code(length: int = 8) -> str:
    """A code that cannot be guessed: ``length`` random characters and one to check.

    Codes whose check character lies outside the plain alphabet are drawn again, so that a printed
    code never holds a sign that a phone's keyboard hides.
    """
    while True:
        code = with_check("".join(secrets.choice(ALPHABET) for _ in range(length)))
        if code[-1] in ALPHABET:
            return code


def read_code(text: str) -> str:
    """What was typed or scanned, as it was printed. Raises BadCode."""
    code = text.strip().upper().translate(_LOOKALIKES)
    if len(code) < 2 or any(c not in ALPHABET for c in code[:-1]):
        raise BadCode(text)
    if code[-1] != check_character(code[:-1]):
        raise BadCode(text)
    return code


def group(code: str) -> str:
    """``ABCD1234X`` -> ``ABC D12 34X``: groups of three, for reading aloud."""
    return " ".join(code[i : i + 3] for i in range(0, len(code), 3))
