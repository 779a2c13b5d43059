"""What a list of people says."""

from dataclasses import dataclass

from baogong.readers.doors import Doubt

LONGEST = {"name": 40, "organisation": 60, "place": 60, "team": 40, "remarks": 200}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person. ``phone``: 11 digits. ``team``: a TeamKind's code, or a name that is none.

    ``place`` is the building as it was written, ``skills`` and ``slots`` are codes; what was said
    in other words stands in ``remarks``.
    """

    row: int
    name: str
    phone: str
    organisation: str = ""
    place: str = ""
    team: str = ""
    cadre: bool = False
    skills: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """``columns``: heading -> field; ``ignored``: headings of which nothing was taken."""

    lines: tuple[PersonLine, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
