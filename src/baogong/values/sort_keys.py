"""Sort keys in which E2 stands before E10, whatever the database's collation."""

import re
import unicodedata

_DIGITS = re.compile(r"\d+")


def natural_key(text: str) -> str:
    """``"E10-1-602"`` -> ``"e000010-000001-000602"``; full-width forms are folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _DIGITS.sub(lambda match: match.group().rjust(6, "0"), folded)
