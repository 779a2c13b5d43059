"""Messages that a chat shows whole."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_CHARACTERS = 1000  # a chat shows longer messages folded
MOST_PARTS = 3  # more messages than a chat bears at once: one goes building by building


def in_parts(title: str, blocks: Sequence[str]) -> list[str]:
    """The blocks below their title in as few messages as hold them, numbered where they are
    several. No block is torn apart."""
    whole = "\n".join((title, *blocks))
    if len(whole) <= MOST_CHARACTERS:
        return [whole]
    room = MOST_CHARACTERS - len(_numbered(title, 10, 10))
    parts: list[list[str]] = [[]]
    for block in blocks:
        if parts[-1] and sum(len(each) + 1 for each in (*parts[-1], block)) > room:
            parts.append([])
        parts[-1].append(block)
    numbered = (_numbered(title, n, len(parts)) for n in range(1, len(parts) + 1))
    return ["\n".join((head, *part)) for head, part in zip(numbered, parts, strict=True)]


def _numbered(title: str, n: int, of: int) -> str:
    return _("%(title)s (%(n)s/%(of)s)") % {"title": title, "n": n, "of": of}
