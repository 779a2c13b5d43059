"""Orders of one export that say something of each other: the same again, or one in its place."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from baogong.readers.exports.lines import Block, by_number
from baogong.readers.exports.remarks import sentences
from baogong.readers.exports.rows import Order, Reason
from baogong.readers.rosters.wording import either

_MOST_ROWS_TOLD = 20
_MORE = re.compile("再[加买来要订]|[追另]加|加[买购单]|后补|补[单登录报]|[忘漏]记?了?[填写登报]")
_EARLIER = "(?:上|前|之前|刚才?|刚刚|先前|前面|早上|昨天)"
_THE_ONE = "(?:[的那]?一?[份单次个张条]|填的|[下拍]的|订的)?"
_IN_PLACE = re.compile(either(rf"""
    (?:请|都|就)?(?:以|按|看)(?:这|本|此|后面?|最后|新的?)一?{_THE_ONE}(?:为准|来|的?为准|算)?
    (?:把|请)?{_EARLIER}(?:面|边)?{_THE_ONE}(?:订单)?(?:是?我?(?:不小心)?[填选写点拍下报订][少错多漏]了)?(?:请|就|都)?(?:作废|不要了?|不算|取消|删了?|删除|无效|撤了?)掉?了?吧?
    (?:不要|取消|作废|删掉?){_EARLIER}(?:面|边)?{_THE_ONE}了?
"""))  # fmt: skip
# What may be said of an earlier order, in whatever words.
_HINTS = re.compile(
    rf"{_EARLIER}.{{0,8}}(?:作废|不要|不算|取消|无效|删|撤)|(?:作废|不要|取消|删).{{0,4}}{_EARLIER}|[以按看][这本].{{0,3}}为准"
)
_MISTAKEN = re.compile(
    rf"{_EARLIER}?{_THE_ONE}(?:不小心)?(?:填|选|写|点|拍|下|报|订)(?:少|错|多|漏)了?[份单个]?"
    "|(?:现在|再)?重新?(?:填|选|写|点|拍|下|报|订|接)了?(?:一?[份单次个])?"
)


def in_place(orders: Sequence[Order], *, by_hand: bool) -> list[Order]:
    """The orders, where one that says that it stands in the place of its door's only earlier one
    has left that out. Where there are several, or none at all, a person has to say.

    ``by_hand``: answers of a form. What a tool was paid for is not left out for a remark.
    """
    told = list(orders)
    for n, order in enumerate(orders):
        remarks = [reason for reason in order.reasons if reason.why == "remark"]
        said = [reason for reason in remarks if _takes_the_place(reason.value)]
        hints = [reason for reason in remarks if reason in said or _HINTS.search(reason.value)]
        if not hints or order.door is None:
            continue
        earlier = [m for m, o in enumerate(told[:n]) if o.door == order.door]
        before = [m for m in earlier if told[m].status != "ignored"]
        if said and earlier and not before:  # that one was called off in the tool
            told[n] = _without(order, said)
            continue
        if not (by_hand and said) or len(before) != 1:
            for m in before:
                doubt = Reason("remark", order.rows[0], "buyer_remark", hints[0].value)
                told[m] = replace(told[m], status="review", reasons=(*told[m].reasons, doubt))
            continue
        row = str(order.rows[0])
        last = told[before[0]]
        reason = Reason("replaced", last.rows[0], "buyer_remark", row)
        told[before[0]] = replace(last, status="ignored", reasons=(reason,))
        told[n] = _without(order, said)
    return told


def _without(order: Order, settled: Sequence[Reason]) -> Order:
    rest = tuple(reason for reason in order.reasons if reason not in settled)
    return replace(order, reasons=rest, status="review" if rest else "ready")


def _takes_the_place(remark: str) -> bool:
    """Whether a remark says that an earlier order does not count, and no more than that."""
    parts = [part.replace(" ", "") for part in sentences(remark)]
    return any(map(_IN_PLACE.fullmatch, parts)) and all(
        _IN_PLACE.fullmatch(part) or _MISTAKEN.fullmatch(part) for part in parts
    )


def asked_twice(orders: Sequence[Order]) -> Iterator[Order]:
    """The orders of a form, which anybody may send twice: a door's same good again is for review,
    unless it says that this is more."""
    had: dict[object, set[str]] = defaultdict(set)
    for order in orders:
        household = order.door or order.phones
        asked = {item.sku or item.name for item in order.items}
        again = bool(had[household] & asked)
        if order.status == "ready" and again and not _MORE.search(order.raw):
            reason = Reason("asked_twice", order.rows[0], "goods")
            yield replace(order, status="review", reasons=(reason,))
        else:
            yield order
        if order.status != "ignored":
            had[household] |= asked


def each_once(blocks: Sequence[Block], orders: Sequence[Order]) -> Iterator[Order]:
    """Each number once: what repeats an order is left out, what contradicts it is for review."""
    order_of = dict(zip(map(id, blocks), orders, strict=True))
    settled: dict[int, Order] = {}
    for number, same in by_number(blocks):
        first = same[0]
        alike = all(block.content == first.content and not block.again for block in same[1:])
        for block in same if number and len(same) > 1 else ():
            others = (row for other in same if other is not block for row in other.rows)
            value = ",".join(map(str, islice(others, _MOST_ROWS_TOLD)))
            why = "duplicate" if alike else "same_number"
            reason = Reason(why, block.rows[0], "order_no", value)
            order = order_of[id(block)]
            if not alike:
                settled[id(block)] = replace(
                    order, status="review", reasons=(*order.reasons, reason)
                )
            elif block is not first:
                settled[id(block)] = replace(order, status="ignored", reasons=(reason,))
    for block in blocks:
        yield settled.get(id(block), order_of[id(block)])
