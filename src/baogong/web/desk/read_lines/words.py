"""Why a line must be looked at, in words, and the doors that one may tap."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from baogong.apps.ordering.errors import AlreadyOrdered, kept_error
from baogong.apps.ordering.queries import ReadLineRow
from baogong.web.refusals import refusal_text

MOST_NAMED, MOST_TAPPED = 5, 4


def reasons_of(
    row: ReadLineRow, *, words: Mapping[str, Any], of_doors: Collection[str]
) -> list[tuple[str, Sequence[str]]]:
    """(why in words, doors to tap) for each reason that a line waits.

    ``words``: by the reader's code, with ``unread`` for all others; ``of_doors``: codes whose
    candidates are doors.
    """
    return [
        (
            _reason(reason, words),
            reason["candidates"][:MOST_TAPPED] if reason["code"] in of_doors else (),
        )
        for reason in row.reasons
    ]


def _reason(reason: dict[str, Any], words: Mapping[str, Any]) -> str:
    if "refused" in reason:
        refusal = kept_error(**reason)
        if isinstance(refusal, AlreadyOrdered):
            return _("This door has ordered elsewhere: %(numbers)s.") % refusal.data
        return refusal_text(refusal)
    named = pgettext("between packages", ", ").join(reason["candidates"][:MOST_NAMED])
    return str(words.get(reason["code"], words["unread"])) % (reason | {"candidates": named})
