"""The orders of a group-buy file are read, and each comes in once, whatever file it stands in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from hashlib import sha256
from typing import Any

from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.errors import ColumnMissing, NoOrders
from baogong.apps.ordering.models import GroupBuyFile, GroupBuyMapping, GroupBuyOrder
from baogong.apps.ordering.services.offered import (
    NOT_WHOLE,
    Offered,
    offered_by_code,
    whole_packages,
)
from baogong.apps.ordering.sheet_json import read_back
from baogong.apps.places.queries import door_table, doors_labelled
from baogong.plumbing import locks
from baogong.readers.exports import (
    NUMBERS,
    ExportRead,
    Good,
    GoodsTable,
    Headed,
    Order,
    Reason,
    read_orders,
)

LONGEST_NUMBER = 40
MOST_PROBLEMS = 500
DUPLICATE, ROUNDED = "duplicate", "rounded"
CHANGED, VOID_SINCE = "changed", "void_since"
FIELDS = (
    "file",
    "content",
    "number",
    "door",
    "packages",
    "paid_fen",
    "position",
    "raw",
    "state",
    "reasons",
)


def goods_table(offered: Mapping[str, Offered], names: Mapping[str, str]) -> GoodsTable:
    """What a round offers, by its names and by those that people gave it: text -> code."""
    goods = (Good.of(row.row(code)) for code, row in offered.items())
    called = {code: [text for text, meant in names.items() if meant == code] for code in offered}
    return GoodsTable(replace(good, aliases=(*good.aliases, *called[good.sku])) for good in goods)


def headed_orders(read: ExportRead) -> Headed:
    """How a file's columns were understood. Raises NoOrders where it holds none."""
    if read.headed is None or any(problem.why == "no_orders" for problem in read.problems):
        raise NoOrders
    return read.headed


def read_file(file: GroupBuyFile, mapping: GroupBuyMapping, *, now: datetime) -> None:
    """Take in the orders of a file that has its sheets, under the lock of its estate's files.

    An order that is known and says the same stays as it is; one that was not entered yet belongs
    to this file from now on; one that was entered and says something else waits for a person.
    Raises NoOrders or ColumnMissing.
    """
    offered = offered_by_code(file.round_id)
    read = read_orders(
        read_back(file.sheets or ()),
        doors=door_table(file.round.estate),
        goods=goods_table(offered, mapping.goods),
        mapping=mapping.fields,
        estate=file.round.estate.label,
    )
    head = headed_orders(read)
    for problem in read.problems:
        if problem.why == "column_missing":
            raise ColumnMissing(field=problem.field)
    file.skipped = _Intake(file, list(_told(read, head, file)), offered).take()
    file.head |= {"columns": dict(head.columns)}
    file.problems, file.read_at = list(_problems(read)), now
    file.save(update_fields=["head", "problems", "skipped", "read_at"])


@dataclass(frozen=True, slots=True)
class _Told:
    """An order as a file tells it, and what knows it again."""

    identity: str
    order: Order


def _told(read: ExportRead, head: Headed, file: GroupBuyFile) -> Iterator[_Told]:
    numbered = next((name for name in NUMBERS if name in head.columns.values()), "")
    seen: Counter[str] = Counter()
    for order in read.orders:
        if not _repeats_another(order):
            identity = _identity(order, numbered) if numbered else _of_row(order, file.round_id)
            seen[identity] += 1
            again = f"{seen[identity]}" if seen[identity] > 1 else ""
            yield _Told(sha256((identity + again).encode()).hexdigest(), order)


def _identity(order: Order, numbered: str) -> str:
    """Only an order's number is one of its own; others begin anew with each group buy."""
    parts = [numbered, order.order_no]
    is_rounded = any(reason.why == ROUNDED for reason in order.reasons)
    if numbered != NUMBERS[0] or is_rounded or not order.order_no:
        parts += [order.buyer, order.receiver]
    if is_rounded or not order.order_no:
        parts.append(order.content)
    return "\n".join(parts)


def _of_row(order: Order, round_id: int) -> str:
    """What knows an order of a list without numbers again, in whatever row its next copy has it:
    who sent a form and when, or all that it says. That may be said anew in another round."""
    at, who = order.placed_at, [order.buyer, order.receiver]
    if at and at.time() != time.min and any(who):
        return "\n".join(["row", *who, at.isoformat()])
    return "\n".join(["row", *who, str(round_id), order.content])


