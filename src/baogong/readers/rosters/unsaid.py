"""What rows leave out and the file as a whole says: its title on another sheet, its name."""

import re
from collections import defaultdict
from collections.abc import Mapping

from baogong.readers.addresses import Door, DoorTable
from baogong.readers.addresses.spelling import plain
from baogong.readers.addresses.table import key_of
from baogong.readers.rosters.places import Place
from baogong.readers.rosters.titles import title_scope

# A part, and how many bare numbers name it: 6-602 a building, 58-12-301 a lane as well.
_PARTS = {"lane": 3, "building": 2}
_UNIT = "(?:弄|栋|幢|座|号楼)"


class Unsaid:
    """Takes note of the lanes and buildings that rows name, and whether some name none."""

    def __init__(self) -> None:
        self._named: dict[str, set[str]] = defaultdict(set)

    def note(self, place: Place, door: Door | None) -> None:
        for part in _PARTS:
            self._named[part].add(_named(part, place, door))

    def shared(self, file_name: str, doors: DoorTable | None) -> Mapping[str, str]:
        """Parts to read the file with once more, empty when nothing is to be gained.

        The lane is that of all other rows and titles, if they know only one. The file's name tells
        a lane or building that nothing in it contradicts; a building only where none is named.
        """
        told = _told_by(file_name.rpartition(".")[0], doors)
        scope: dict[str, str] = {}
        for part, values in self._named.items():
            named = values - {""}
            possible = {*named, *([key_of(told[part])] if part in told else [])}
            if "" in values and len(possible) == 1 and (part == "lane" or not named):
                scope[part] = possible.pop()
        return scope


def _told_by(file_name: str, doors: DoorTable | None) -> Mapping[str, str]:
    """Only what is certain: files are called ``v2`` and ``list_4`` as well."""
    return {
        part: value
        for part, value in title_scope(plain(file_name), doors).items()
        if part in _PARTS
        and (doors.has(**{part: value}) if doors else re.search(value + _UNIT, file_name.upper()))
    }


def _named(part: str, place: Place, door: Door | None) -> str:
    """The part as the row, its titles or a name in it tell; empty where it is left out."""
    pieces = place.pieces
    said = {**place.scope, **place.told, **pieces.parts}.get(part, "")
    if said and (part != "lane" or said.isdecimal()):
        return key_of(said)
    if door and (pieces.before or len(pieces.bare) >= _PARTS[part]):
        return key_of(door.lane if part == "lane" else door.building)
    return ""
