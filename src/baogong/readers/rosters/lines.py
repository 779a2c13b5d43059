"""What one row of a roster says of one household."""

from dataclasses import dataclass, replace

from baogong.readers.addresses import Door
from baogong.readers.rosters.rows import Where


@dataclass(frozen=True, slots=True)
class Line:
    """What one row says of one household. ``occupied``: None when nothing is said.

    ``denied``: needs that it mentions to say that there are none. ``is_person``: the row is one of
    a household's persons. ``continued``: the room's cell is merged with the one above. ``gone``:
    the person no longer lives there. ``troubles``: (kind, text at fault) for what cannot be true
    or cannot be read.
    """

    where: Where
    door: Door
    people: int | None = None
    occupied: bool | None = None
    phones: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    role: str = ""
    name: str = ""
    is_person: bool = False
    continued: bool = False
    gone: bool = False
    troubles: tuple[tuple[str, str], ...] = ()


def with_entrance(line: Line, entrance: str) -> Line:
    """The same line at a door whose entrance has become known."""
    door = line.door
    code = f"{door.building}-{entrance}-{door.room}"
    return replace(line, door=replace(door, entrance=entrance, code=code))
