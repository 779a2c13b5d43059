"""Whether the entries of a copy have a column for names, so that any word there is one."""

from collections.abc import Iterable, Sequence

from baogong.readers.chains.names import chunks_of, slot_ahead, slot_of
from baogong.readers.chains.tokens import Token

_FEWEST = 5
_LEAST = 0.2  # of the entries
_ORDER = frozenset({"good", "amount", "unknown", "want", "add", "each", "drop", "set", "vague"})


def column_of_names(entries: Iterable[Sequence[Token]]) -> str:
    """Where many entries have a name: "behind" their door (``3-301 小周``), "ahead", or ""."""
    named = {"ahead": 0, "behind": 0}
    entries = list(entries)
    for tokens in entries:
        chunks = list(chunks_of(tokens))
        for where, at in (("behind", slot_of(chunks)), ("ahead", slot_ahead(chunks))):
            kinds = set() if at is None else {token.kind for token in chunks[at]}
            named[where] += "other" in kinds and not kinds & _ORDER
    least = max(_FEWEST, len(entries) * _LEAST)
    return next((where for where, count in named.items() if count >= least), "")
