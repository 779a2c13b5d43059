"""A pasted sign-up chain (R47) as it is read, and who of it is on the roster. Nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from baogong.apps.people.enums import PersonState
from baogong.apps.people.models import Person
from baogong.apps.people.queries.known import known_people
from baogong.apps.places.models import Place
from baogong.apps.places.queries import door_table, places_named, town_of
from baogong.readers.chains import Line, Reason, SignUp, read_sign_ups


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """A line of a chain. ``first``: the number of its first physical line.

    ``signup`` is None where nobody offers to help; ``repeats``: it stands above already.
    ``building_id`` is what it names, ``candidates`` are ids of what it may name.
    """

    first: int
    raw: str
    signup: SignUp | None = None
    building_id: int | None = None
    candidates: tuple[int, ...] = ()
    reasons: tuple[Reason, ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class SaidPerson:
    """By what somebody is known again; ``phone`` is 11 digits or ""."""

    name: str
    phone: str
    place_id: int


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody of the town's roster; ``user_id`` of their account, if they have one.

    Of ``elsewhere``, another estate, nothing more is told.
    """

    id: int
    name: str
    state: PersonState
    user_id: int | None
    elsewhere: bool


def chain_entries(text: str, *, estate: Place) -> list[ChainEntry]:
    """Every line of a chain, in its order. Six queries at most."""
    lines = read_sign_ups(text, doors=door_table(estate, lanes_in_names=True))
    named = {line.signup.building for line in lines if line.signup}
    named |= {name for line in lines for reason in line.reasons for name in reason.candidates}
    places = {name: place.pk for name, place in places_named(named, estate=estate).items()}
    said = [(line.signup, line.reasons) for line in lines]
    return [_entry(line, places, repeats=said[n] in said[:n]) for n, line in enumerate(lines)]


def _entry(line: Line, places: dict[str, int], *, repeats: bool) -> ChainEntry:
    entry = ChainEntry(line.first, line.raw)
    if line.signup is None:
        return entry
    building_id = places.get(line.signup.building)
    reasons = line.reasons
    if line.signup.building and building_id is None:
        reasons = (*reasons, Reason("no_building"))
    candidates = [name for reason in reasons for name in reason.candidates if name in places]
    return replace(
        entry,
        signup=line.signup,
        building_id=building_id,
        candidates=tuple(places[name] for name in candidates),
        reasons=reasons,
        repeats=repeats,
    )


def known_among(people: Sequence[SaidPerson], *, estate: Place) -> list[KnownPerson | None]:
    """Who each one is on the roster of the town, gone or declined ones too. Two queries."""
    known = known_people(
        names={person.name for person in people},
        phones={person.phone for person in people},
        town=town_of(estate),
        states=PersonState,
    )
    found = [known.find(name=p.name, phone=p.phone, place_id=p.place_id) for p in people]
    return [_known_person(person, estate=estate) if person else None for person in found]


def _known_person(person: Person, *, estate: Place) -> KnownPerson:
    elsewhere = not person.place.path.startswith(estate.path)
    return KnownPerson(
        id=person.pk,
        name="" if elsewhere else person.name,
        state=PersonState(person.state),
        user_id=None if elsewhere else person.user_id,
        elsewhere=elsewhere,
    )
