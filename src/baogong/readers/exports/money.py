"""An order's sums: what was paid, and whether the rows' prices make it."""

from collections.abc import Sequence

from baogong.readers.exports.amounts import read_fen
from baogong.readers.exports.items import Wanted, line_total, total
from baogong.readers.exports.lines import Line
from baogong.readers.exports.states import State

_AT_THE_DOOR = "货到付款"


def amounts(lines: Sequence[Line], name: str) -> list[int]:
    """What a column says in an order's rows, in fen; what is no amount is left out."""
    read = [read_fen(text) for line in lines if name in line.own for text in line.said[name]]
    return [fen for fen in read if fen is not None]


def sum_told(lines: Sequence[Line], name: str) -> int:
    """What a column comes to; a sum that stands in several rows is the whole order's, once."""
    return sum(set(amounts(lines, name)))


def paid_fen(lines: Sequence[Line], wanted: Sequence[Wanted], state: State) -> int | None:
    """What was paid for the whole order in the tool, of one that stands.

    None where no column of sums paid says it clearly, or where its state does not say that it
    stands, or says that it is paid at the door.
    """
    words = [text for line in lines for _, text in line.states]
    if state != "stands" or not words or any(_AT_THE_DOOR in text for text in words):
        return None
    told = amounts(lines, "paid")
    if told and told == [line_total(want) for want in wanted]:
        return sum(told)
    is_one_sum = len(told) == 1 or (len({*told}) == 1 and agrees(lines, wanted))
    return told[0] if is_one_sum else None


def paid_for_rest(lines: Sequence[Line], left: Sequence[Wanted]) -> int | None:
    """What stays paid in the tool for the ``left`` goods of a partly refunded order.

    None unless the sum paid, less what was given back or as it stands, is what they cost.
    """
    words = [text for line in lines for _, text in line.states]
    cost, told = total(list(map(line_total, left))), amounts(lines, "paid")
    if not cost or not told or any(_AT_THE_DOOR in text for text in words):
        return None
    back = sum_told(lines, "refund")
    sums = {sum(told), *told} if len({*told}) == 1 else {sum(told)}
    return int(cost) if any(cost in {paid, paid - back} for paid in sums) else None


def agrees(
    lines: Sequence[Line], wanted: Sequence[Wanted], *, by_list: bool = False
) -> bool | None:
    """Whether the stated sum is goods times prices; None where it cannot be told.

    ``by_list``: at the list's prices where none is told. A tool has prices of its own.
    """
    each = [want.cost if by_list else line_total(want) for want in wanted]
    expected = total(each)
    stated = [told for name in ("subtotal", "amount", "paid") if (told := amounts(lines, name))]
    if expected is None or not stated:
        return None
    less, more = (abs(sum_told(lines, name)) for name in ("discount", "freight"))
    whole = {expected, expected - less + more, expected - less, expected + more}
    fitting = {fen - back for fen in whole for back in {0, sum_told(lines, "refund")}}
    return all(told == each or {*told} <= fitting or sum(told) in fitting for told in stated)
