"""Codes that people read aloud, type and scan notice every single slip."""

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from baogong.values.codes import (
    ALPHABET,
    BadCode,
    check_character,
    decode_number,
    encode_number,
    group,
    random_code,
    read_code,
)

bodies = st.text(ALPHABET, min_size=1, max_size=12)
codes = bodies.map(lambda body: body + check_character(body))


@given(codes)
def test_every_single_wrong_character_is_noticed(code):
    for i, right in enumerate(code):
        for wrong in ALPHABET:
            if wrong != right:
                with pytest.raises(BadCode):
                    read_code(code[:i] + wrong + code[i + 1 :])


@given(codes)
def test_every_swap_of_two_neighbours_is_noticed(code):
    for i in range(len(code) - 1):
        swapped = code[:i] + code[i + 1] + code[i] + code[i + 2 :]
        if swapped != code:
            with pytest.raises(BadCode):
                read_code(swapped)


@given(codes, st.randoms())
def test_what_looks_alike_is_read_alike(code, random):
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(random.choice(alike.get(c, c + c.lower())) for c in code)
    assert read_code(f" {group(typed)} ") == code
    assert read_code("-".join(typed)) == code


def test_a_chinese_keyboard_types_the_same_code():
    code = encode_number(4711, width=5)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    assert wide != code
    assert read_code(f"\u3000{wide}") == code


@given(st.integers(0, 2**63), st.integers(0, 14))
def test_numbers_survive_the_way_to_paper_and_back(number, width):
    code = encode_number(number, width=width)
    assume(len(code) > 1)
    assert decode_number(code) == number
    assert len(code) >= width + 1


@given(st.text())
def test_whatever_is_typed_is_a_code_or_a_bad_code(text):
    with contextlib.suppress(BadCode):
        assert set(read_code(text)) <= set(ALPHABET)


@pytest.mark.parametrize("text", ["", " ", "0", "U0", "你好", "--", "AB!C"])
def test_what_cannot_be_a_code_is_refused(text):
    with pytest.raises(BadCode):
        read_code(text)


def test_random_codes_are_long_enough_and_fit():
    made = {random_code() for _ in range(200)}
    assert len(made) == 200
    assert {len(code) for code in made} == {9}
    assert {read_code(code) for code in made} == made


def test_codes_are_grouped_by_three():
    assert group("ABCD1234X") == "ABC D12 34X"
    assert group("AB") == "AB"


@given(codes)
def test_a_scanner_gives_the_whole_address_of_a_label(code):
    assert read_code(f"https://bg.example.org/b/{code}") == code
    assert read_code(f"HTTPS://BG.EXAMPLE.ORG/B/{code}\n") == code
