"""A pasted chat chain becomes lines: ready to enter, to look at, or no order at all."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import LineKind, LineState
from baogong.apps.ordering.errors import LineEntered, NoChain
from baogong.apps.ordering.models import Chain, ChainAsk, ChainLine, Round
from baogong.apps.ordering.services.offered import (
    NOT_WHOLE,
    Offered,
    offered_by_code,
    whole_packages,
)
from baogong.apps.ordering.services.settling import settle, waiting
from baogong.apps.places.queries import door_table, doors_labelled
from baogong.plumbing import audit, locks
from baogong.plumbing.bulk import reserve_ids
from baogong.readers.chains import DoorOrder, Good, GoodsTable, Line, Reason, read_chain
from baogong.values.phones import mask_numbers

LONGEST_CHAIN = 60_000
WITHDRAWN = Reason("withdrawn")


@dataclass(frozen=True, slots=True)
class DoorAsk:
    """What is asked for one door: packages, id -> quantity."""

    door_id: int
    packages: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Mended:
    """A line as a person read it. ``adds``: on top of what the door ordered elsewhere."""

    kind: LineKind
    asks: tuple[DoorAsk, ...]
    adds: bool = False


@transaction.atomic
def paste_chain(text: str, *, round_id: int, actor: User, now: datetime) -> Chain:
    """Read a chain and keep its lines; the same text again is the same chain.

    Of a longer copy of an earlier chain only the difference is kept. Phones are masked before
    anything is written. Raises NoChain for an empty text.
    """
    text = mask_numbers(text.replace("\r\n", "\n").strip())
    if not text:
        raise NoChain
    # Not the round's row: households order in it while a long text is read.
    locks.lock_name(f"chains of round {round_id}")
    round_ = Round.objects.select_related("estate").get(pk=round_id)
    digest = sha256(text.encode()).hexdigest()
    if known := Chain.objects.filter(round=round_, digest=digest).first():
        return known
    earlier = _earlier_copy(text, round_)
    chain = Chain.objects.create(
        round=round_,
        digest=digest,
        text=text,
        continues=earlier,
        pasted_by=actor,
        pasted_at=now,
    )
    offered = offered_by_code(round_.pk)
    reading = read_chain(
        text,
        doors=door_table(round_.estate),
        goods=GoodsTable(Good.of(row.row(code)) for code, row in offered.items()),
        previous=earlier.text if earlier else None,
    )
    before = _lines_of(earlier.text) if earlier else set()
    reads = [
        *(_Read.of(line, before=before, offered=offered) for line in reading.lines),
        *map(_Read.withdrawn, reading.withdrawn),
    ]
    _keep(chain, reads, offered)
    audit.record([audit.Act("chain.pasted", chain, actor, now, {"lines": len(reading.lines)})])
    return chain


def _earlier_copy(text: str, round_: Round) -> Chain | None:
    """The chain of the round that shares the most lines with this text, if it shares any half."""
    lines = _lines_of(text)
    shared = {
        chain: len(lines & _lines_of(chain.text))
        for chain in round_.chains.exclude(text="").order_by("-pk")
    }
    best = max(shared, key=lambda chain: shared[chain], default=None)
    return best if best and 2 * shared[best] >= len(_lines_of(best.text)) else None


def _lines_of(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines() if line.strip()}


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as it is to be kept."""

    line: Line
    kind: str
    state: LineState
    reasons: tuple[Reason, ...]

    @classmethod
    def of(cls, line: Line, *, before: Set[str], offered: Mapping[str, Offered]) -> "_Read":
        """Who signs up to help orders nothing. ``before``: the lines of the earlier copy."""
        ordered = line.kind in LineKind.values
        state = LineState(line.status) if ordered else LineState.IGNORED
        if line.repeats or (state is LineState.IGNORED and _lines_of(line.raw) <= before):
            return cls(line, line.kind, LineState.KNOWN, line.reasons)
        wanted = (whole_packages(_items(order), offered) for order in line.orders)
        parts = [offered[code].name for _, codes in wanted for code in codes]
        if state is LineState.IGNORED or not parts:
            return cls(line, line.kind, state, line.reasons)
        why = (*line.reasons, *(Reason(NOT_WHOLE, part) for part in parts))
        return cls(line, line.kind, LineState.REVIEW, why)

    @classmethod
    def withdrawn(cls, line: Line) -> "_Read":
        """An entry that a longer copy lacks: taken back or lost, which only a person can say."""
        return cls(line, LineKind.CANCEL, LineState.REVIEW, (WITHDRAWN,))


def _items(order: DoorOrder) -> dict[str, Decimal]:
    return {item.sku: item.quantity for item in order.items}


def _keep(chain: Chain, reads: Sequence[_Read], offered: Mapping[str, Offered]) -> None:
    labels = {order.door for read in reads for order in read.line.orders}
    labels |= {read.line.writer for read in reads}
    door_ids = doors_labelled(labels, estate=chain.round.estate)
    ids = reserve_ids(ChainLine, len(reads))
    ChainLine.objects.bulk_create(
        ChainLine(
            pk=pk,
            chain=chain,
            position=position,
            number=read.line.no[:8],
            raw=read.line.raw,
            kind=read.kind,
            state=read.state,
            reasons=[_kept(reason) for reason in read.reasons],
            paid=read.line.paid,
            writer_id=door_ids.get(read.line.writer),
        )
        for position, (pk, read) in enumerate(zip(ids, reads, strict=True))
    )
    ChainAsk.objects.bulk_create(
        ChainAsk(
            line_id=pk,
            door_id=door_ids.get(order.door),
            packages=whole_packages(_items(order), offered)[0],
        )
        for pk, read in zip(ids, reads, strict=True)
        if read.state is not LineState.IGNORED
        for order in read.line.orders
    )


def _kept(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "text": reason.text, "candidates": list(reason.candidates)}


@transaction.atomic
def mend_line(mended: Mended, *, line: ChainLine, actor: User, now: datetime) -> None:
    """A person says what a line means; it is ready then.

    Raises LineEntered, EmptyOrder or TooMany.
    """
    line = waiting(line)
    policies.check_line(mended.kind, [ask.packages for ask in mended.asks])
    if line.asks.filter(door__in=[ask.door_id for ask in mended.asks]).exclude(entered_at=None):
        raise LineEntered
    line.writer_id = _writer_of(line, mended.asks)
    line.asks.filter(entered_at=None).delete()
    ChainAsk.objects.bulk_create(
        ChainAsk(line=line, door_id=ask.door_id, packages=_named(mended.kind, ask))
        for ask in mended.asks
    )
    line.kind, line.adds = mended.kind, mended.adds
    line.save(update_fields=["kind", "adds", "writer"])
    settle(line, LineState.READY, actor=actor, now=now)


def _writer_of(line: ChainLine, asks: Sequence[DoorAsk]) -> int | None:
    """As it was read; the first door in its place, where another stands for the writer's now."""
    doors = [ask.door_id for ask in asks]
    read = {ask.door_id for ask in line.asks.filter(entered_at=None, door__isnull=False)}
    misread = line.writer_id in read - {*doors} and len(read) == len(doors)
    return doors[0] if misread else line.writer_id


def _named(kind: LineKind, ask: DoorAsk) -> dict[str, int]:
    """Packages as they are kept; those that a cancel names are dropped whole."""
    packages = {str(pk): quantity for pk, quantity in ask.packages.items()}
    return packages if kind != LineKind.CANCEL else {pk: 0 for pk, n in packages.items() if n}
