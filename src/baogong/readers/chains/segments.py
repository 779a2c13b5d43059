"""A pasted text as segments: entries with the lines that belong to them, and other lines.

A copy of a chain begins with its mark (``#接龙``), with a head that stood above an earlier copy,
or where numbers begin anew at 1. Its head lasts until the first entry.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.codes import CIRCLED_CODES, LETTERED_CODE
from baogong.readers.chains.goods import NOUNS
from baogong.readers.chains.layouts import in_words
from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.menus import has_price, is_example, is_of_head, only_offers
from baogong.readers.chains.numbering import Style, kind_of_number, style_of, without_bullet
from baogong.readers.chains.persons import TITLED
from baogong.readers.chains.sections import headings_in, under
from baogong.readers.chains.segment import Segment
from baogong.readers.chains.speakers import FEWEST_SPEAKERS, Voices
from baogong.readers.chains.speech import is_for_all
from baogong.readers.chains.text import Numbered, folded, is_stamp, numbered
from baogong.readers.chains.tokens import (
    GAPS,
    Token,
    begins_with_door,
    first_kind,
    kinds_of,
    lists_a_good,
)

_MARK = re.compile(
    r"#?\s?(?:接龙|(?:QQ)?群接龙|团购接龙|group\s?note|solitaire)\s?:?|#\s?(?:接龙|group note).*",
    re.IGNORECASE,
)
_COLON = re.compile(r"\d{3,4}:")
_FARTHEST = 90  # entries that may be missing between two numbers
_ITEMS = GAPS | {
    "good",
    "amount",
    "pack",
    "each",
    "paid",
    "unpaid",
    "money",
    "sum",
    "total",
    "pref",
    "and",
    "phone",
}
_ASIDE = frozenset({"delivery", "elsewhere", "pref", "paid", "unpaid", "phone", "time", "sum"})
_CONTENT = frozenset({"good", "amount", "unknown"})
_WHOLE = _CONTENT | {"same"}
_NAMED = frozenset({"good", "unknown", "door", "part"})
_FEWEST_ORDERS = 3  # that are no rules of a head: 满2箱起送, 每户限购2板
_NO_ENTRY = frozenset({"door", "part", "notice", "asking", "condition", "vague"})
_ORDERED = frozenset({"good", "amount", "unknown", "vague", "phone", "part"})


class Segmenter:
    """Cuts one text; ``lexer`` knows no menu yet. ``heads``: lines that are of a head for sure."""

    def __init__(self, lexer: Lexer, *, copy: int = 0, heads: Collection[str] = ()) -> None:
        self._lexer, self._voices = lexer, Voices(lexer)
        self._copy, self._told_heads = copy, heads
        self._in_head = True
        self._last_no = 0
        self._numbers_here = 0
        self._open: Segment | None = None
        self._heads: set[str] = set()
        self._speakers: set[str] = set()
        self._headings: dict[str, str] = {}
        self._section = ""
        self._is_doubtful = False
        self._style: Style | None = None
        self._head_until = 0
        self._is_chat, self._above = False, ""
        self.segments: list[Segment] = []

    def cut(self, text: str) -> list[Segment]:
        raws = [raw.strip("\ufeff\r\n") for raw in text.splitlines()]
        lines = in_words(raws, self._lexer)
        plain = [folded(without_bullet(line)) for line in lines]
        self._style = style_of(
            lines,
            names_door=self._names_door,
            begins=lambda line: begins_with_door(self._lexer.tokens(line)),
        )
        self._speakers = self._voices.among(plain)
        self._head_until = self._last_of_head(lines, plain)
        self._headings = headings_in(plain, self._lexer.finder)
        above = list(takewhile(lambda line: not numbered(line).sure, plain))
        self._above = "" if above == plain else "\n".join(above)
        self._is_chat = len(self._speakers) >= FEWEST_SPEAKERS
        for first, line in enumerate(lines, start=1):
            if not line.strip():
                self._open = self._open if self._open and self._lacks(self._open) else None
            else:
                self._line(line, first, plain[first - 1])
        written = defaultdict(list)
        for raw, line in zip(raws, lines, strict=True):
            written[line].append(raw)
        for segment in self.segments:
            segment.raw = [written[line].pop(0) for line in segment.raw]
        for _, group in groupby(self.segments, key=lambda segment: segment.copy):
            copy = [*group]
            self._release(copy)
            _mark_examples(copy)
        return self.segments

    def _release(self, copy: Sequence[Segment]) -> None:
        """Lines below the menu that order something are no head, though none of their addresses
        is understood: whoever wrote them is asked."""
        head = [*takewhile(lambda segment: segment.in_head, copy)]
        of_menu = [n for n, segment in enumerate(head, start=1) if self._is_of_menu(segment)]
        below = head[max(of_menu, default=len(head)) :]
        orders = [s for s in below if self._may_be_asked(s)]
        if len(orders) >= _FEWEST_ORDERS and len(orders) * 2 > len(below):
            for segment in orders:
                segment.in_head = False

    def _may_be_asked(self, segment: Segment) -> bool:
        """Whether a line has an amount, and who wants it or where stands ahead: 阿静家 鸡蛋1板."""
        begins = first_kind(self._lexer.tokens(segment.text))
        ordered = "amount" in segment.kinds and bool(segment.kinds & _NAMED)
        return ordered and begins not in {"good", "notice", "delivery", "time"}

    def _is_of_menu(self, segment: Segment) -> bool:
        return is_example(segment.text) or has_price(segment.text, self._lexer.goods)

    def _last_of_head(self, written: Sequence[str], lines: Sequence[str]) -> int:
        """The last line of a menu that stands ahead of the first order, from 1; 0 for none.

        Rules with numbers, or who organises and where, may stand above it. ``lines``: folded.
        """
        last = 0
        for place, (raw, line) in enumerate(zip(written, lines, strict=True), start=1):
            number = self._style_of(raw) or numbered(line)
            tokens = self._lexer.tokens(number.text if number.sure else line)
            kinds = kinds_of(tokens)
            goes_on = 0 < last == place - 1
            priced = "good" in kinds and has_price(line, self._lexer.goods, in_menu=goes_on)
            if self._may_order(tokens, kinds, is_numbered=number.sure, priced=priced):
                if not is_example(line):
                    return last
            elif _MARK.fullmatch(line) and last:
                return last
            elif priced and "door" not in kinds:
                last = place
        return 0  # a text without an order

    def _style_of(self, line: str) -> Numbered | None:
        return self._style.number(line) if self._style else None

    def _may_order(
        self, tokens: Sequence[Token], kinds: set[str], *, is_numbered: bool, priced: bool
    ) -> bool:
        """Whether a line may be the first order: it has a door and goods, or begins with one."""
        if "door" in kinds:
            return bool(kinds & {"good", "amount"}) or begins_with_door(tokens)
        return is_numbered and {"good", "amount"} <= kinds and not priced

    def _host_speaks(self, text: str) -> int:
        """As ``Voices.end``, of somebody whom the lines above the first number name."""
        end = 0 if self._in_head else self._voices.end(text)
        return end if text[:end].rstrip(": ") in self._above else 0

    def _line(self, line: str, first: int, text: str) -> None:
        """``text``: the line folded."""
        if _MARK.fullmatch(text) or (not self._in_head and text in self._heads):
            self._begin_copy()
            self._add("", line, first, text, ()).is_mark = bool(_MARK.fullmatch(text))
            return
        if heading := self._headings.get(text):
            self._section, self._numbers_here, self._open = heading, 0, None
            self._add("", line, first, text, ()).is_heading = True
            return
        number = self._style_of(line) or self._not_a_room(numbered(without_bullet(line)), text)
        finder = self._lexer.finder
        if self._section:
            placed, self._is_doubtful = under(self._section, number.text, finder)
            number = replace(number, text=placed)
        if number.sure:
            if not self._lists(number, line, text):
                self._numbered(number, line, first)
            return
        spoken = self._voices.end(text) if self._is_chat or self._speakers else 0
        spoken = spoken if self._is_chat or text[:spoken] in self._speakers else 0
        spoken = spoken or self._host_speaks(text)
        speaker, text = text[:spoken].rstrip(": "), text[spoken:]
        text = under(self._section, text, finder)[0] if self._section else text
        tokens = self._lexer.tokens(text)
        kinds = kinds_of(tokens)
        if is_stamp(text) and not kinds & {"good"}:
            self._add("", line, first, text, kinds).is_log = True
            self._open = None
        elif number.no is not None and self._is_numbered(number, tokens):
            self._numbered(number, line, first)
        elif self._open and not spoken and self._continues(self._open, tokens, kinds):
            self._open.append(line, text, kinds)
        else:
            self._unnumbered(line, first, text, kinds)
            self.segments[-1].speaker = speaker

    def _not_a_room(self, number: Numbered, text: str) -> Numbered:
        """``902：水饺3`` far from the numbers before it, where 902 is a door: no entry 902."""
        far = _COLON.match(text) and (number.no or 0) > self._last_no + _FARTHEST
        is_door = far and begins_with_door(self._lexer.tokens(text))
        is_door = is_door and not begins_with_door(self._lexer.tokens(number.text))
        return Numbered(None, text) if is_door else number

    def _begin_copy(self) -> None:
        here = takewhile(lambda s: s.copy == self._copy, reversed(self.segments))
        if not self._in_head and any(s.is_entry for s in here):
            self._copy += 1
        self._in_head, self._last_no, self._open, self._numbers_here = True, 0, None, 0

    def _add(self, no: str, raw: str, first: int, text: str, kinds: Iterable[str]) -> Segment:
        segment = Segment(no, first, self._copy, self._in_head, is_doubtful=self._is_doubtful)
        segment.append(raw, text, kinds)
        self.segments.append(segment)
        if self._in_head and len(text) > 4:
            self._heads.add(text)
        return segment

    def _is_numbered(self, number: Numbered, tokens: Sequence[Token]) -> bool:
        expected = {1, self._last_no, self._last_no + 1, self._last_no + 2}
        if begins_with_door(tokens):
            return False
        return number.no in expected or begins_with_door(self._lexer.tokens(number.text))

    def _numbered(self, number: Numbered, line: str, first: int) -> None:
        tokens = self._lexer.tokens(number.text)
        kinds = kinds_of(tokens)
        no = number.no or 0
        if no == 1 and self._numbers_here and not self._in_head:
            self._copy += 1
        is_order = self._is_order(number.text, kinds) or (
            begins_with_door(tokens) and "notice" not in kinds
        )
        is_head = self._in_head and (not is_order or first <= self._head_until)
        self._in_head = is_head
        self._last_no, self._numbers_here = no, 0 if is_head else self._numbers_here + 1
        self._open = self._add(str(no), line, first, number.text, kinds)

    def _lists(self, number: Numbered, line: str, text: str) -> bool:
        """Whether a numbered line goes on with the goods of the entry above it.

        Its numbers are of another kind (``1. 3-301 小周``, ``①鸡蛋1板``), and it names no door;
        or they are codes of a menu, ``①3斤``.
        """
        entry = self._open
        if entry is None or not (entry.no and entry.is_entry and "door" in entry.kinds):
            return False
        coded = CIRCLED_CODES.fullmatch(line)
        tokens = self._lexer.tokens(told := text if coded else number.text)
        kinds = kinds_of(tokens)
        alike = kind_of_number(line) == kind_of_number(entry.raw[0])
        if alike or "door" in kinds or not (coded or lists_a_good(tokens, kinds)):
            return False
        entry.append(line, told, kinds)
        return True

    def _unnumbered(self, line: str, first: int, text: str, kinds: set[str]) -> None:
        spoken = {"good", "amount"} <= kinds and kinds & {"want", "phone"}
        begins = spoken or self._names_door(text)
        is_head = first <= self._head_until or text in self._told_heads
        is_head = is_head or not (begins and self._is_order(text, kinds))
        self._in_head = self._in_head and is_head
        if "door" in kinds and (asked := self._asked_just_before(first, kinds)):
            asked.append(line, text, kinds)
            self._open = asked
            return
        segment = self._add("", line, first, text, kinds)
        rest = numbered(line)
        if rest.no in {1, self._last_no + 1} and begins_with_door(self._lexer.tokens(rest.text)):
            segment.is_doubtful = True  # 1 2-602: entry 1 of 2-602, or building 1
        self._open = segment if segment.is_entry else None

    def _asked_just_before(self, first: int, kinds: set[str]) -> Segment | None:
        """``我要蔬菜包1份``, and on the next line nothing but the door: one entry."""
        last = self.segments[-1] if self.segments else None
        if last is None or self._in_head or last.in_head or last.first != first - 1:
            return None
        asks = {"good", "amount"} <= last.kinds and not last.kinds & _NO_ENTRY
        alone = not kinds & (_CONTENT | {"asking", "add", "drop", "want"})
        return last if asks and alone and not (last.no or last.is_log) else None

    def _names_door(self, text: str) -> bool:
        return any(
            t.said and t.kind == "door" and not t.said.landmark for t in self._lexer.tokens(text)
        )

    def _is_order(self, text: str, kinds: set[str]) -> bool:
        """Whether a line of the head is no longer the head: an entry, not a menu or an example."""
        orders = {"good", "amount"} <= kinds
        if is_example(text) or is_of_head(text, orders=orders, has_door="door" in kinds):
            return False
        if kinds & _CONTENT and "door" in kinds:
            return True
        if "door" in kinds:
            return not kinds & {"money", "notice"}
        if not kinds & _ORDERED and kinds & {"delivery", "time"}:
            return False
        of_rules = "notice" in kinds and not {"good", "amount"} <= kinds
        of_menu = bool({"money", "sum"} & kinds) and "paid" not in kinds
        return not (of_rules or of_menu or has_price(text, self._lexer.goods))

    def _lacks(self, segment: Segment) -> bool:
        return segment.is_entry and not ("door" in segment.kinds and segment.kinds & _WHOLE)

    def _continues(self, entry: Segment, tokens: Sequence[Token], kinds: set[str]) -> bool:
        """Whether a line without a number belongs to the entry above it."""
        coded = "door" not in kinds and LETTERED_CODE.match(
            "".join(token.text for token in tokens)
        )
        thanks = len(entry.raw) > 1 and kinds <= GAPS | {"filler"}  # below 放门口就好
        goes_on = thanks or (entry.text.endswith((",", "、")) and "door" not in kinds)
        if not entry.is_entry or coded or goes_on or self._completes(entry, tokens):
            return entry.is_entry
        text = "".join(token.text for token in tokens)
        labelled = first_kind(tokens) == "label"
        if "door" in kinds:
            return not entry.kinds & {"door", "asking"} and bool(
                labelled or "good" not in entry.kinds
            )
        of_menu = ("money" in kinds and "amount" not in kinds) or only_offers(
            text, self._lexer.goods
        )
        said_to_all = "notice" in kinds and not kinds & {"good", "amount"}
        # a list with a line for each good may have one by a short name
        more = len(entry.raw) > 1 or text[0] in NOUNS  # 奶2瓶
        listed = kinds <= _ITEMS | {"other"} and "amount" in kinds and more
        listed = listed or (not kinds & {"asking", "condition"} and lists_a_good(tokens, kinds))
        if not of_menu and (labelled or kinds <= _ITEMS or listed):
            return True
        apart = is_for_all(text) or self._voices.is_answer(text, kinds)
        apart = apart and not kinds & OPERATIONS.keys()
        if of_menu or said_to_all or apart or kinds & {"asking", "condition"}:
            return False
        if kinds & (_ASIDE | OPERATIONS.keys()) and not kinds & {"good", "amount", "part"}:
            return True
        # 6栋的还没打完 晚点补 speaks of others
        changes = bool(kinds & OPERATIONS.keys()) and (
            "part" not in kinds or bool(kinds & _CONTENT)
        )
        plain = not kinds & {"good", "amount", "part", "filler", "talk", "notice"}
        return changes or (self._lacks(entry) and (plain or self._names_who(entry, text)))

    def _names_who(self, entry: Segment, text: str) -> bool:
        """``石老师`` below a door, ahead of what he wants."""
        return "door" in entry.kinds and TITLED.fullmatch(text) is not None

    def _completes(self, entry: Segment, tokens: Sequence[Token]) -> bool:
        """``42号`` and on the next line ``202室``: one address on two lines. Or the next line of a
        numbered entry says what a neighbour has: ``隔壁104 牛奶1瓶``."""
        if entry.no and "door" in entry.kinds and first_kind(tokens) == "where":
            return {"good", "amount"} <= kinds_of(tokens)
        if "part" not in entry.kinds or "door" in entry.kinds:
            return False
        text = "".join(token.text for token in tokens)
        only_parts = kinds_of(tokens) <= GAPS | {"part"}  # 168弄, and 7号 on a line of its own
        return only_parts or begins_with_door(self._lexer.tokens(f"{entry.text}{text}"))


def _mark_examples(copy: Sequence[Segment]) -> None:
    if any(segment.is_log for segment in copy):
        return
    entries = [segment for segment in copy if segment.is_entry]
    ahead = [*takewhile(lambda segment: not segment.no, entries)]
    if entries[len(ahead) :] and entries[len(ahead)].no == "1":
        for segment in ahead:
            segment.may_be_example = True