def _repeats_another(order: Order) -> bool:
    return order.status == "ignored" and order.reasons[0].why == DUPLICATE


def _problems(read: ExportRead) -> Iterator[dict[str, Any]]:
    """Rows that are part of no order, and those that repeat one."""
    others = [(p.sheet, p.row, p.why, p.value) for p in read.problems if p.why != "heading"]
    again = [
        (order.sheet, order.rows[0], DUPLICATE, order.order_no)
        for order in read.orders
        if _repeats_another(order)
    ]
    for sheet, row, why, value in sorted([*others, *again])[:MOST_PROBLEMS]:
        yield {"sheet": sheet, "row": row, "why": why, "value": value}


class _Intake:
    """Brings what a file tells together with what is known of the estate's orders."""

    def __init__(
        self, file: GroupBuyFile, told: Iterable[_Told], offered: Mapping[str, Offered]
    ) -> None:
        self._file, self._offered, self._told = file, offered, list(told)
        labels = {row.order.door.code for row in self._told if row.order.door}
        self._doors = doors_labelled(labels, estate=file.round.estate)
        self._known = self._lock()

    def _lock(self) -> dict[str, GroupBuyOrder]:
        """The known ones, once nobody enters or mends orders of their files."""
        identities = [row.identity for row in self._told]
        known = GroupBuyOrder.objects.filter(
            estate=self._file.round.estate_id, identity__in=identities
        )
        files = {self._file.pk, *known.values_list("file", flat=True)}
        locks.lock_rows(GroupBuyFile.objects.only("pk"), keys=files)
        gone = self._file.orders.filter(order=None).exclude(identity__in=identities)
        gone.delete()  # of an earlier reading by other columns
        rows = known.select_related("file").defer("file__sheets", "file__problems")
        return {row.identity: row for row in rows}

    def take(self) -> int:
        """How many stay with the file that they came with."""
        new, changed, skipped = [], [], 0
        for position, told in enumerate(self._told):
            row = self._known.get(told.identity)
            if row is None:
                row = GroupBuyOrder(estate_id=self._file.round.estate_id, identity=told.identity)
                new.append(row)
            elif self._stays(row, told.order):
                skipped += row.file_id != self._file.pk
                continue
            else:
                changed.append(row)
            if row.act_id is not None and row.file_id == self._file.pk:
                row.content = told.order.content  # by other columns: the file says the same
            else:
                self._fill(row, told.order, position=position)
        GroupBuyOrder.objects.bulk_create(new, batch_size=1000)
        fields = [*FIELDS, "adds", "settled_by", "settled_at"]
        GroupBuyOrder.objects.bulk_update(changed, fields, batch_size=500)
        return skipped

    def _stays(self, row: GroupBuyOrder, order: Order) -> bool:
        """Whether a known order says the same, and was entered or settled by somebody."""
        if row.content not in {"", order.content}:
            return False
        if row.act_id is not None or row.state == LineState.LEFT_OUT:
            return True
        return row.settled_at is not None and row.file.round_id == self._file.round_id

    def _fill(self, row: GroupBuyOrder, order: Order, *, position: int) -> None:
        row.file, row.position = self._file, position
        row.number, row.raw = order.order_no[:LONGEST_NUMBER], order.raw
        row.content = order.content
        if row.act_id is not None:
            why = VOID_SINCE if order.status == "ignored" else CHANGED
            row.state, row.reasons = LineState.REVIEW, [_kept(Reason(why, order.rows[0]), order)]
            return
        row.state = LineState(order.status)
        row.reasons = [_kept(reason, order) for reason in order.reasons]
        row.door_id = self._doors.get(order.door.code) if order.door else None
        wanted = {item.sku: item.quantity for item in order.items}
        row.packages, parts = whole_packages(wanted, self._offered)
        if parts and row.state is not LineState.IGNORED:
            row.state = LineState.REVIEW
            names = (self._offered[code].name for code in parts)
            reasons = (Reason(NOT_WHOLE, order.rows[0], "quantity", name) for name in names)
            row.reasons += [_kept(reason, order) for reason in reasons]
        row.paid_fen = policies.paid_in_tool(order.paid_fen)
        row.adds, row.settled_by, row.settled_at = False, None, None


def _kept(reason: Reason, order: Order) -> dict[str, Any]:
    doors = order.candidates if reason.field == "address" else ()
    return {
        "code": reason.why,
        "text": reason.value,
        "candidates": [door.code for door in doors],
        "sheet": order.sheet,
        "row": reason.row,
    }
