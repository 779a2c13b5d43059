"""A pasted text as segments: entries with the lines that belong to them, and other lines.

A copy of a chain begins with its mark (``#接龙``), with a head that stood above an earlier copy,
or where numbers begin anew at 1. Its head lasts until the first entry.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from baogong.readers.chains.binding import OPERATIONS
from baogong.readers.chains.menus import has_price, is_example
from baogong.readers.chains.text import Numbered, folded, is_stamp, numbered
from baogong.readers.chains.tokens import GAPS, Lexer, Token

_MARK = re.compile(
    r"#?\s?(?:接龙|(?:QQ)?群接龙|团购接龙|group\s?note|solitaire)\s?:?|#\s?(?:接龙|group note).*",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?!改|更|补|备|另|附|注)([^\s:,;。!?\d〔(][^:,;。!?\d〔(]{0,11})(?:\([^)]{1,6}\))? ?: ?"
)
_FEWEST_SPEAKERS = 3
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
_NO_NAME = frozenset({"door", "part", "amount", "label"})
_CONTENT = frozenset({"good", "amount", "unknown"})
_ORDERED = frozenset({"good", "amount", "unknown", "vague", "phone", "part"})


@dataclass(slots=True)
class Segment:
    """``text``: its folded lines joined by line breaks, without the number. ``first``: from 1.

    ``is_doubtful``: what it begins with may be its number or its building. ``may_be_example``: it
    has no number and stands ahead of number 1.
    """

    no: str
    first: int
    copy: int
    in_head: bool
    raw: list[str] = field(default_factory=list)
    text: str = ""
    kinds: set[str] = field(default_factory=set)
    is_log: bool = False
    is_mark: bool = False
    is_doubtful: bool = False
    may_be_example: bool = False

    def append(self, raw: str, text: str, kinds: Iterable[str]) -> None:
        self.raw.append(raw)
        self.text = f"{self.text}\n{text}" if self.text else text
        self.kinds |= set(kinds)

    @property
    def is_entry(self) -> bool:
        return not self.in_head and not self.is_log and bool(self.no or "door" in self.kinds)


class Segmenter:
    """Cuts one text; ``lexer`` knows no menu yet."""

    def __init__(self, lexer: Lexer, *, copy: int = 0) -> None:
        self._lexer = lexer
        self._copy = copy
        self._in_head = True
        self._last_no = 0
        self._numbers_here = 0
        self._open: Segment | None = None
        self._heads: set[str] = set()
        self._is_chat = False
        self.segments: list[Segment] = []

    def cut(self, text: str) -> list[Segment]:
        lines = [raw.strip("\ufeff\r\n") for raw in text.splitlines()]
        plain = [folded(line) for line in lines]
        self._is_chat = self._has_speakers(plain)
        for first, line in enumerate(lines, start=1):
            if not line.strip():
                self._open = self._open if self._open and self._lacks(self._open) else None
            else:
                self._line(line, first, plain[first - 1])
        for _, copy in groupby(self.segments, key=lambda segment: segment.copy):
            _mark_examples([*copy])
        return self.segments

    def _has_speakers(self, lines: Iterable[str]) -> bool:
        """Whether several people speak in front of their doors: ``小林: 11-602 ...``."""
        speakers = set()
        for line in lines:
            end = self._speaker(line)
            if end and _begins_with_door(self._lexer.tokens(line[end:])):
                speakers.add(line[:end])
        return len(speakers) >= _FEWEST_SPEAKERS

    def _speaker(self, text: str) -> int:
        """Where the name of who speaks ends, with its colon; 0 if nobody is named."""
        found = _SPEAKER.match(text)
        kinds = _kinds(self._lexer.tokens(found[1])) if found else set()
        return found.end() if found and "other" in kinds and not kinds & _NO_NAME else 0

    def _line(self, line: str, first: int, text: str) -> None:
        """``text``: the line folded."""
        if _MARK.fullmatch(text) or (not self._in_head and text in self._heads):
            self._begin_copy()
            self._add("", line, first, text, ()).is_mark = bool(_MARK.fullmatch(text))
            return
        number = numbered(line)
        if number.sure:
            self._numbered(number, line, first)
            return
        spoken = self._speaker(text) if self._is_chat else 0
        text = text[spoken:]
        tokens = self._lexer.tokens(text)
        kinds = _kinds(tokens)
        if is_stamp(text) and not kinds & {"good"}:
            self._add("", line, first, text, kinds).is_log = True
            self._open = None
        elif number.no is not None and self._is_numbered(number, tokens):
            self._numbered(number, line, first)
        elif self._open and not spoken and self._continues(self._open, tokens, kinds):
            self._open.append(line, text, kinds)
        else:
            self._unnumbered(line, first, text, kinds)

    def _begin_copy(self) -> None:
        here = takewhile(lambda s: s.copy == self._copy, reversed(self.segments))
        if not self._in_head and any(s.is_entry for s in here):
            self._copy += 1
        self._in_head, self._last_no, self._open, self._numbers_here = True, 0, None, 0

    def _add(self, no: str, raw: str, first: int, text: str, kinds: Iterable[str]) -> Segment:
        segment = Segment(no, first, self._copy, self._in_head)
        segment.append(raw, text, kinds)
        self.segments.append(segment)
        if self._in_head and len(text) > 4:
            self._heads.add(text)
        return segment

    def _is_numbered(self, number: Numbered, tokens: Sequence[Token]) -> bool:
        expected = {1, self._last_no, self._last_no + 1, self._last_no + 2}
        if _begins_with_door(tokens):
            return False
        return number.no in expected or _begins_with_door(self._lexer.tokens(number.text))

    def _numbered(self, number: Numbered, line: str, first: int) -> None:
        tokens = self._lexer.tokens(number.text)
        kinds = _kinds(tokens)
        no = number.no or 0
        if no == 1 and self._numbers_here and not self._in_head:
            self._copy += 1
        is_order = self._is_order(number.text, kinds) or (
            _begins_with_door(tokens) and "notice" not in kinds
        )
        is_head = self._in_head and not is_order
        self._in_head = is_head
        self._last_no, self._numbers_here = no, 0 if is_head else self._numbers_here + 1
        self._open = self._add(str(no), line, first, number.text, kinds)

    def _unnumbered(self, line: str, first: int, text: str, kinds: set[str]) -> None:
        spoken = {"good", "amount"} <= kinds and kinds & {"want", "phone"}
        if self._in_head and (spoken or self._names_door(text)) and self._is_order(text, kinds):
            self._in_head = False
        segment = self._add("", line, first, text, kinds)
        rest = numbered(line)
        if rest.no in {1, self._last_no + 1} and _begins_with_door(self._lexer.tokens(rest.text)):
            segment.is_doubtful = True  # 1 2-602: entry 1 of 2-602, or building 1
        self._open = segment if segment.is_entry else None

    def _names_door(self, text: str) -> bool:
        return any(
            t.said and t.kind == "door" and not t.said.landmark for t in self._lexer.tokens(text)
        )

    def _is_order(self, text: str, kinds: set[str]) -> bool:
        """Whether a line of the head is no longer the head: an entry, not a menu or an example."""
        if is_example(text):
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
        return segment.is_entry and not ("door" in segment.kinds and segment.kinds & _CONTENT)

    def _continues(self, entry: Segment, tokens: Sequence[Token], kinds: set[str]) -> bool:
        """Whether a line without a number belongs to the entry above it."""
        if not entry.is_entry or self._completes(entry, tokens):
            return entry.is_entry
        labelled = next((t.kind for t in tokens if t.kind not in GAPS), "") == "label"
        if "door" in kinds:
            return not entry.kinds & {"door", "asking"} and bool(
                labelled or "good" not in entry.kinds
            )
        of_menu = "money" in kinds and "amount" not in kinds
        # a list with a line for each good may have one by a short name
        listed = kinds <= _ITEMS | {"other"} and "amount" in kinds and len(entry.raw) > 1
        if not of_menu and (labelled or kinds <= _ITEMS or listed):
            return True
        if of_menu or kinds & {"asking", "condition"}:
            return False
        if kinds & (_ASIDE | OPERATIONS.keys()) and not kinds & {"good", "amount", "part"}:
            return True
        changes = bool(kinds & OPERATIONS.keys())
        plain = not kinds & {"good", "amount", "part", "filler", "talk", "notice"}
        return changes or (self._lacks(entry) and plain)

    def _completes(self, entry: Segment, tokens: Sequence[Token]) -> bool:
        """``42号`` and on the next line ``202室``: one address on two lines."""
        if "part" not in entry.kinds or "door" in entry.kinds:
            return False
        text = "".join(token.text for token in tokens)
        return _begins_with_door(self._lexer.tokens(f"{entry.text}{text}"))


def _mark_examples(copy: Sequence[Segment]) -> None:
    if any(segment.is_log for segment in copy):
        return
    entries = [segment for segment in copy if segment.is_entry]
    ahead = [*takewhile(lambda segment: not segment.no, entries)]
    if entries[len(ahead) :] and entries[len(ahead)].no == "1":
        for segment in ahead:
            segment.may_be_example = True


def _begins_with_door(tokens: Sequence[Token]) -> bool:
    said = tokens[0].said if tokens and tokens[0].kind == "door" else None
    return bool(said and said.doors)


def _kinds(tokens: Sequence[Token]) -> set[str]:
    return {token.kind for token in tokens}
