"""An order's sums: what was paid, and whether the rows' prices make it."""

from collections.abc import Sequence

from baogong.readers.exports.amounts import read_fen
from baogong.readers.exports.items import Wanted, line_total, totals
from baogong.readers.exports.lines import Line


def amounts(lines: Sequence[Line], name: str) -> list[int]:
    """What a column says in an order's rows, in fen; what is no amount is left out."""
    read = [read_fen(text) for line in lines if name in line.own for text in line.said[name]]
    return [fen for fen in read if fen is not None]


def paid_fen(lines: Sequence[Line], wanted: Sequence[Wanted]) -> int | None:
    """What was paid for the whole order; None where nothing says it clearly."""
    for name in ("paid", "amount", "subtotal"):
        told = amounts(lines, name)
        if told and len(told) == len(lines) and told == [line_total(want) for want in wanted]:
            return sum(told)
        if told and len(set(told)) == 1:
            return told[0]
    return None


def agrees(lines: Sequence[Line], wanted: Sequence[Wanted]) -> bool | None:
    """Whether the stated sum is goods times prices; None where it cannot be told."""
    expected = totals(wanted)
    stated = [told for name in ("subtotal", "amount", "paid") if (told := amounts(lines, name))]
    if expected is None or not stated:
        return None
    less, more = (sum(set(amounts(lines, name))) for name in ("discount", "freight"))
    fitting = {expected, expected - less + more, expected - less, expected + more}
    each = [line_total(want) for want in wanted]
    return all(told == each or {*told} <= fitting or sum(told) in fitting for told in stated)
