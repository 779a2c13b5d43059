"""What loading a roster would change; computed anew under the lock when it is loaded."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import reduce

from baogong.apps.places.mendings import Mending, mended
from baogong.apps.places.models import Place, RosterConflict
from baogong.apps.places.queries.households import KnownHousehold, known_households
from baogong.apps.places.roster_json import digest_of
from baogong.apps.places.tree import path_of
from baogong.readers.rosters import Household, RosterRead, Said


@dataclass(frozen=True, slots=True)
class Change:
    """A household of which the file says something else, or more. ``after`` holds once loaded.

    ``replaces``: something that was known would go, so somebody should look at it.
    """

    known: KnownHousehold
    after: Said
    replaces: bool


@dataclass(frozen=True, slots=True)
class RosterDifference:
    """``added``: new doors. ``absent``: doors that the file does not name; they stay.

    ``clashes``: households left out because another door of the estate has their name.
    """

    added: tuple[Household, ...]
    changes: tuple[Change, ...]
    same: int
    absent: tuple[str, ...]
    clashes: tuple[str, ...]

    @property
    def replacing(self) -> list[Change]:
        """The changes that want approval."""
        return [change for change in self.changes if change.replaces]

    @property
    def digest(self) -> str:
        """What somebody approves: every household that would be replaced, before and after."""
        pairs = [[asdict(change.known), asdict(change.after)] for change in self.replacing]
        return hashlib.sha256(json.dumps(pairs, ensure_ascii=False).encode()).hexdigest()


def roster_difference(read: RosterRead, *, estate: Place) -> RosterDifference:
    """Compare a roster with the estate's doors. Four queries, whatever the number of rows."""
    known = {row.path: row for row in known_households(within=estate)}
    path_by_name = {row.door: row.path for row in known.values()}
    mendings = _mendings(read, estate=estate)
    says_flags = any(household.said.flags for household in read.households)
    added, changes, clashes, named = [], [], [], set()
    for household in read.households:
        path = path_of(household.door, estate_path=estate.path)
        there = known.get(path) or known.get(path_by_name.get(household.door.code, ""))
        said = reduce(mended, mendings.get(household.door.code, []), household.said)
        if there is None:
            added.append(replace(household, said=said))
        elif there.door != household.door.code:
            clashes.append(household.door.code)
        else:
            named.add(there.path)
            if (change := _change(there, said, says_flags=says_flags)) is not None:
                changes.append(change)
    return RosterDifference(
        added=tuple(added),
        changes=tuple(changes),
        same=len(named) - len(changes),
        absent=tuple(row.door for path, row in known.items() if path not in named),
        clashes=tuple(clashes),
    )


def _change(known: KnownHousehold, said: Said, *, says_flags: bool) -> Change | None:
    """What a file leaves open stays as it is known."""
    after = Said(
        people=known.people if said.people is None else said.people,
        occupied=said.occupied,
        phones=said.phones or known.phones,
        flags=said.flags if says_flags else known.flags,
    )
    pairs: tuple[tuple[object, object, bool], ...] = (
        (known.people, after.people, known.people is not None),
        (known.occupied, after.occupied, known.occupied is not None),
        (known.phones, after.phones, not set(known.phones) <= set(after.phones)),
        (known.flags, after.flags, not set(known.flags) <= set(after.flags)),
    )
    differing = [loses for before, now, loses in pairs if before != now]
    return Change(known, after, replaces=any(differing)) if differing else None


def _mendings(read: RosterRead, *, estate: Place) -> Mapping[str, list[Mending]]:
    """What was decided for each door when a file before this one had the same conflicts."""
    doors_of = {digest_of(conflict): conflict.doors for conflict in read.conflicts}
    rows = RosterConflict.objects.filter(
        estate=estate, digest__in=list(doors_of), chosen__has_key="mending"
    ).order_by("settled_at", "pk")
    found: dict[str, list[Mending]] = defaultdict(list)
    for digest, mending in rows.values_list("digest", "chosen__mending"):
        for door in doors_of[digest]:
            found[door].append(mending)
    return found
