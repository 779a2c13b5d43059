"""A pattern is tried only where it may begin: never at too few places (R42)."""

import re
from pathlib import Path

import pytest

from baogong.readers.chains import amounts, money, tokens, words
from baogong.readers.chains.beginnings import beginnings
from baogong.readers.chains.preferences import PREFERENCES
from baogong.readers.chains.text import folded
from baogong.readers.chains.vocabulary import KIND_OF

CASES = Path(__file__).parent / "cases"
PATTERNS = {
    pattern
    for module in (amounts, money, tokens, words)
    for pattern in vars(module).values()
    if isinstance(pattern, re.Pattern)
} | {*PREFERENCES}


@pytest.mark.parametrize(
    ("pattern", "may", "may_not"),
    [
        ("abc", "a", "bc"),
        ("a?b", "ab", "c"),
        ("(?:a|b*c)d", "abc", "d"),
        ("(?:(a)|[^bc])x", "adx", "bc"),
        (r"[\da-c]{2}|\s", "1b ", "dx"),
        (r"(?<!x)(?=a)(?!b)[a-c]", "abc", "d"),
        ("a*", "abc", ""),
        (r"(a)\1", "a", "b"),
        (".a", "xa", ""),
        ("(?i:a)b", "aA", ""),
    ],
)
def test_what_a_pattern_may_begin_with(pattern: str, may: str, may_not: str) -> None:
    first = beginnings(re.compile(pattern))

    assert all(map(first.match, may))
    assert not any(map(first.match, may_not))


def test_case_is_ignored_where_the_pattern_ignores_it() -> None:
    assert beginnings(re.compile("[k-m]", re.IGNORECASE)).match("L")
    assert not beginnings(re.compile("[k-m]")).match("L")


def test_every_pattern_begins_with_what_it_may_wherever_it_stands_in_the_cases() -> None:
    lines = {folded(line) for path in CASES.glob("*.txt") for line in path.read_text().split("\n")}

    missed = [
        (pattern.pattern[:40], found.group())
        for pattern in PATTERNS
        for line in lines
        for found in pattern.finditer(line)
        if found.group() and not beginnings(pattern).match(found.group()[0])
    ]

    assert len(lines) > 1000
    assert not missed


def test_the_longest_word_of_any_case_is_found() -> None:
    assert words.word_at("不要了", 0) == ("drop", 3)
    assert words.word_at("说PAID", 1) == ("paid", 5)
    assert words.word_at("x", 1) == ("", 1)
    assert all(words.word_at(f"{word}#", 0) == (kind, len(word)) for word, kind in KIND_OF.items())
