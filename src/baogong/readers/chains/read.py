"""Reading a chain: segments, their entries, copies matched, then order by order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.chains.columns import column_of_names
from baogong.readers.chains.copies import Match, Posted, match_copies
from baogong.readers.chains.doors import DoorFinder
from baogong.readers.chains.edits import decide_edit
from baogong.readers.chains.formats import door_parts, told_apart
from baogong.readers.chains.goods import GoodsTable, Menu
from baogong.readers.chains.hosts import read_default, read_hosts, read_kinds, read_paid_mark
from baogong.readers.chains.lexer import Lexer
from baogong.readers.chains.menus import has_price, is_example, only_offers, read_menu
from baogong.readers.chains.orders import Book, Outcome
from baogong.readers.chains.references import is_of, reference_in
from baogong.readers.chains.result import ChainReading, Kind, Line, Reason, Status
from baogong.readers.chains.said import Said
from baogong.readers.chains.scope import EVERYWHERE, Scope
from baogong.readers.chains.segment import Segment
from baogong.readers.chains.segments import Segmenter
from baogong.readers.chains.served import buildings_told, read_scope
from baogong.readers.chains.sheets import columns_of, filled_in
from baogong.readers.chains.signups import is_sign_up, read_sign_up
from baogong.readers.chains.text import squeezed
from baogong.readers.chains.wishes import Entry, EntryReader
from baogong.readers.chains.writers import writer_of

_CHAT = frozenset(
    {"asking", "claim", "filler", "talk", "notice", "delivery", "time", "comment", "symbol"}
)
_ORDERED = frozenset(
    {"good", "amount", "unknown", "vague", "add", "set", "swap", "less", "drop", "phone"}
)

_FEWEST_ENTRIES = 5  # that tell what a head means


@dataclass(slots=True)
class _Read:
    """A segment and what was made of it. ``entry`` is None for lines that order nothing."""

    segment: Segment
    entry: Entry | None
    kind: Kind
    menu: Menu
    match: Match = field(default_factory=Match)
    outcome: Outcome | None = None


def read_chain(
    text: str, *, doors: DoorTable, goods: GoodsTable, previous: str | None = None
) -> ChainReading:
    """Read a pasted chain. Never raises: what is not certain is for review, with reasons.

    ``previous``: an older copy that has been imported; only what it lacks is new.
    """
    return _ChainReader(doors, goods).read(text, previous)


def read_sign_ups(text: str, *, doors: DoorTable) -> tuple[Line, ...]:
    """Read a chain that is known to call for helpers (R47), whatever its head says.

    Never raises. Each numbered entry that is no mere talk is a sign-up.
    """
    return _ChainReader(doors, GoodsTable(()), only_helpers=True).read(text, None).lines


class _ChainReader:
    def __init__(self, doors: DoorTable, goods: GoodsTable, *, only_helpers: bool = False) -> None:
        self._doors, self._goods = doors, goods
        self._only_helpers = only_helpers
        self._told: set[str] = set()
        self._lexer = Lexer(DoorFinder(doors), goods)
        self._entries = EntryReader(self._lexer)
        self._book = Book(goods)
        self._signs_up = only_helpers

    def read(self, text: str, previous: str | None) -> ChainReading:
        older = Segmenter(self._lexer).cut(previous or "")
        copy = max((s.copy for s in older), default=-1) + 1
        segments = [*older, *self._cut(text, copy)]
        reads = self._understood(segments)
        self._match(reads)
        for position, read in enumerate(reads):
            if read.entry and read.kind != "signup":
                self._decide(reads, position)
        lines = [self._line(read, reads) for read in reads]
        known = len(older)
        return ChainReading(
            lines=tuple(lines[known:]),
            merged={door: held for door, held in self._book.held.items() if held},
            withdrawn=tuple(
                line
                for line, read in zip(lines[:known], reads, strict=False)
                if read.match.withdrawn
            ),
        )

    def _cut(self, text: str, copy: int) -> list[Segment]:
        """The segments of a text. Where its head is of one building or lane, what lacks that is an
        address, and begins an entry."""
        segments = Segmenter(self._lexer, copy=copy).cut(text)
        head = _spoken([s for s in segments if s.copy == copy and s.in_head])
        scope = self._scope_told(head)
        of_head = {line for line in head if _is_of_one(self._scope_told([line]))}
        if _is_of_one(scope):
            self._lexer.prepare(Menu(), scope)
            segments = Segmenter(self._lexer, copy=copy, heads=of_head).cut(text)
        if scope.one_building or len(self._doors_of(segments)) * 3 > len(segments):
            return segments
        fitting = []
        for told in buildings_told(head, self._doors):  # 602 米1, below (1288弄5号)
            self._lexer.prepare(Menu(), _narrowed(scope, told))
            again = Segmenter(self._lexer, copy=copy, heads=of_head).cut(text)
            fitting += [again] if len(self._doors_of(again)) * 2 > len(again) else []
        return fitting[0] if len(fitting) == 1 else segments

    def _understood(self, segments: Sequence[Segment]) -> list[_Read]:
        reads: list[_Read] = []
        for _, group in groupby(segments, key=lambda segment: segment.copy):
            copy = list(group)
            self._open_copy(copy)
            self._learn_columns(copy)
            for segment in copy:
                entry, kind = self._understand(segment)
                if kind == "menu" and not segment.in_head:
                    self._lexer.prepare(self._with_more(segment), self._lexer.finder.scope)
                reads.append(_Read(segment, entry, kind, self._lexer.menu))
        return reads

    def _with_more(self, segment: Segment) -> Menu:
        """The menu with what a line between the entries offers, too."""
        menu, more = self._lexer.menu, read_menu([(segment.no, segment.text)], self._goods)
        if not menu.skus:
            return menu
        return replace(
            menu,
            skus=tuple(dict.fromkeys((*menu.skus, *more.skus))),
            prices={**menu.prices, **more.prices},
            mentioned=menu.mentioned | more.mentioned,
        )

    def _open_copy(self, segments: Sequence[Segment]) -> None:
        """Learn the menu and the scope of a copy; one whose head says nothing keeps the last.

        A head that was posted before, now without its menu, means the same menu.
        """
        head = [s for s in segments if s.in_head and not is_example(s.text) and not s.is_log]
        menu = read_menu([(s.no, s.text) for s in head], self._goods)
        spoken = _spoken(head)
        scope = self._scope_told(spoken)
        calls = is_sign_up([s.text for s in head]) and not menu.skus  # 网格员 may sell, too
        signs_up = self._only_helpers or calls
        told = {s.text for s in head}
        if menu == Menu() and told <= self._told:
            menu = self._lexer.menu
        self._told |= told
        lines = [s.text for s in segments if s.in_head]
        mark, hosts = read_paid_mark(lines, menu), read_hosts(lines)
        columns, one = columns_of(lines, self._goods), read_default(lines)
        kinds = read_kinds(lines, self._goods)
        menu = replace(
            menu,
            paid_mark=mark,
            hosts=hosts,
            columns=columns,
            one_unsaid=one,
            kinds=kinds,
            door_parts=door_parts(lines),
        )
        says_nothing = menu == Menu() and scope == EVERYWHERE and not signs_up
        if says_nothing and all(s.is_mark for s in head):
            return
        self._lexer.prepare(menu, scope)
        self._signs_up = signs_up
        if self._is_mistaken(segments):
            scope = EVERYWHERE
            self._lexer.prepare(menu, scope)
        if not (scope.buildings or scope.ranges or scope.zones):
            self._lexer.prepare(menu, self._scope_of_entries(spoken, segments))

    def _is_mistaken(self, segments: Iterable[Segment]) -> bool:
        """Whether most entries are of doors that the head seems to shut out: it means another
        thing, then."""
        doors = [said for said in self._firsts(segments) if said.doors]
        outside = sum(said.outside for said in doors)
        return len(doors) >= _FEWEST_ENTRIES and outside * 3 > len(doors) * 2

    def _scope_told(self, lines: Iterable[str]) -> Scope:
        return read_scope(lines, self._doors, self._lexer.finder.regions)

    def _scope_of_entries(self, head: Sequence[str], segments: Sequence[Segment]) -> Scope:
        """The one building that a head speaks of, if what most entries begin with is an address
        only there: 东803 below 我是E7楼长."""
        menu, told = self._lexer.menu, self._lexer.finder.scope
        entries = sum(segment.is_entry for segment in segments)
        if len(self._doors_of(segments)) * 2 >= entries:
            return told
        fitting = []
        for scope in (_narrowed(told, named) for named in buildings_told(head, self._doors)):
            self._lexer.prepare(menu, scope)
            fitting += [scope] if len(self._doors_of(segments)) * 3 > entries * 2 else []
        return fitting[0] if len(fitting) == 1 else told

    def _doors_of(self, segments: Iterable[Segment]) -> list[Door]:
        """The doors of the entries that name just one first of all."""
        return [said.door for said in self._firsts(segments) if said.door]

    def _firsts(self, segments: Iterable[Segment]) -> Iterator[Said]:
        """The addresses that entries begin with."""
        entries = (self._lexer.tokens(s.text) for s in segments if s.is_entry)
        firsts = (next(iter(tokens), None) for tokens in entries)
        return (first.said for first in firsts if first and first.said)

    def _learn_columns(self, segments: Sequence[Segment]) -> None:
        entries = [segment.text for segment in segments if segment.is_entry]
        self._entries.names = column_of_names(map(self._lexer.tokens, entries))

    def _understand(self, segment: Segment) -> tuple[Entry | None, Kind]:
        if is_example(segment.text):
            orders = {"door", "good"} <= segment.kinds and segment.is_entry
            if not (segment.no and orders):
                return None, "example"
            segment.may_be_example = True
        if segment.in_head:
            priced = has_price(segment.text, self._goods)
            return None, "menu" if priced else "header"
        if segment.is_log or segment.is_heading:
            return None, "chatter"
        menu = self._lexer.menu
        row = told_apart(filled_in(segment.text, menu.columns), menu.door_parts)
        text, like = reference_in(row, self._lexer.finder)
        entry = self._entries.read(text)
        entry = replace(entry, like=like) if like else entry
        if self._is_offer(segment, entry):
            return entry, "signup"
        kind: Kind = "order"
        unplaced = not (segment.no or entry.doors)
        if unplaced and (
            only_offers(segment.text, self._goods)
            or ("money" in entry.kinds and has_price(segment.text, self._goods))
        ):
            kind = "menu"
        elif self._is_chatter(segment, entry):
            kind = "chatter"
        return (entry if kind == "order" else None), kind

    def _is_offer(self, segment: Segment, entry: Entry) -> bool:
        counted = any(token.amount and token.amount.unit for token in entry.tokens)
        if not self._signs_up or "good" in entry.kinds or not segment.is_entry:
            return False
        if counted and not self._only_helpers:  # 5板，值班的医生护士分
            return False
        if self._only_helpers and segment.no and not self._is_chatter(segment, entry):
            return True
        return bool(read_sign_up(entry.tokens, segment.text, self._doors)[0].offers)

    def _is_chatter(self, segment: Segment, entry: Entry) -> bool:
        """Talk that orders nothing: it names no door, and no good with an amount."""
        kinds = entry.kinds
        if entry.doors:
            return False
        if not kinds & _ORDERED:
            return not segment.no or bool(kinds & _CHAT)
        if (
            kinds & {"asking", "notice"}
            and "phone" not in kinds
            and not {"good", "amount"} <= kinds
        ):
            return True
        if not segment.no and (
            "notice" in kinds or not kinds & {"amount", "drop", "vague", "phone"}
        ):
            return "want" not in kinds
        plus = [t for t in entry.tokens if t.amount]
        thanks = kinds <= {"amount", "filler", "space", "symbol", "sep"} and "filler" in kinds
        return (
            thanks
            and all(t.amount and t.amount.times == "+" for t in plus)
            and not self._lexer.menu.single
        )

    def _match(self, reads: Sequence[_Read]) -> None:
        real = [read for read in reads if read.entry and read.kind == "order"]
        posted = [
            Posted(
                copy=read.segment.copy,
                no=read.segment.no,
                body=squeezed(read.segment.text),
                doors=tuple(said.door.code for said in read.entry.doors if said.door),
            )
            for read in real
            if read.entry
        ]
        places = {id(read): n for n, read in enumerate(reads)}
        for read, match in zip(real, match_copies(posted), strict=True):
            of = None if match.of is None else places[id(real[match.of])]
            read.match = replace(match, of=of)

    def _decide(self, reads: Sequence[_Read], position: int) -> None:
        read = reads[position]
        entry, match = read.entry, read.match
        if entry is None or (match.of is not None and not match.edited):
            return
        menu = read.menu
        if entry.same_as or entry.like:
            entry = self._like_before(reads, position, entry)
        old = reads[match.of].outcome if match.of is not None else None
        if old is not None:
            outcome = decide_edit(self._book, entry, old, menu=menu)
        else:
            outcome = self._book.decide(entry, menu=menu)
        if read.segment.is_doubtful:
            outcome = replace(outcome, reasons=(*outcome.reasons, Reason("number_or_door")))
        if read.segment.may_be_example:
            outcome = replace(outcome, reasons=(*outcome.reasons, Reason("maybe_example")))
        if match.withdrawn:
            outcome = replace(outcome, reasons=(*outcome.reasons, Reason("withdrawn")))
        read.outcome = outcome
        if outcome.reasons:
            self._book.wait(entry, menu=menu)
        else:
            self._book.take(outcome)

    def _like_before(self, reads: Sequence[_Read], position: int, entry: Entry) -> Entry:
        """同上, 跟X一样: the goods of that entry, where it is one clear order, still as it was."""
        before = [r for r in reads[:position] if r.outcome]
        if entry.like:
            finder = self._lexer.finder
            before = [
                r
                for r in before
                if r.entry
                and is_of(
                    r.entry, entry.like, entry, finder, no=r.segment.no, speaker=r.segment.speaker
                )
            ]
            before = before if len(before) == 1 else []
        last = before[-1].outcome if before else None
        clear = last and last.kind == "order" and not last.reasons and len(last.orders) == 1
        plain = len(entry.doors) == 1 and "part" not in entry.kinds
        if not (last and clear and plain) or (entry.like and not self._book.holds(last.orders[0])):
            return replace(entry, reasons=(*entry.reasons, Reason("reference_unclear")))
        return replace(entry, copied=last.orders[0].items)

    def _line(self, read: _Read, reads: Sequence[_Read]) -> Line:
        segment, outcome, match = read.segment, read.outcome, read.match
        line = Line(segment.no, "\n".join(segment.raw), segment.first, "ignored", read.kind)
        if match.of is not None and not match.edited:
            return replace(line, repeats=reads[match.of].segment.first)
        if read.entry is None:
            return line
        if outcome is None:
            signup, doubts = read_sign_up(read.entry.tokens, segment.text, self._doors)
            status: Status = "review" if doubts else "ready"
            return replace(line, status=status, signup=signup, reasons=tuple(doubts))
        return replace(
            line,
            status="review" if outcome.reasons else "ready",
            kind=outcome.kind,
            orders=outcome.orders,
            paid=read.entry.paid,
            reasons=outcome.reasons,
            writer=writer_of(read.entry.tokens, read.entry.doors),
        )


def _is_of_one(scope: Scope) -> bool:
    return bool(scope.one_building or scope.one_lane)


def _narrowed(told: Scope, to: Scope) -> Scope:
    """What a head says, for the one building that ``to`` is."""
    return Scope(to.lanes or told.lanes, buildings=to.buildings, usual=told.usual)


def _spoken(head: Sequence[Segment]) -> list[str]:
    """What a head says in sentences: no lines of its menu, no examples."""
    return [s.text for s in head if not (s.no or s.is_heading or s.is_log or is_example(s.text))]
