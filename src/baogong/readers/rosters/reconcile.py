"""Everything that the rows say about one door becomes one household and what is in doubt."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from baogong.readers.rosters.lines import Line
from baogong.readers.rosters.rows import Conflict, Household, Said, Where

_SHARED_FROM = 3


def reconcile(
    lines: Sequence[Line], care: Sequence[Line]
) -> tuple[tuple[Household, ...], tuple[Conflict, ...]]:
    """``lines``: rows of rosters; ``care``: rows of lists of special persons."""
    by_door: dict[str, list[Line]] = defaultdict(list)
    special: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_door[line.door.code].append(line)
    for line in care:
        special[line.door.code].append(line)
    households: list[Household] = []
    conflicts: list[Conflict] = []
    for code in dict.fromkeys([*by_door, *special]):
        household, found = _household(by_door.get(code, []), special.get(code, []))
        households.append(household)
        conflicts.extend(found)
    conflicts.extend(_shared_phones([*lines, *care]))
    return tuple(households), tuple(conflicts)


def _household(lines: Sequence[Line], care: Sequence[Line]) -> tuple[Household, list[Conflict]]:
    everything = [*lines, *care]
    door = everything[0].door
    said, conflicts = _agreed(lines) if lines else (Said(), [])
    if care:
        said, more = _with_care(said, lines, care)
        conflicts += more
    for line in everything:
        conflicts += [
            Conflict(kind=kind, rows=(line.where,), doors=(door.code,), value=value)
            for kind, value in line.troubles
        ]
    sources = tuple(dict.fromkeys(line.where for line in everything))
    return Household(door=door, said=said, sources=sources), conflicts


def _agreed(lines: Sequence[Line]) -> tuple[Said, list[Conflict]]:
    if any(line.is_person for line in lines):
        return _persons(lines)
    if len(lines) == 1:
        return said_by(lines[0]), []
    tenants = [line for line in lines if line.role == "tenant"]
    others = [line for line in lines if line.role != "tenant"]
    if tenants and others:
        return _let(tenants, others)
    if all(line.continued for line in lines[1:]):
        told = {line.people for line in lines if line.people is not None}
        people = told.pop() if len(told) == 1 else None
        return _together(lines, people=people), _differ(lines) if told else []
    return _twice(lines)


def _twice(lines: Sequence[Line]) -> tuple[Said, list[Conflict]]:
    """The same door in several rows: fine where they agree, in doubt where they differ."""
    people = {line.people for line in lines if line.people is not None}
    living = {line.occupied for line in lines if line.occupied is not None}
    phones = {frozenset(line.phones) for line in lines}
    if len(people) <= 1 and len(living) <= 1 and len(phones) <= 1:
        same = Conflict(
            kind="duplicate_same",
            rows=tuple(line.where for line in lines),
            doors=(lines[0].door.code,),
        )
        return _together(lines, people=next(iter(people), None)), [same]
    certain = next(iter(people)) if len(people) == 1 and len(living) <= 1 else None
    return _together(lines, people=certain), _differ(lines)


def _differ(lines: Sequence[Line], kind: str = "duplicate_differs") -> list[Conflict]:
    return [
        Conflict(
            kind=kind,
            rows=tuple(line.where for line in lines),
            doors=(lines[0].door.code,),
            choices=tuple((line.where, said_by(line)) for line in lines),
        )
    ]


def _let(tenants: Sequence[Line], others: Sequence[Line]) -> tuple[Said, list[Conflict]]:
    """An owner's row and a tenant's: who lives there is the tenant, both can be called."""
    told = {line.people for line in tenants if line.people is not None}
    everybody = sorted([*tenants, *others], key=lambda line: (line.where.sheet, line.where.row))
    said = _together(everybody, people=told.pop() if len(told) == 1 else None)
    occupied = any(line.occupied is not False for line in tenants)
    said = Said(people=said.people, occupied=occupied, phones=said.phones, flags=said.flags)
    return said, _differ(everybody, kind="owner_tenant")


def _persons(lines: Sequence[Line]) -> tuple[Said, list[Conflict]]:
    """One row a person: they are counted, unless the household's row gives its number."""
    counted = sum(not line.gone for line in lines)
    told = {line.people for line in lines if line.people}
    if not told or told == {counted}:
        return _together(lines, people=counted), []
    return _together(lines, people=None), _differ(lines, kind="people_differ")


def _together(lines: Iterable[Line], *, people: int | None) -> Said:
    lines = list(lines)
    empty = all(line.occupied is False for line in lines)
    phones = dict.fromkeys(phone for line in lines for phone in line.phones)
    flags = sorted({flag for line in lines for flag in line.flags})
    return Said(
        people=0 if empty else people,
        occupied=not empty,
        phones=tuple(phones),
        flags=tuple(flags),
    )


def said_by(line: Line) -> Said:
    """What one row alone says."""
    return Said(
        people=line.people,
        occupied=line.occupied is not False,
        phones=line.phones,
        flags=tuple(sorted(line.flags)),
    )


def _with_care(
    said: Said, lines: Sequence[Line], care: Sequence[Line]
) -> tuple[Said, list[Conflict]]:
    """Add the needs of special persons; what they contradict is in doubt."""
    flags = tuple(sorted({*said.flags, *(flag for line in care for flag in line.flags)}))
    phones = tuple(dict.fromkeys([*said.phones, *(p for line in care for p in line.phones)]))
    living = [line for line in care if not line.gone]
    told = {line.people for line in care if line.people is not None}
    news = {need for line in living for need in line.flags} - {*said.flags}
    people, occupied, kind = said.people, said.occupied, ""
    if lines and not occupied and any(line.occupied is not False for line in living):
        people, occupied, kind = None, True, "vacant_but_listed"
    elif lines and occupied and any(line.occupied is False for line in care):
        people, kind = None, "vacant_but_listed"
    elif _denied(lines) & {need for line in living for need in line.flags}:
        kind = "need_denied"
    elif told and people is not None and told != {people}:
        people, kind = None, "people_differ"
    elif "elderly_alone" in news and (people or 0) > 1:
        people, kind = None, "alone_with_others"
    elif people is None and len(told) == 1 and not any(line.people for line in lines):
        people = told.pop()
    merged = Said(people=people, occupied=occupied, phones=phones, flags=flags)
    return merged, _differ([*lines, *care], kind=kind) if kind else []


def _denied(lines: Sequence[Line]) -> set[str]:
    denied = {need for line in lines for need in line.denied}
    return denied | ({"elderly", "elderly_alone"} if "elderly" in denied else set())


def _shared_phones(lines: Sequence[Line]) -> list[Conflict]:
    """One number at three doors or more is a caretaker's, an agent's or a slip."""
    rows: dict[str, list[Where]] = defaultdict(list)
    doors: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        for phone in line.phones:
            rows[phone].append(line.where)
            doors[phone][line.door.code] = None
    return [
        Conflict(
            kind="shared_phone",
            rows=tuple(dict.fromkeys(rows[phone])),
            doors=tuple(codes),
            value=phone,
        )
        for phone, codes in doors.items()
        if len(codes) >= _SHARED_FROM
    ]
