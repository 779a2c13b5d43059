"""What the handoff card and a bag's timeline print."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HandoffCard:
    """One handoff: who gave how many units to whom, where, when, and how it was witnessed."""

    giver: str
    receiver: str
    place: str
    expected: int
    counted: int
    evidence: str
    at: datetime
    url: str = ""

    @property
    def missing(self) -> int:
        """Units expected but not counted; negative where there were more."""
        return self.expected - self.counted


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened to a bag. ``recorded_at`` is given only where it came in late."""

    at: datetime
    what: str
    who: str = ""
    place: str = ""
    evidence: str = ""
    recorded_at: datetime | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DoorChoice:
    """One door that a search found; ``code`` is how the door is written (``E6-1-602``)."""

    url: str
    code: str
    place: str
    note: str = ""
