"""What an order does not get, in sentences that a household and the desk read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from baogong.apps.ordering.enums import OnShort
from baogong.apps.sorting.enums import Division, ShortReason
from baogong.apps.sorting.queries import CutBy, CutRow, ShortageRow
from baogong.values.money import format_yuan
from baogong.web.components.amounts import short_amount


@dataclass(frozen=True, slots=True)
class CutNote:
    """What lacks, why, and what is done about it."""

    row: CutRow
    what: str
    why: str
    then: str


def cut_notes(rows: Iterable[CutRow]) -> list[CutNote]:
    return [CutNote(row, _what(row), _why(row), _then(row)) for row in rows]


def _what(row: CutRow) -> str:
    return _("%(good)s: %(amount)s less than ordered") % {
        "good": row.good,
        "amount": short_amount(row.quantity, row.sold_by),
    }


def _why(row: CutRow) -> str:
    return divided_text(row.by, row.sold_by) if row.by else LACKS[row.reason]()


def divided_text(by: CutBy | ShortageRow, sold_by: str) -> str:
    """How much came, and by which rule it was divided."""
    text = _("Only %(came)s of %(ordered)s came for the whole round. %(rule)s")
    return text % {
        "came": short_amount(by.came, sold_by),
        "ordered": short_amount(by.ordered, sold_by),
        "rule": RULES[by.division](),
    }


def _then(row: CutRow) -> str:
    money = format_yuan(row.fen)
    if row.outcome is OnShort.ASK:
        return _("You asked for a call. The desk calls before anything is done about it.")
    if row.outcome is OnShort.SWAP:
        other = {"other": row.other, "amount": short_amount(row.instead, row.other_sold_by)}
        return _("In its place comes %(other)s, %(amount)s.") % other
    if row.choice is OnShort.SWAP:
        text = _(
            "You asked for something similar, but none was left. The order costs %(money)s less."
        )
        return text % {"money": money}
    return _("The order costs %(money)s less.") % {"money": money}


LACKS = {
    ShortReason.MISSING: lambda: _("It was missing when the bag was packed."),
    ShortReason.BROKEN: lambda: _("It was broken or spoiled when the bag was packed."),
    ShortReason.WRONG: lambda: _("Another good had come when the bag was packed."),
}
RULES = {
    Division.ONE_EACH: lambda: _("It was dealt out evenly, one for each door first."),
    Division.PRO_RATA: lambda: _("Each door gets the same part of what it ordered."),
    Division.PRIORITY: lambda: _("Doors that need it most came first, then it was dealt evenly."),
    Division.BY_TIME: lambda: _("It went to the doors that ordered first."),
    Division.DRAW: lambda: _("It was drawn by lot."),
}
