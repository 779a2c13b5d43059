"""What was decided about a conflict of a roster, as something that can be done again.

A mending is kept with its conflict. When a later file has the same conflict it is applied to what
that file says, so nobody is asked twice and whatever else the file says still counts.
"""

from dataclasses import asdict, replace
from typing import Any

from baogong.apps.places.roster_json import said_of
from baogong.readers.rosters import Said

Mending = dict[str, Any]
LEAVE: Mending = {}


def choose_said(said: Said) -> Mending:
    """One of the rows holds: people and state as it says; no mark of care is lost."""
    return {"said": asdict(said)}


def add_phone(number: str) -> Mending:
    return {"phone": number}


def drop_phone(number: str) -> Mending:
    return {"no_phone": number}


def mended(said: Said, mending: Mending) -> Said:
    """A household's data after a mending."""
    if "said" in mending:
        chosen = said_of(mending["said"])
        flags = tuple(sorted({*chosen.flags, *said.flags}))
        return replace(chosen, phones=chosen.phones or said.phones, flags=flags)
    if "phone" in mending:
        return replace(said, phones=tuple(dict.fromkeys([*said.phones, mending["phone"]])))
    if "no_phone" in mending:
        return replace(said, phones=tuple(n for n in said.phones if n != mending["no_phone"]))
    return said
