"""From a pasted list to drafts of accounts: roles and places by the words that people write."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baogong.apps.people.enums import Role, TeamKind
from baogong.apps.people.queries import Accountless, PlaceChoice
from baogong.apps.people.services import AccountDraft, KnownAccount
from baogong.readers.accounts import MOST_ROWS, AccountDoubt, AccountLine, AccountsRead
from baogong.web.setup.doors import DoubtRow
from baogong.web.setup.label_words import folded, label_words

ONE_BY_ONE = frozenset({Role.COMMANDER, Role.SHOP})  # too weighty, or bound to a supplier
IN_BULK = tuple(role for role in Role if role not in ONE_BY_ONE)
ROLE_OF_TEAM: Mapping[str, Role] = {
    TeamKind.SUPPLY: Role.OFFICER,
    TeamKind.TRANSPORT: Role.OFFICER,
    TeamKind.GATE_DUTY: Role.GATE,
}
COLUMNS = {
    "name": gettext_noop("Name"),
    "username": gettext_noop("Name to sign in with"),
    "role": gettext_noop("Role"),
    "place": gettext_noop("Place"),
}
CURES = {
    "empty": gettext_noop("The name is empty. Fill it in."),
    "too_long": gettext_noop("Use at most 60 characters."),
    "too_many_cells": gettext_noop("Keep four columns: name, name to sign in with, role, place."),
    "too_many_rows": gettext_noop("Only %(most)s rows are read at once. Paste the rest later."),
    "bad_username": gettext_noop("Use letters, digits and . @ - _ only."),
    "twice": gettext_noop("This stands in the list twice. Give the second person another name."),
    "role_unknown": gettext_noop("No role is called this. Choose one of: %(roles)s."),
    "one_by_one": gettext_noop(
        "Commanders and shop members get their accounts one by one: under Staff, under Suppliers."
    ),
    "place_unknown": gettext_noop("No place of yours is called this. Write it as under Setup."),
    "place_unclear": gettext_noop(
        "Several places are called this. Write the estate in front, like 东辰心语 E6."
    ),
    "username_taken": gettext_noop("Somebody signs in with this name. Choose another."),
    "has_account": gettext_noop(
        "Somebody of this name has this role here already. For another person write a name to "
        "sign in with."
    ),
}


class Words:
    """What the list's words for roles and places mean to this viewer."""

    def __init__(self, places: Iterable[PlaceChoice], *, role: Role, place_id: int) -> None:
        self.role, self.place_id = role, place_id
        self.roles = label_words(Role)
        self.places: dict[str, set[int]] = defaultdict(set)
        for place in places:
            for name in (place.label, place.group + place.label):
                self.places[folded(name)].add(place.id)

    def drafts(self, read: AccountsRead) -> tuple[list[AccountDraft], list[AccountDoubt]]:
        """Every line as a draft, or as a doubt about its role or place."""
        drafts: list[AccountDraft] = []
        doubts = list(read.doubts)
        for line in read.lines:
            found = self._draft(line)
            if isinstance(found, AccountDraft):
                drafts.append(found)
            else:
                doubts.append(found)
        return drafts, doubts

    def _draft(self, line: AccountLine) -> AccountDraft | AccountDoubt:
        role = self.roles.get(folded(line.role)) if line.role else self.role
        places = self.places.get(folded(line.place), set()) if line.place else {self.place_id}
        if role is None:
            return AccountDoubt(line.row, "role", "role_unknown", line.role)
        if role in ONE_BY_ONE:
            return AccountDoubt(line.row, "role", "one_by_one", line.role)
        if len(places) != 1:
            why = "place_unclear" if places else "place_unknown"
            return AccountDoubt(line.row, "place", why, line.place)
        return AccountDraft(line.row, line.name, line.username, role, next(iter(places)))


def roster_text(people: Iterable[Accountless], *, estate: str) -> str:
    """People of a roster as a list to look over: role by team, place with its estate in front."""
    lines = []
    for person in people:
        role = ROLE_OF_TEAM.get(person.team)
        place = estate if person.place == estate else f"{estate} {person.place}"
        lines.append(f"{person.name},,{role.label if role else ''},{place}")
    return "\n".join(lines)


def known_doubt(known: KnownAccount) -> AccountDoubt:
    """A draft that would be somebody's second account, as a doubt about its row."""
    draft = known.draft
    field = "username" if known.why == "username_taken" else "name"
    return AccountDoubt(draft.row, field, known.why, draft.username or draft.name)


def doubt_row(doubt: AccountDoubt) -> DoubtRow:
    """A doubt in the reader's language."""
    words = {"most": MOST_ROWS, "roles": _(", ").join(str(role.label) for role in IN_BULK)}
    column = _(COLUMNS[doubt.field]) if doubt.field else ""
    return DoubtRow(doubt.row, column, doubt.value, _(CURES[doubt.why]) % words)
