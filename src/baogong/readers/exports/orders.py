"""One order of an export: ready, for a person to look at, or left out."""

import hashlib
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from baogong.readers.addresses import AddressRead, Door, is_whole_address, is_within, written
from baogong.readers.addresses.spelling import plain, with_digits
from baogong.readers.exports.amounts import read_moment
from baogong.readers.exports.goods import fold
from baogong.readers.exports.headings import FIELDS, OTHER
from baogong.readers.exports.items import Basket, Shelf
from baogong.readers.exports.lines import REMARKS, ROUNDED, Block, Line
from baogong.readers.exports.money import agrees, paid_fen, paid_for_rest
from baogong.readers.exports.places import Places, part_in
from baogong.readers.exports.redirects import redirect_in
from baogong.readers.exports.refunds import left_over, state_of
from baogong.readers.exports.remarks import (
    changes_something,
    makes_amends,
    refunds_in,
    sentences,
    tells_of_refund,
    withdraws_refund,
)
from baogong.readers.exports.rows import Item, Order, Reason, Status
from baogong.readers.exports.states import VOID, State
from baogong.readers.rosters.headings import PLACES
from baogong.readers.rosters.phones import read_phones

# What makes an order another one than it was.
_TELLING = (
    "goods",
    "spec",
    "quantity",
    "refunded_quantity",
    "receiver",
    "buyer",
    "estate",
    *sorted(PLACES),
    *REMARKS,
)
# A remark with one of these tells where to bring it instead, not where the household is.
_INSTEAD = re.compile("[送改换搬转给帮]")
_ABOUT_ME = re.compile(r"^(?:我家?|我们)?(?:是|住在?|家?在)?|的$")  # 我是南区的
_ROOM = re.compile(r"(?:室号|房号|房间号?|门牌号?|室)?[:是]?(?P<room>\d{3,4})[室房]?")
_ON_FLOOR = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})[楼层]\d{3,4}[室号]?")
_ZONE_LETTER = re.compile("[A-Za-z]区?")
_FLOOR = re.compile(r"(?:我们?家?|家)?(?:是|住在?|在)?(?P<floor>\d{1,2})[楼层]的?")
_UNPAID = re.compile("(?:钱款?)?(?:还|暂)?[未没](?:有)?(?:付|转|给|交)(?:款|钱|账|过)?")
_ELSE = re.compile("[换改补加另]|(?<!照)送|如果|要是")  # what a remark of a refund may say besides
_MORE = re.compile(
    r"(?:(?:再|另外?|追)[加来要买订拿](?P<count>[\d一二两三四五六七八九十]{1,2})[^\W\d]|[后另]?加的)(?P<good>[^\W\d]+)"
)
_TOO_FEW = re.compile(r"(?:前面|之前|先前|刚才)的?\w{0,6}不够(?:吃|用|分)?了?")


