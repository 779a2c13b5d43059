"""Places that people wrote in their own words."""

import re
import unicodedata
from collections.abc import Collection, Iterable

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, PlaceAlias

ABOVE_DOORS = (PlaceKind.GRID, PlaceKind.BUILDING, PlaceKind.ENTRANCE)
_TAIL = re.compile(r"(号楼|号|栋|幢|座|楼|单元|门)$")
_FRONT = re.compile(r"([a-z]*\d+[a-z]?)(?:号楼|号|栋|幢|座|楼|-|单元)")


def places_named(texts: Collection[str], *, estate: Place) -> dict[str, Place]:
    """What each text means in the estate, where it means one place: a grid, building or entrance.

    A door stands for its building. ``"E6号楼"``, ``"E6栋2单元"``, ``"E6-1-602"`` -> E6 and so on.
    Four queries at most; what could mean two places is left out.
    """
    words = {text: _bare(text, estate) for text in texts if text.strip()}
    if not words:
        return {}
    above = _by_name(Place.objects.within(estate).filter(kind__in=ABOVE_DOORS))
    aliases = PlaceAlias.objects.filter(estate=estate, name__in=[*words, *words.values()])
    doors = (
        Place.objects.within(estate)
        .doors()
        .filter(
            label__in={
                variant for text in texts for variant in (text.strip(), text.strip().upper())
            }
        )
    )
    buildings = {building.path: building for places in above.values() for building in places}
    named = {alias.name: alias.place for alias in aliases.select_related("place")}
    by_label = {_bare(door.label, estate): door for door in doors}
    found = {}
    for text, word in words.items():
        door = by_label.get(word) or named.get(text) or named.get(word)
        place = _building_of(door, buildings) if door else _only(above, _candidates(word))
        if place:
            found[text] = place
    return found


def _bare(text: str, estate: Place) -> str:
    """A name without the estate's own, spaces, and the words for a building or entrance."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    folded = folded.removeprefix(estate.label.casefold())
    return _TAIL.sub("", folded)


def _candidates(word: str) -> Iterable[str]:
    yield word
    if front := _FRONT.match(word):
        yield front[1]


def _by_name(places: Iterable[Place]) -> dict[str, set[Place]]:
    found: dict[str, set[Place]] = {}
    for place in places:
        names = {place.label, place.code} if place.kind != PlaceKind.ENTRANCE else {place.label}
        for name in names:
            folded = "".join(unicodedata.normalize("NFKC", name).casefold().split())
            found.setdefault(_TAIL.sub("", folded), set()).add(place)
    return found


def _only(above: dict[str, set[Place]], names: Iterable[str]) -> Place | None:
    for name in names:
        places = above.get(name, set())
        if len(places) == 1:
            return next(iter(places))
    return None


def _building_of(place: Place, above: dict[str, Place]) -> Place | None:
    """The building (or the lowest known place) that a path lies in."""
    inside = [path for path in above if place.path.startswith(path)]
    buildings = [path for path in inside if above[path].kind == PlaceKind.BUILDING]
    best = buildings or inside
    return above[max(best, key=len)] if best else None
