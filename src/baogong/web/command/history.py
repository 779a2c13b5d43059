"""A bag's history in words."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baogong.apps.custody.enums import HolderKind
from baogong.apps.reporting.queries import Happening, HistoryLine, Party, Person
from baogong.apps.reporting.queries.bag_history import LATE
from baogong.web.components.amounts import short_amount
from baogong.web.components.chain import TimelineEntry

TONES = {
    Happening.SHORT: "wait",
    Happening.DIFFERED: "risk",
    Happening.RETURNED: "wait",
    Happening.CONFLICT: "risk",
}


def timeline(lines: Sequence[HistoryLine]) -> list[TimelineEntry]:
    """Newest first."""
    return [_entry(line) for line in reversed(lines)]


def person_text(person: Person | None) -> str:
    """``Building officer Wang``; a household with its own card and a job have no name here."""
    if person is None:
        return ""
    roles = _(", ").join(str(role.label) for role in person.roles)
    return f"{roles} {person.name}" if roles else person.name


def party_text(party: Party | None) -> str:
    """Who gives or receives: role and name, or the place."""
    if party is None:
        return ""
    if party.person:
        return person_text(party.person)
    if party.kind == HolderKind.RETURNS:
        return _("returns shelf of %(place)s") % {"place": party.label}
    return party.label


def _entry(line: HistoryLine) -> TimelineEntry:
    late = line.recorded_at is not None and line.recorded_at - line.at > LATE
    return TimelineEntry(
        at=line.at,
        what=_what(line),
        who=person_text(line.who) or _asker(line),
        place=line.place,
        evidence=line.data.get("proof") or line.data.get("evidence", ""),
        recorded_at=line.recorded_at if late else None,
        tone=_tone(line),
    )


def _asker(line: HistoryLine) -> str:
    return _("The household itself") if line.kind == Happening.ASKED else ""


def _tone(line: HistoryLine) -> str:
    if line.kind == Happening.ATTEMPTED:
        if line.data["undone"] or line.data["result"] == "undone":
            return "plain"
        return "done" if line.data["result"] == "given" else "wait"
    return TONES.get(line.kind, "plain")


def _what(line: HistoryLine) -> str:
    data = line.data
    texts = {
        Happening.ASKED: _("Order %(number)s was placed (%(channel)s)"),
        Happening.PLANNED: _("Planned as bag %(part)s of %(parts)s"),
        Happening.LABELLED: _("Packed; the label was stuck on"),
        Happening.CRATED: _("Put into crate %(number)s for %(entrance)s"),
        Happening.HANDED_OVER: _("%(giver)s → %(receiver)s, %(counted)s counted"),
        Happening.DIFFERED: _("Counts differ: %(expected)s given, %(counted)s received"),
        Happening.RETURNED: _("Back at the depot: %(reason)s"),
        Happening.OFFERED_AGAIN: _("Goes out again in crate %(number)s"),
        Happening.CONFLICT: _("A report did not fit: %(reason)s"),
        Happening.MODE: _("How far: %(mode)s %(point)s"),
        Happening.SHORT: _("%(amount)s of %(good)s missing"),
        Happening.WEIGHED: _("%(good)s weighed: %(amount)s"),
        Happening.ATTEMPTED: _("At the door: %(label)s"),
    }
    if line.kind in (Happening.SHORT, Happening.WEIGHED):
        data = data | {"amount": short_amount(data["quantity"], data["sold_by"])}
    if line.kind == Happening.HANDED_OVER:
        data = data | {"giver": party_text(line.giver), "receiver": party_text(line.receiver)}
    text = texts[line.kind] % data
    if line.kind == Happening.ATTEMPTED and data["undone"]:
        return _("%(what)s (taken back later)") % {"what": text}
    return text
