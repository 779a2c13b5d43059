"""What was set around a place, read once, for questions about many moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from baogong.apps.places.models import PlaceSetting
    from baogong.apps.places.settings import Setting


@dataclass(frozen=True, slots=True)
class SettingRecord:
    """The rows of some settings with their places, in the order in which they were written."""

    rows: Sequence[PlaceSetting]

    def value(self, which: Setting, *, path: str, at: datetime) -> Any:
        """What held then at a path: the newest row of the nearest place, or the default."""
        held = [
            row
            for row in self.rows
            if row.key == which.key and row.since <= at and path.startswith(row.place.path)
        ]
        held.sort(key=lambda row: (len(row.place.path), row.since))
        return held[-1].value if held else which.default
