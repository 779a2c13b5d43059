"""Which characters a pattern may begin with, so that it is tried nowhere else.

A chain is read place by place, and nearly every pattern fails at its first character. What that
may be is taken from the pattern itself as ``re`` parses it: never too few characters, sometimes
too many, because what only looks around counts as nothing.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

_parse = import_module("re._parser").parse  # ``re`` shows its parser under no public name
_CLASSES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
_REPEATS = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_LOOKS = frozenset({"ASSERT", "ASSERT_NOT", "AT"})
_ANYTHING = r"[\s\S]"


@cache
def beginnings(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern of one character that matches whatever ``pattern`` may begin with."""
    firsts = dict.fromkeys(_firsts(list(_parse(pattern.pattern, pattern.flags))))
    return re.compile("|".join(firsts), pattern.flags & re.IGNORECASE)


def starting(*patterns: re.Pattern[str]) -> Callable[[str], bool]:
    """Whether one of the patterns may begin with a character."""
    firsts = [beginnings(pattern) for pattern in patterns]
    return lambda c: any(first.match(c) for first in firsts)


def _firsts(items: list[tuple[Any, Any]]) -> Iterator[str]:
    """One-character patterns for the beginnings of items in a row."""
    if not items:
        yield _ANYTHING  # it may be empty, and whatever follows is welcome
        return
    (operation, value), rest = items[0], items[1:]
    kind = str(operation)
    if kind in _LOOKS:
        yield from _firsts(rest)
    elif kind in _REPEATS:
        least, _, repeated = value
        yield from _firsts([*repeated, *rest])
        yield from () if least else _firsts(rest)
    elif kind == "BRANCH":
        for branch in value[1]:
            yield from _firsts([*branch, *rest])
    elif kind == "SUBPATTERN" and not (value[1] or value[2]):  # it sets no flags of its own
        yield from _firsts([*value[3], *rest])
    elif kind == "LITERAL":
        yield re.escape(chr(value))
    elif kind == "IN":
        yield _class_of(value)
    else:
        yield _ANYTHING


def _class_of(items: list[tuple[Any, Any]]) -> str:
    inside = ""
    for operation, value in items:
        match str(operation):
            case "NEGATE":
                inside += "^"
            case "LITERAL":
                inside += re.escape(chr(value))
            case "RANGE":
                inside += "-".join(re.escape(chr(end)) for end in value)
            case _:
                inside += _CLASSES[str(value)]
    return f"[{inside}]"
