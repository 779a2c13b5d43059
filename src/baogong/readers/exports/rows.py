"""What an export says: orders that are sure, orders for a person to look at, orders left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from baogong.readers.addresses import Door

Status = Literal["ready", "review", "ignored"]


@dataclass(frozen=True, slots=True)
class Item:
    """``quantity`` times a good; a fraction only of one by weight. ``sku`` is empty where no list
    of goods was given."""

    name: str
    spec: str
    quantity: Decimal
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an order is not ready: a code, where it was seen, and what stood there."""

    why: str
    row: int
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One order. ``rows``: those of ``sheet`` that it was read from, from 1.

    ``candidates``: doors that the address may mean where ``door`` is not certain. ``phones``:
    11 digits each. ``placed_at``: by the clock of whoever wrote the export. ``reasons``: empty
    for an order that is ready. ``raw``: its rows as they stand, without telephones.
    ``content``: a digest of who wants what where, and whether it stands; what a tool merely does
    with an order, such as sending it out, leaves it as it is. ``paid_fen``: what was paid for it
    in the tool; None where that is not said clearly.
    """

    order_no: str
    status: Status
    sheet: str
    rows: tuple[int, ...]
    items: tuple[Item, ...] = ()
    door: Door | None = None
    candidates: tuple[Door, ...] = ()
    reasons: tuple[Reason, ...] = ()
    buyer: str = ""
    receiver: str = ""
    phones: tuple[str, ...] = ()
    placed_at: datetime | None = None
    paid_fen: int | None = None
    raw: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that belongs to no order, or what is wrong with a sheet (row 0) or the file.

    ``why``: a code such as ``title``, ``sum``, ``not_an_order``, ``other_sheet``.
    """

    sheet: str
    row: int
    why: str
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Headed:
    """How the columns of a sheet are understood.

    ``row``: that of the headings. ``columns``: heading -> field of ``headings.FIELDS``.
    ``fingerprint``: the same for all exports with these headings, in whatever order.
    """

    sheet: str
    row: int
    columns: Mapping[str, str]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ExportRead:
    """All that was understood; every row with content is in an order or in a problem.

    Without ``headed`` nothing was, and a problem says why.
    """

    orders: tuple[Order, ...] = ()
    problems: tuple[Problem, ...] = ()
    headed: Headed | None = None
