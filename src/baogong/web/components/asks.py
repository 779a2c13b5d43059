"""What a household asked for and could not have at once, in sentences: what it waits for, and why
it got what it got."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.ordering.enums import Moment, Rule, ShareReason
from baogong.apps.ordering.queries import (
    AskLineRow,
    DoorAskRow,
    ListingRow,
    OfferRow,
    ShareRow,
    doors_before,
    shares_of_ask,
)
from baogong.values.codes import group
from baogong.web.components.fields import until_text


@dataclass(frozen=True, slots=True)
class ShareNote:
    """What came of one deal, and why; ``row`` names the deal and the order."""

    row: ShareRow
    what: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskNote:
    """A line of an ask: what each deal gave it, and what becomes of the rest."""

    line: AskLineRow
    shares: tuple[ShareNote, ...]
    rest: tuple[str, ...]


def notes_of_ask(ask: DoorAskRow) -> list[AskNote]:
    """Five queries."""
    shares, before = shares_of_ask(ask_id=ask.id), doors_before(ask_id=ask.id)
    return ask_notes(ask, shares=shares, before=before)


def ask_notes(
    ask: DoorAskRow, *, shares: Mapping[int, Sequence[ShareRow]], before: Mapping[int, int]
) -> list[AskNote]:
    """``shares`` and ``before`` (how many doors come first for the rest) by listing."""
    return [
        AskNote(
            line,
            tuple(
                ShareNote(row, _what(row), tuple(_why(row)))
                for row in shares.get(line.listing_id, ())
            ),
            tuple(_rest(ask, line, before=before.get(line.listing_id, 0))),
        )
        for line in ask.lines
    ]


def moment_text(row: ListingRow | AskLineRow) -> str:
    """How it is given out to those who ask for it before its moment; empty where there is none."""
    if row.moment is None or row.moment_at is None:
        return ""
    at = {"at": _date(row.moment_at)}
    if row.moment is Moment.OPENING:
        return _("Given out at the opening on %(at)s; where it is not enough, by lot.") % at
    return {
        Rule.DRAW: _("Drawn by lot on %(at)s among all who ask until then."),
        Rule.ONE_EACH: _(
            "Given out on %(at)s among all who ask until then: one for each door first, then a"
            " second one by lot."
        ),
        Rule.PRIORITY: _(
            "Given out on %(at)s among all who ask until then: doors that need it most first,"
            " then one for each door by lot."
        ),
        Rule.FIRST_COME: "",
    }[row.rule] % at


def asked_for(offer: OfferRow) -> dict[int, tuple[str, str]]:
    """What whoever names it asks for and does not order yet: package -> (name, how it is given
    out)."""
    told = {row.package_id: (row.name, _given_out(row)) for row in offer.packages()}
    return {pk: (name, text) for pk, (name, text) in told.items() if text}


def _given_out(row: ListingRow) -> str:
    if row.sold_out and row.rule is not Rule.FIRST_COME:
        return _("It was given out already. Who asks now is on the waiting list.")
    return moment_text(row)


def _rest(ask: DoorAskRow, line: AskLineRow, *, before: int) -> list[str]:
    if not line.waiting or ask.withdrawn_at:
        return []
    if ask.closed:
        return [_("Orders have closed. %(n)s of it did not come.") % {"n": line.waiting}]
    if line.moment:
        return [moment_text(line)]
    first = _("You are the next.")
    doors = ngettext("%(n)s door is before you.", "%(n)s doors are before you.", before)
    stays = ngettext(
        "%(n)s pack is on the waiting list until orders close on %(at)s.",
        "%(n)s packs are on the waiting list until orders close on %(at)s.",
        line.waiting,
    )
    return [
        stays % {"n": line.waiting, "at": until_text(ask.cutoff_at)},
        doors % {"n": before} if before else first,
    ]


def _what(row: ShareRow) -> str:
    if row.order:
        counts = {"came": row.came, "wanted": row.wanted}
        if row.came < row.granted:
            return _("%(came)s of %(wanted)s came: with these you have your most of it") % counts
        return _("%(came)s of %(wanted)s came") % counts
    if row.granted:
        return _("Nothing more came: you had your most of it already")
    return _("Nothing this time")


def _why(row: ShareRow) -> list[str]:
    facts = {
        "packs": row.supply,
        "doors": row.doors,
        "place": row.place,
        "level": row.to_door - (row.why is ShareReason.LAST_ROUND),
        "number": group(row.lot_of),
        "at": _date(row.asked_at),
    }
    if row.enough:
        enough = ngettext(
            "There was enough for the one door that asked.",
            "There was enough for all %(doors)s doors that asked.",
            row.doors,
        )
        return [enough % facts]
    there = ngettext(
        "Packs: %(packs)s, asked for by %(doors)s door.",
        "Packs: %(packs)s, asked for by %(doors)s doors.",
        row.doors,
    )
    return [text % facts for text in (there, *_grounds(row), *_lot_of(row))]


def _grounds(row: ShareRow) -> list[str]:
    """Why so much, where it was not enough for all."""
    if row.late:
        return [_("You asked after the draw, so those who asked in time came first.")]
    if row.rule in {Rule.ONE_EACH, Rule.PRIORITY}:
        return [*_need(row), *_one_each(row)]
    if row.rule == Rule.DRAW or row.ahead:
        return [_("It was drawn by lot."), _lot()]
    return [_("It went by the order of asking; you asked on %(at)s.")]


def _need(row: ShareRow) -> list[str]:
    if row.rule != Rule.PRIORITY:
        return []
    if row.first:
        return [_("Doors that need it most came first, and yours is one of them.")]
    if row.why is ShareReason.RAN_OUT:
        return [_("Doors that need it most came first, and nothing was left after them.")]
    return [_("Doors that need it most came first.")]


def _one_each(row: ShareRow) -> list[str]:
    if row.why is ShareReason.RAN_OUT:
        return []
    if row.why is ShareReason.IN_FULL:
        return [_("One for each door first, then one more: you got all that you asked for.")]
    if row.to_door < 1 + (row.why is ShareReason.LAST_ROUND):
        return [_("One for each door, by lot, as far as they went."), _lot()]
    if row.why is ShareReason.LAST_ROUND:
        text = _("%(level)s for each door first, then one more by lot: you got one of those.")
    else:
        text = _("%(level)s for each door first, then one more by lot as far as they went.")
    return [text, _lot()]


def _lot_of(row: ShareRow) -> list[str]:
    """A door has one lot, however often it asked."""
    if not row.lot_of:
        return []
    return [_("It was given out together with number %(number)s, under which you asked first.")]


def _lot() -> str:
    return _("Your lot was place %(place)s of %(doors)s.")


def _date(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "DATETIME_FORMAT")
