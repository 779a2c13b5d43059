"""Each line of a sign-up chain: what was read or mended, who that is, and whom one may pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from baogong.apps.people.enums import LIVE, PersonState, Role, Skill, Slot
from baogong.apps.people.queries import (
    ChainEntry,
    KnownPerson,
    SaidPerson,
    chain_entries,
    holders_of,
    known_among,
    named_for,
)
from baogong.apps.places.queries import buildings_within
from baogong.readers.chains import Reason
from baogong.readers.people import PersonLine
from baogong.readers.people.rows import LONGEST
from baogong.web.setup.people.forms import OfferForm
from baogong.web.setup.people.words import reason_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

ASKS = {"name": "no_name", "place": "no_building"}  # field of a line's form -> what to ask
ABOUT = {"no_name": "name", "no_building": "place", "ambiguous_building": "place"}


@dataclass(frozen=True, slots=True)
class Pairing:
    """A helper who may be named for the building of their line; ``now``: who is named so far."""

    user_id: int
    place_id: int
    now: str
    done: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the page shows it. ``state``: ignored, review, ready, left_out or known."""

    entry: ChainEntry
    state: str
    form: OfferForm | None = None
    building: str = ""
    known: KnownPerson | None = None
    pairing: Pairing | None = None

    @property
    def reasons(self) -> list[str]:
        """What is still to be asked, in words."""
        wrong = self.form.errors.keys() if self.form else set()
        still = [
            reason
            for reason in self.entry.reasons
            if reason.code not in ABOUT or ABOUT[reason.code] in wrong
        ]
        asked = {ABOUT.get(reason.code) for reason in still}
        still += [Reason(ASKS[field]) for field in wrong if field not in asked]
        return [reason_text(reason) for reason in still]

    @property
    def offers(self) -> list[str]:
        """What somebody can do and when, in words."""
        if (signup := self.entry.signup) is None:
            return []
        codes = [*map(Skill, signup.skills), *map(Slot, signup.slots)]
        return [*(str(code.label) for code in codes), *filter(None, [signup.other_offers])]


def chain_rows(request: HttpRequest, text: str, *, estate: Place) -> list[Row]:
    """Every line of the text, with what was sent for it. Queries do not grow with the lines."""
    entries = chain_entries(text, estate=estate)
    buildings = {place.pk: place.label for place in buildings_within(estate)}
    forms = {
        entry.first: _form(request, entry, buildings)
        for entry in entries
        if entry.signup and not entry.repeats
    }
    known = _known(entries, forms, estate=estate)
    for entry in entries:
        person = known.get(entry.first)
        if person and person.state not in LIVE:  # declined or gone: not again by itself
            forms[entry.first] = _form(request, entry, buildings, leave=True)
    pairings = _pairings(forms, known, estate=estate)
    rows = []
    for entry in entries:
        form, person = forms.get(entry.first), known.get(entry.first)
        building = buildings[form.cleaned_data["place"]] if form and form.is_valid() else ""
        pairing = pairings.get(entry.first)
        rows.append(Row(entry, _state(form, person), form, building, person, pairing))
    return rows


def person_line(row: Row) -> PersonLine:
    """A ready or known line as the roster takes it in."""
    signup, form = row.entry.signup, row.form
    if signup is None or form is None:
        raise ValueError("nobody signs up in this line")
    return PersonLine(
        row=row.entry.first,
        name=form.cleaned_data["name"],
        phone=signup.phone,
        place=row.building,
        skills=signup.skills,
        slots=signup.slots,
        remarks=signup.other_offers[: LONGEST["remarks"]],
    )


def _form(
    request: HttpRequest, entry: ChainEntry, buildings: Mapping[int, str], *, leave: bool = False
) -> OfferForm:
    """What was sent for the line, or what was read of it; then it may be left out at first."""
    prefix = f"l{entry.first}"
    read: dict[str, Any] = {
        f"{prefix}-name": entry.signup.person if entry.signup else "",
        f"{prefix}-place": entry.building_id,
        f"{prefix}-leave": leave or any(why.code == "no_offer" for why in entry.reasons),
    }
    sent = f"{prefix}-name" in request.POST
    places = sorted(buildings.items(), key=lambda place: place[0] not in entry.candidates)
    return OfferForm(request.POST if sent else read, places=places, sent=sent, prefix=prefix)


def _known(
    entries: Sequence[ChainEntry], forms: Mapping[int, OfferForm], *, estate: Place
) -> dict[int, KnownPerson]:
    """Who is on the roster, by line."""
    said = {
        entry.first: SaidPerson(form.cleaned_data["name"], entry.signup.phone, place_id)
        for entry in entries
        if entry.signup and (form := forms.get(entry.first)) and form.is_valid()
        if (place_id := form.cleaned_data["place"])
    }
    found = known_among(list(said.values()), estate=estate)
    return {first: person for first, person in zip(said, found, strict=True) if person}


def _pairings(
    forms: Mapping[int, OfferForm], known: Mapping[int, KnownPerson], *, estate: Place
) -> dict[int, Pairing]:
    """Whom one may name for the building that they said, by line: approved, with an account."""
    helpers = {holder.user_id for holder in holders_of(Role.OFFICER, estate=estate)}
    named = named_for(estate=estate)
    pairings = {}
    for first, person in known.items():
        if person.user_id in helpers and person.state == PersonState.APPROVED:
            place_id = forms[first].cleaned_data["place"]
            user_id, name = named.get(place_id, (None, ""))
            pairings[first] = Pairing(
                person.user_id, place_id, now=name, done=user_id == person.user_id
            )
    return pairings


def _state(form: OfferForm | None, known: KnownPerson | None) -> str:
    if form is None:
        return "ignored"
    if known and known.state in LIVE:
        return "known"
    is_whole = form.is_valid()
    if form.cleaned_data["leave"]:
        return "left_out" if form.sent or known else "review"
    return "ready" if is_whole else "review"
