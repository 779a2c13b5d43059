"""Where an address in running text begins and ends, and what only looks like a part of one."""

import re

from baogong.readers.addresses.grammar import STEMS
from baogong.readers.chains.amounts import UNITS

_AMOUNT_UNIT = re.compile(rf"(?:{UNITS}|元|点|月|人|口|ml|公里)(?!室)", re.IGNORECASE)
_DASHED_AMOUNT = re.compile(rf"[-—–]\s?\d{{1,2}}\s?(?:{UNITS})(?!\d)")
_MEASURE = re.compile(r"\d+(?:L|ml|kg|g)(?![A-Za-z\d-])", re.IGNORECASE)
_CLOSING = re.compile(r"\s?[\]】)]")


def is_measure(text: str, position: int) -> bool:
    """``5L`` of ``花生油5L 135/桶``, as far as no building is called so."""
    return _MEASURE.match(text, position) is not None


def is_half_a_name(text: str, position: int) -> bool:
    """``甲3`` is no building 3, however it goes on."""
    return position > 0 and text[position - 1] in STEMS and text[position].isdigit()


def is_barred(piece: str) -> bool:
    """``602|王姐``: a bar that parts columns looks like a one."""
    return piece[-1] in "lI|" and piece[:-1].isdigit()


def is_loose(joint: str, *, first: bool) -> bool:
    """``蔬菜包1 603``: an amount and a room. ``1:603``: an entry's number and a room, maybe."""
    return joint.strip() in {",", ":", "·"} or (joint.strip() in {"", "."} and not first)


def is_amount(text: str, found: re.Match[str], *, first: bool) -> bool:
    """``2份`` behind an address; ``602张阿姨`` is a room and a name."""
    digits = found.group()
    short = first or len(digits) < 3
    return digits[-1:].isdigit() and short and bool(_AMOUNT_UNIT.match(text, found.end()))


def runs_on(text: str, end: int) -> bool:
    """Whether what follows belongs to the number: to ``12-301`` in ``12-301-2``, no ``-2份``."""
    if _DASHED_AMOUNT.match(text, end):
        return False
    another = text[end - 1] in "号室户" and re.match(
        rf"\d{{1,4}}{text[end - 1]}", text[end : end + 5]
    )
    return not another and bool(re.match(r"[-—–]\s?\d|\d|\.\d", text[end : end + 3]))


def past_bracket(text: str, begin: int, end: int) -> int:
    """Behind the bracket that closes an address that began with one."""
    if text[begin] not in "[【(":
        return end
    closed = _CLOSING.match(text, end)
    return closed.end() if closed else end
