"""What a group-buy file says to people: its columns, and why an order must be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from baogong.apps.ordering.errors import ColumnMissing
from baogong.apps.ordering.queries import ColumnRow, GroupBuyOrderRow
from baogong.readers.exports import FIELDS, PLACES
from baogong.values.errors import DomainError
from baogong.web.desk.read_lines.words import reasons_of
from baogong.web.desk.rosters import columns, words
from baogong.web.refusals import refusal_text

LABELS = {
    **{place: columns.LABELS[place] for place in PLACES},
    "order_no": gettext_noop("Order number"),
    "group_no": gettext_noop("Number within the group buy"),
    "serial": gettext_noop("Serial number"),
    "goods": gettext_noop("Name of the goods"),
    "spec": gettext_noop("Specification of the goods"),
    "quantity": gettext_noop("Quantity"),
    "quantity_of": gettext_noop("Quantity of the good in the heading"),
    "unit": gettext_noop("Unit"),
    "more_goods": gettext_noop("Further goods"),
    "total_quantity": gettext_noop("Quantity in all"),
    "price": gettext_noop("Price of one"),
    "subtotal": gettext_noop("Sum of the row"),
    "amount": gettext_noop("Sum of the order"),
    "paid": gettext_noop("Sum paid"),
    "discount": gettext_noop("Discount"),
    "freight": gettext_noop("Delivery fee"),
    "refund": gettext_noop("Money back"),
    "refunded_quantity": gettext_noop("Quantity taken back"),
    "status": gettext_noop("State of the order"),
    "receiver": gettext_noop("Who receives it"),
    "buyer": gettext_noop("Who ordered"),
    "phone": gettext_noop("Telephone"),
    "estate": gettext_noop("Estate"),
    "buyer_remark": gettext_noop("Remark of the buyer"),
    "seller_remark": gettext_noop("Remark of the seller"),
    "placed_at": gettext_noop("Time of the order"),
    "other": gettext_noop("not read"),
}
SPOILED = words.SPOILED | {
    "too_large": gettext_noop(
        "The file holds far more cells than a list of orders. Export fewer orders at a time."
    ),
}
DOORS = {"ambiguous_door", "two_doors", "no_such_door", "outside_door"}
REASONS = {
    "no_room": gettext_lazy("No door is named: %(text)s"),
    "no_such_door": gettext_lazy("There is no door %(text)s here."),
    "ambiguous_door": gettext_lazy("%(text)s may be %(candidates)s."),
    "two_doors": gettext_lazy("Two doors stand there: %(text)s"),
    "outside_door": gettext_lazy("%(text)s is outside of what the list's title names."),
    "other_estate": gettext_lazy("The address is of another estate: %(text)s"),
    "unreadable": gettext_lazy("No door can be read here: %(text)s"),
    "no_goods": gettext_lazy("Row %(row)s does not say what is wanted."),
    "unknown_good": gettext_lazy("%(text)s is not on offer."),
    "ambiguous_good": gettext_lazy("%(text)s may be more than one package."),
    "other_unit": gettext_lazy("How many packages are %(text)s?"),
    "no_quantity": gettext_lazy("Row %(row)s has no quantity that can be read: %(text)s"),
    "not_whole": gettext_lazy("Row %(row)s: %(text)s is no whole number."),
    "not_positive": gettext_lazy("Row %(row)s: the quantity is %(text)s."),
    "many": gettext_lazy("%(text)s for one door: is that right?"),
    "quantities_differ": gettext_lazy("The quantities of row %(row)s do not add up: %(text)s"),
    "sum_differs": gettext_lazy("The sum does not fit the prices: %(text)s"),
    "partly_refunded": gettext_lazy("A part was paid back; of what, is not clear."),
    "unpaid": gettext_lazy("It is not paid yet: %(text)s"),
    "unclear": gettext_lazy("Does the order stand? It says: %(text)s"),
    "refunding": gettext_lazy("Money is being paid back: %(text)s"),
    "remark": gettext_lazy("A remark may change the order: %(text)s"),
    "no_order_no": gettext_lazy("Row %(row)s has no order number."),
    "rounded": gettext_lazy(
        "The spreadsheet has cut the order number off (%(text)s). Export it anew as text."
    ),
    "same_number": gettext_lazy("Rows %(row)s and %(text)s have one number, but differ."),
    "asked_twice": gettext_lazy("This door has asked for the same good before."),
    "replaced": gettext_lazy("Row %(text)s says that it stands in the place of this."),
    "error_cell": gettext_lazy("Row %(row)s holds an error such as #REF!."),
    "formula_without_value": gettext_lazy(
        "Row %(row)s holds a formula without a result. Open the file, save it, upload it again."
    ),
    "too_long": gettext_lazy("A cell of row %(row)s is far too long."),
    "changed": gettext_lazy(
        "It was entered, and the file says something else now. Correct the order, or leave it."
    ),
    "void_since": gettext_lazy(
        "It was entered, and is cancelled or paid back now. Cancel the order, or leave it."
    ),
    "cancelled": gettext_lazy("cancelled"),
    "refunded": gettext_lazy("paid back"),
    "unread": gettext_lazy("This could not be read: %(text)s"),
}
PROBLEMS = {
    "title": gettext_noop("A title above the headings."),
    "sum": gettext_noop("A row of sums."),
    "example": gettext_noop("An example."),
    "not_an_order": gettext_noop("It belongs to no order. Look whether one is missing."),
    "hidden_sheet": gettext_noop("A hidden sheet; it is not read."),
    "other_sheet": gettext_noop("A sheet with other headings; it is not read."),
    "duplicate": gettext_noop("The same order stands there twice; it counts once."),
}


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A row that is part of no order: where, what stands there, why."""

    sheet: str
    row: int
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with examples, and what it may be taken for."""

    heading: str
    examples: tuple[str, ...]
    field: str
    choices: tuple[tuple[str, str], ...]


def column_rows(rows: Sequence[ColumnRow], *, chosen: dict[str, str]) -> list[Column]:
    """``chosen``: heading -> field as somebody has just said, if so."""
    choices = tuple((code, _(LABELS[code])) for code in FIELDS)
    return [
        Column(row.heading, row.examples, chosen.get(row.heading, row.field), choices)
        for row in rows
    ]


def reason_texts(row: GroupBuyOrderRow) -> list[tuple[str, Sequence[str]]]:
    """(why in words, doors to tap) for each reason that an order waits."""
    return reasons_of(row, words=REASONS, of_doors=DOORS)


def problem_lines(problems: Sequence[dict[str, Any]]) -> list[ProblemLine]:
    return [
        ProblemLine(_sheet(row["sheet"]), row["row"], row["value"], _(PROBLEMS[row["why"]]))
        for row in problems
    ]


def _sheet(name: str) -> str:
    """A CSV has none."""
    return "–" if name == "csv" else name


def spoiled_text(why: str) -> str:
    """One sentence with its cure for a file that cannot be read at all."""
    return _(SPOILED[why])


def reading_refused(error: DomainError) -> str:
    """A refusal to read a file, its column by the name that people choose."""
    if isinstance(error, ColumnMissing):
        error = ColumnMissing(field=_(LABELS[error.data["field"]]))
    return refusal_text(error)