class OrderReader:
    """Reads blocks of one export.

    ``shelf``: the goods of the list. ``regulars``: who has several of its orders.
    ``sums_count``: whether a sum that differs is a doubt. ``by_hand``: no tool keeps its orders,
    so that one which is not paid yet stands.
    """

    def __init__(
        self,
        shelf: Shelf,
        places: Places | None,
        *,
        regulars: Container[str],
        sums_count: bool,
        by_hand: bool,
    ) -> None:
        self._goods, self._words = shelf.names, shelf.words
        self._places, self._regulars = places, regulars
        self._sums_count, self._by_hand = sums_count, by_hand

    def read(self, block: Block, basket: Basket) -> Order:
        lines, head = block.lines, block.lines[0]
        state = state_of(lines, by_hand=self._by_hand)
        found, others = self._sent_on(lines, self._door(lines))
        reasons = tuple(dict.fromkeys(self._reasons(others, basket, state, found)))
        paid = _paid(lines, basket, state, reasons)
        status: Status = "review" if reasons else "ready"
        none_left = not basket.items and not reasons and (state == "partly" or basket.returned)
        if state in VOID or none_left:
            status = "ignored"
            reasons = (Reason(state if state in VOID else "refunded", head.row, "status"),)
        return Order(
            order_no=head.number,
            status=status,
            sheet=block.sheet,
            rows=block.rows,
            items=basket.items,
            door=found.door,
            candidates=found.candidates,
            reasons=reasons,
            buyer=head.text("buyer"),
            receiver=head.text("receiver"),
            phones=phones_in(lines),
            placed_at=_placed_at(head),
            paid_fen=paid,
            raw=_raw(lines),
            content=_content(lines, state),
        )

    def _reasons(
        self, lines: Sequence[Line], basket: Basket, state: State, found: AddressRead
    ) -> Iterator[Reason]:
        head = lines[0]
        yield from _of_number(head)
        yield from basket.reasons
        sums_agree = agrees(lines, basket.wanted, by_list=self._by_hand)
        if self._sums_count and sums_agree is False:
            yield Reason("sum_differs", head.row, "amount", head.text("amount"))
        yield from self._settle_refund(lines, basket, state)
        if not found.door:
            yield Reason(found.why, head.row, "address", " ".join(_addresses(lines)))
        yield from self._of_remarks(lines, basket, found, refunded=state == "partly")

    def _settle_refund(
        self, lines: Sequence[Line], basket: Basket, state: State
    ) -> Iterator[Reason]:
        """Take what was refunded out of the basket, or say why it cannot be told."""
        row = lines[0].row
        if state == "partly":
            left = left_over(lines, basket.wanted)
            if left is None:
                yield Reason("partly_refunded", row, "refund", lines[0].text("refund"))
            else:
                basket.wanted = left
        elif state not in {"stands", *VOID} and not (self._by_hand and state == "unpaid"):
            value = " ".join(text for line in lines for _, text in line.states)
            yield Reason(state, row, "status", value)

    def _door(self, lines: Sequence[Line]) -> AddressRead:
        if self._places is None:
            return AddressRead("refused", why="no_doors")
        parts = [text for line in lines for text in _parts(line)]
        if any(map(self._places.is_unknown_part, parts)):
            return AddressRead("refused", why="unreadable")
        names = {t for line in lines for n in ("receiver", "buyer") for t in line.said.get(n, ())}
        section = lines[0].section
        here = [section] if self._places.are_parted_by(section) else []
        found = self._places.find([*_addresses(lines), *here], names=names)
        if found.why in {"no_room", "unreadable", "ambiguous_door"}:  # then a remark may tell it
            parts = [
                _ABOUT_ME.sub("", part)
                for line in lines
                for text in line.said.get("buyer_remark", ())
                for part in re.split("[,;。!]", plain(text))
                if not _INSTEAD.search(part)
            ]
            told = [part for part in parts if self._tells_where(part, found)]
            told = [f"{room['room']}室" if (room := _ROOM.fullmatch(t)) else t for t in told]
            return self._places.find([*_addresses(lines), *told]) if told else found
        return found

    def _sent_on(
        self, lines: Sequence[Line], found: AddressRead
    ) -> tuple[AddressRead, Sequence[Line]]:
        """The door to which a remark sends the whole order, and its lines without that remark."""
        remarks = {text for line in lines for text in line.said.get("buyer_remark", ())}
        sent = {text: door for text in remarks if (door := self._other_door(text, found))}
        if len(set(sent.values())) != 1:
            return found, lines
        others = [_without(line, sent) for line in lines]
        return AddressRead("ready", door=next(iter(sent.values()))), others

    def _other_door(self, remark: str, found: AddressRead) -> Door | None:
        """Where a remark sends an order instead of to its own door."""
        told = redirect_in(remark)
        if not (told and found.door and self._places and self._is_same(told.own, found)):
            return None
        door, *named = (self._places.beside(found.door, text) for text in (told.to, *told.of))
        return door if {door, *named} == {door} and door != found.door else None

    def _tells_where(self, text: str, found: AddressRead) -> bool:
        """Whether a remark tells what an address leaves out: all of it, the room, the zone."""
        if is_whole_address(text):
            return found.why != "ambiguous_door"
        if found.why == "no_room":
            return _ROOM.fullmatch(text) is not None
        return self._places is not None and bool(self._places.parts_alone(text))

    def _of_remarks(
        self, lines: Sequence[Line], basket: Basket, found: AddressRead, *, refunded: bool
    ) -> Iterator[Reason]:
        """Remarks that may change door or goods; one that names this very door does not.

        ``refunded``: what they say of it has been settled.
        """
        ordered = {name for want in basket.wanted for name in want.names}
        goods = self._goods | ordered
        parted = len({line.row for line in lines}) <= lines[-1].row - lines[0].row
        again = parted or any(contact in self._regulars for contact in contacts_in(lines))
        for line in lines:
            for name, text in ((n, t) for n in REMARKS for t in line.said.get(n, ())):
                settled = withdraws_refund(text) or (refunded and _is_settled(text, basket))
                doubts = (
                    changes_something(part, goods=goods, ordered=ordered)
                    and not self._is_same(part, found)
                    and not (self._by_hand and _UNPAID.fullmatch(part))
                    and not (again and _is_this(part, basket.items, ordered))
                    and not self._is_wish(part, basket)
                    for part in sentences(text)
                )
                if not settled and not self._is_same(text, found) and any(doubts):
                    yield Reason("remark", line.row, name, text)

    def _is_wish(self, remark: str, basket: Basket) -> bool:
        """``五花要三层的``: how what is ordered should be, in the words of chains."""
        ordered = [(item.sku, item.quantity) for item in basket.items]
        return self._words is not None and self._words.is_wish(remark, ordered)

    def _is_same(self, remark: str, found: AddressRead) -> bool:
        if not (found.door and self._places):
            return False
        if room := _ROOM.fullmatch(remark):
            return room["room"] == found.door.room
        if floor := _FLOOR.fullmatch(with_digits(remark)):
            return floor["floor"] == found.door.room[:-2]
        if told := self._places.parts_alone(_ABOUT_ME.sub("", remark)):
            return is_within(found.door, told)
        if not is_whole_address(remark):
            return False
        return self._places.find([remark]).door == found.door


