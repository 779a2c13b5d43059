"""Orders of which a part was paid back: what is left, where it is said clearly."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from baogong.readers.exports.amounts import BadQuantity, read_quantity
from baogong.readers.exports.goods import fold
from baogong.readers.exports.items import Wanted, total
from baogong.readers.exports.lines import Line
from baogong.readers.exports.money import amounts, sum_told
from baogong.readers.exports.remarks import (
    Refunded,
    makes_amends,
    refunds_in,
    tells_of_refund,
    withdraws_refund,
)
from baogong.readers.exports.states import VOID, State, read_state

# What the keeper of a form notes of an answer that does not count.
_CALLED_OFF = re.compile(
    r"(?:本人|客户|居民|住户)?(?:要求)?已?(?:取消|退订|退团|作废)了?(?:[\s\d./-]+)?|重复(?:提交|下单|填写|登记)?|不要了"
)
_PAID_BACK = re.compile(r"[钱款全]?已?退款?了?")


def state_of(lines: Sequence[Line], *, by_hand: bool) -> State:
    """The state of a whole order; ``refunded`` only where all its money went back.

    ``by_hand``: the list's only remarks are its keeper's.
    """
    back = sum_told(lines, "refund")
    notes = [*_texts(lines, "seller_remark"), *(_texts(lines, "buyer_remark") if by_hand else ())]
    if any(_calls_off(note, by_hand=by_hand and not back) for note in notes):
        return "cancelled"
    states = _states(lines)
    each = sum(amounts(lines, "subtotal"))
    whole = max([*amounts(lines, "paid"), *amounts(lines, "amount")], default=each)
    state = states[0] if len({*states}) == 1 or VOID.issuperset(states) else "partly"
    if state == "refunded" and (0 < back < whole or (back < whole and _is_told_once(lines))):
        return "partly"
    if state == "stands" and back:
        return "refunded" if back >= whole > 0 else "partly"
    return state


def _calls_off(note: str, *, by_hand: bool) -> bool:
    """Whether every part of a note says that an order is off; ``by_hand``: or paid back."""
    parts = list(filter(None, re.split(r"[,，。;；、!！]+", note)))
    says = [_CALLED_OFF, _PAID_BACK] if by_hand else [_CALLED_OFF]
    off = all(any(words.fullmatch(part) for words in says) for part in parts)
    return off and re.search("取消|退|作废", note) is not None


def _states(lines: Sequence[Line]) -> list[State]:
    """Row by row; one that leaves the order's own cells blank is as the order is."""
    head = read_state(lines[0].states)
    return [read_state(line.states) if line.states or line.identity else head for line in lines]


def _is_told_once(lines: Sequence[Line]) -> bool:
    """Whether only the first of several rows says so, and not of the whole order."""
    said = "".join(text for _, text in lines[0].states)
    return not all(line.states for line in lines) and not re.search("[全整]", said)


def _rows_back(lines: Sequence[Line]) -> set[int]:
    """Rows that say of themselves that they were paid back, where others of the order stand."""
    stated = dict(zip((line.row for line in lines), _states(lines), strict=True))
    if len({*stated.values()}) == 1 or {*stated.values()} - {"stands"} - VOID:
        return set()
    return {row for row, state in stated.items() if state in VOID}


def left_over(lines: Sequence[Line], wanted: Sequence[Wanted]) -> list[Wanted] | None:
    """What remains of a partly refunded order; None where that is not said clearly."""
    sellers = _said(lines, "seller_remark")
    said = [*sellers, *_said(lines, "buyer_remark")]
    told = {tuple(sorted(refunds, key=repr)) for refunds in said if refunds}
    gone, back = _rows_back(lines), sum_told(lines, "refund")
    cost = total([want.cost for want in wanted if want.row in gone])
    if (None in said and not (back and back == cost)) or len(told) > 1:
        return None
    by_words, money = _without(wanted, told.pop()) if told else (None, None)
    if back and cost and back < cost and not sum_told(lines, "discount"):
        return None  # too little for what went back
    if gone or any("refunded_quantity" in line.own for line in lines):
        left = [w for w in wanted if w.row not in gone] if gone else _by_column(lines, wanted)
        agreed = by_words is None or _baskets(by_words) == _baskets(left or ())
        return left if agreed else None
    amends = any(map(makes_amends, _texts(lines, "seller_remark")))
    freight = back in amounts(lines, "freight")
    if back and not by_words and (amends or freight) and _is_no_price(back, wanted):
        return list(wanted)  # only what was paid for bringing it, or for its being late
    certain = money == back if money is not None and back else any(sellers)
    return by_words if certain else None


def _is_no_price(fen: int, wanted: Sequence[Wanted]) -> bool:
    return all(want.cost_each is not None and want.cost_each > fen for want in wanted)


def _said(lines: Sequence[Line], name: str) -> list[list[Refunded] | None]:
    texts = [text for text in _texts(lines, name) if tells_of_refund(text)]
    return [
        refunds_in(text) for text in texts if not (makes_amends(text) or withdraws_refund(text))
    ]


def _texts(lines: Sequence[Line], name: str) -> list[str]:
    return [text for line in lines for text in line.said.get(name, ())]


def _baskets(wanted: Sequence[Wanted]) -> list[Wanted]:
    return [want for want in wanted if want.item.quantity]


def _by_column(lines: Sequence[Line], wanted: Sequence[Wanted]) -> list[Wanted] | None:
    back: dict[int, Decimal] = {}
    for line in lines:
        text = line.text("refunded_quantity")
        try:
            back[line.row] = read_quantity(text)[0] if text not in {"", "0", "-"} else Decimal(0)
        except BadQuantity:
            return None
    left = [
        replace(want, item=replace(want.item, quantity=want.item.quantity - back[want.row]))
        for want in wanted
    ]
    one_each = len({want.row for want in wanted}) == len(wanted)
    return left if one_each and any(back.values()) and _is_possible(left) else None


def _without(
    wanted: Sequence[Wanted], refunds: Sequence[Refunded]
) -> tuple[list[Wanted] | None, Decimal | None]:
    """What remains, and the money of what does not (None where a price is unknown)."""
    left, money = list(wanted), Decimal(0)
    for refund in refunds:
        named = fold(refund.good)
        fitting = [
            n
            for n, want in enumerate(left)
            if any(name.endswith(named) for name in want.names)  # 蛋不够
        ]
        if len(fitting) != 1:
            return None, None
        want = left[fitting[0]]
        gone = want.item.quantity if refund.quantity is None else Decimal(refund.quantity)
        rest = want.item.quantity - gone
        left[fitting[0]] = replace(want, item=replace(want.item, quantity=rest))
        money += (want.cost_each or 0) * gone
    prices_known = all(want.cost_each is not None for want in wanted)
    return (left if _is_possible(left) else None), (money if prices_known else None)


def _is_possible(left: Sequence[Wanted]) -> bool:
    return all(want.item.quantity >= 0 for want in left)
