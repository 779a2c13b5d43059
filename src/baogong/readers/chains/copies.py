"""Entries of a chain that is pasted several times: repeats, edits, forks, withdrawn entries.

Whoever adds to a chain posts all of it again, so a later copy repeats the earlier entries. Two
people who add at once make a fork: each copy ends with another entry, and both count. An entry
that a later copy lacks although it has later ones was withdrawn, or lost: somebody must ask.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Posted:
    """An entry as copies are compared: its copy, number, text without blanks, and doors."""

    copy: int
    no: str
    body: str
    doors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """``of``: the entry that this one repeats or edits; None for a new one."""

    of: int | None = None
    edited: bool = False
    withdrawn: bool = False


def match_copies(entries: Sequence[Posted]) -> list[Match]:
    """What each entry is in regard to the copies before it."""
    of: list[int | None] = [None] * len(entries)
    edited = [False] * len(entries)
    copies: dict[int, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        copies[entry.copy].append(position)
    originals: list[int] = []
    previous: list[int] = []
    lost: dict[int, int] = {}
    for copy, members in copies.items():
        _match(entries, members, originals, of, edited)
        originals += [m for m in members if of[m] is None or edited[m]]
        matched = {_origin(of, edited, m) for m in members} | {
            found for m in members if edited[m] and (found := of[m]) is not None
        }
        for original in _left_out(previous, matched):
            lost[original] = copy
        for original in matched & lost.keys():
            del lost[original]  # a later copy has it again
        previous = [_origin(of, edited, m) for m in members]
    return [
        Match(of[position], edited[position], withdrawn=position in lost)
        for position in range(len(entries))
    ]


def _origin(of: Sequence[int | None], edited: Sequence[bool], position: int) -> int:
    found = of[position]
    return position if found is None or edited[position] else found


def _match(
    entries: Sequence[Posted],
    members: Sequence[int],
    originals: Sequence[int],
    of: list[int | None],
    edited: list[bool],
) -> None:
    by_body: dict[str, list[int]] = defaultdict(list)
    for original in originals:
        by_body[entries[original].body].append(original)
    for member in members:
        if same := by_body.get(entries[member].body):
            of[member] = same.pop(0)
    used = {of[member] for member in members}
    by_door: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for original in originals:
        if original not in used and entries[original].doors:
            by_door[entries[original].doors].append(original)
    for member in members:
        rest = by_door.get(entries[member].doors, []) if of[member] is None else []
        same_number = [o for o in rest if entries[o].no == entries[member].no]
        if same_number and entries[member].no:
            of[member], edited[member] = same_number[-1], True
            rest.remove(same_number[-1])


def _left_out(previous: Sequence[int], matched: set[int]) -> list[int]:
    """Entries of the copy before that are missing although later ones of it are there."""
    kept = [position for position, original in enumerate(previous) if original in matched]
    last = kept[-1] if kept else -1
    return [original for original in previous[:last] if original not in matched]