def _without(line: Line, remarks: Container[str]) -> Line:
    rest = {name: tuple(t for t in texts if t not in remarks) for name, texts in line.said.items()}
    return replace(line, said={name: texts for name, texts in rest.items() if texts})


def _is_settled(remark: str, basket: Basket) -> bool:
    """Whether a remark of a refund says only what is out of the basket by now."""
    if makes_amends(remark):
        return True
    if not tells_of_refund(remark) or _ELSE.search(remark):
        return False
    left = {name for w in basket.wanted if w.item.quantity for name in w.names if len(name) > 1}
    return refunds_in(remark) is not None or not any(name in fold(remark) for name in left)


def _is_this(remark: str, items: Sequence[Item], names: Iterable[str]) -> bool:
    """Whether somebody who orders again says so: ``再加一箱汽水`` beside one 盐汽水, ``加的卷纸``,
    ``前面两板不够``."""
    remark = remark.replace(" ", "")
    more = _MORE.fullmatch(remark)
    if more is None:
        return _TOO_FEW.fullmatch(remark) is not None
    counts = [str(item.quantity) for item in items]
    is_all = not more["count"] or counts == [with_digits(more["count"])]
    return is_all and any(name.endswith(more["good"]) for name in names)


def addresses_in(lines: Iterable[Line]) -> list[str]:
    """The addresses of an export, once for each row that has its own."""
    return [
        text
        for line in lines
        for name in ("estate", "address")
        if name in line.own
        for text in line.said[name]
    ]


def parts_in(lines: Iterable[Line]) -> list[str]:
    """What columns of an export say of the part of the estate alone."""
    return [text for line in lines for text in _parts(line)]


def _parts(line: Line) -> list[str]:
    """Estate and zone in words; a zone's letter is a part of its building's name."""
    zones = [zone for zone in line.said.get("zone", ()) if not _ZONE_LETTER.fullmatch(zone)]
    return [*line.said.get("estate", ()), *zones]


def _paid(
    lines: Sequence[Line], basket: Basket, state: State, reasons: Sequence[Reason]
) -> int | None:
    """In the tool, for what is in the basket now; None where that is not said clearly."""
    if state != "partly":
        return paid_fen(lines, basket.wanted, state)
    if any(reason.why == "partly_refunded" for reason in reasons):
        return None
    return paid_for_rest(lines, basket.wanted)


def _addresses(lines: Sequence[Line]) -> list[str]:
    """Every text about the place: estate and addresses, and the columns of a door as one."""
    found: dict[str, None] = {}
    for line in lines:
        found |= dict.fromkeys((*_parts(line), *line.said.get("address", ())))
        columns = {
            part: part_in(line.text(part)) for part in ("lane", "building", "entrance", "room")
        }
        on_floor = columns["building"] and _ON_FLOOR.fullmatch(columns["room"])
        for part in ("room", "building"):  # all of it, beside its parts
            if is_whole_address(columns[part]) and not on_floor:
                found |= {columns.pop(part): None}
        found |= dict.fromkeys(filter(None, [_zoned(line) + written(columns)]))
    return list(found)


def _zoned(line: Line) -> str:
    """Zone ``E`` ahead of building ``6``."""
    zone = line.text("zone").removesuffix("区").upper()
    return zone if len(zone) == 1 and zone.isascii() and line.text("building") else ""


def _of_number(head: Line) -> Iterator[Reason]:
    if not head.number:
        yield Reason("no_order_no", head.row, "order_no")
    elif ROUNDED.fullmatch(head.number):
        yield Reason("rounded", head.row, "order_no", head.number)


def _raw(lines: Iterable[Line]) -> str:
    """What each row says of its own, cell by cell, in whatever order the columns stand."""
    return "\n".join(filter(None, (" · ".join(_own_texts(line)) for line in lines)))


def _own_texts(line: Line) -> Iterator[str]:
    for name in FIELDS:
        if name == "quantity_of":
            yield from (f"{heading} {count}" for heading, count in sorted(line.counts))
        elif name in line.own and name not in {OTHER, "phone"}:
            yield from sorted(line.said[name])


def _content(lines: Sequence[Line], state: State) -> str:
    said = [
        [(name, sorted(line.said[name])) for name in _TELLING if name in line.own]
        for line in lines
    ]
    counts = [sorted(line.counts) for line in lines]
    return hashlib.sha256(repr((state, said, counts)).encode()).hexdigest()


def phones_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """The mobile numbers of an order."""
    cells = dict.fromkeys(text for line in lines for text in line.said.get("phone", ()))
    return tuple(dict.fromkeys(p for cell in cells for p in read_phones(cell).mobiles))


def contacts_in(lines: Sequence[Line]) -> tuple[str, ...]:
    """Whose an order is: its mobile numbers; a masked one with the name beside it."""
    head = lines[0]
    masked = f"{head.text('receiver')} {head.text('phone')}" if "*" in head.text("phone") else ""
    return phones_in(lines) or ((masked,) if masked else ())


def _placed_at(head: Line) -> datetime | None:
    return head.moment or read_moment(head.text("placed_at"))
