"""What a chain says, entry by entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Status = Literal["ready", "review", "ignored"]
Kind = Literal["order", "change", "cancel", "signup", "example", "menu", "chatter", "header"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person must look: a machine code, the words it is about, and what they may mean.

    ``candidates``: codes of doors or goods.
    """

    code: str
    text: str = ""
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """``quantity`` in the good's own unit."""

    sku: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class DoorOrder:
    """Of a change: the new absolute quantities of the goods it speaks of. Of a cancel: nothing.

    Of a line for review: what is certain of it; ``door`` is "" where that is not.
    """

    door: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class SignUp:
    """Who offers to help: a name, a building as it is called in the table, and offers.

    ``skills`` and ``slots`` are the codes of ``readers.people``; ``offers`` the words, and
    ``other_offers`` those of them that are no code. ``phone``: 11 digits or "".
    """

    person: str
    building: str
    skills: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    offers: str = ""
    other_offers: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry or another line. ``raw``: its physical lines; ``first``: number of the first.

    ``paid``: None where nothing is said. ``reasons`` are there exactly when it is for review.
    ``writer``: the door whose household wrote it; "" where that is not told.
    ``repeats``: the first line of the entry that stood in an earlier copy already; 0: none did.
    """

    no: str
    raw: str
    first: int
    status: Status
    kind: Kind
    orders: tuple[DoorOrder, ...] = ()
    paid: bool | None = None
    reasons: tuple[Reason, ...] = ()
    writer: str = ""
    repeats: int = 0
    signup: SignUp | None = None


@dataclass(frozen=True, slots=True)
class ChainReading:
    """``merged``: door -> sku -> quantity after all ready entries, those of ``previous`` too.

    ``withdrawn``: entries of ``previous`` that this copy left out from its middle.
    """

    lines: tuple[Line, ...] = ()
    merged: Mapping[str, Mapping[str, Decimal]] = field(default_factory=dict)
    withdrawn: tuple[Line, ...] = ()
