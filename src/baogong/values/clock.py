"""Times of day as people write them; 24:00 is the end of a day (R14)."""

import re
import unicodedata
from datetime import timedelta

_CLOCK = re.compile(r"(\d{1,2})[:.点时](\d{2})?分?")
DAY = timedelta(hours=24)


def read_clock(text: str) -> timedelta:
    """``"18:00"``, ``"18：00"``, ``"24:00"`` -> time since midnight. Raises ValueError."""
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise ValueError(text)
    since = timedelta(hours=int(found[1]), minutes=int(found[2] or 0))
    if since > DAY or int(found[2] or 0) > 59:
        raise ValueError(text)
    return since
