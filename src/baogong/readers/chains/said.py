"""What an address in the text may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from baogong.readers.addresses import Door


@dataclass(frozen=True, slots=True)
class Said:
    """An address as it stands in the text: ``doors`` that it may be.

    ``outside``: it is a door, but not one that the header allows. ``parts``: what a mere part of
    an address names (a lane, a building). ``fused``: digits that are one only at an entry's head.
    """

    text: str
    doors: tuple[Door, ...] = ()
    outside: bool = False
    whole: bool = False
    fused: bool = False
    landmark: bool = False
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def door(self) -> Door | None:
        return self.doors[0] if len(self.doors) == 1 and not self.outside else None
