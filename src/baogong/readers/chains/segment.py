"""A piece of a pasted text: an entry with the lines that belong to it, or another line."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Segment:
    """``text``: its folded lines joined by line breaks, without the number. ``first``: from 1.

    ``is_doubtful``: what it begins with may be its number or its building. ``may_be_example``: it
    has no number and stands ahead of number 1.
    """

    no: str
    first: int
    copy: int
    in_head: bool
    raw: list[str] = field(default_factory=list)
    text: str = ""
    kinds: set[str] = field(default_factory=set)
    is_log: bool = False
    is_mark: bool = False
    is_heading: bool = False
    is_doubtful: bool = False
    may_be_example: bool = False
    speaker: str = ""

    def append(self, raw: str, text: str, kinds: Iterable[str]) -> None:
        self.raw.append(raw)
        self.text = f"{self.text}\n{text}" if self.text else text
        self.kinds |= set(kinds)

    @property
    def is_entry(self) -> bool:
        listed = not (self.in_head or self.is_log or self.is_heading)
        return listed and bool(self.no or "door" in self.kinds)
