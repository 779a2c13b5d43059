"""Proof of erasure on paper: numbers and digests, nothing about people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.people.enums import ErasureReason
from baogong.apps.people.queries import erasure_rows, kept_rows, rows_left
from baogong.apps.places.queries import plan_version
from baogong.plumbing.paper import Sheet
from baogong.web.paper.corner import corner

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.places.models import Place

TEMPLATE = Path(__file__).with_name("erasures.typ")


def erasure_sheet(estate: Place, *, now: datetime) -> Sheet:
    """Every proof of an estate, the newest first, and what a count now says."""
    rows = erasure_rows(estate=estate)
    labels = {row.key: _(row.label) for row in kept_rows(estate=estate, now=now)}
    broken = sum(row.broken for row in rows)
    left = sum(rows_left(estate=estate).values())
    head = {
        "estate": estate.label,
        "title": _("Proof of erasure"),
        "columns": [
            _("Erased at"),
            _("What"),
            _("Rows"),
            _("From before"),
            _("Erased by"),
            _("Digest"),
        ],
        "chain": _("The chain of proofs is whole.")
        if not broken
        else ngettext("%(n)s proof does not fit.", "%(n)s proofs do not fit.", broken)
        % {"n": broken},
        "left": _("A count at the time of printing finds none of it any more.")
        if not left
        else ngettext("%(n)s row is there (again).", "%(n)s rows are there (again).", left)
        % {"n": left},
        "signature": _("Person in charge, date, signature"),
        "corner": corner(estate.label, plan_version(path=estate.path), now=now),
    }
    reasons = dict(ErasureReason.choices)
    items = [
        {
            "at": _moment(row.erased_at),
            "what": labels.get(row.what, row.what),
            "rows": str(row.rows),
            "cutoff": _moment(row.cutoff),
            "by": f"{row.by} · {reasons[row.reason]}"
            if row.reason
            else _("when its time was over"),
            "digest": row.digest,
        }
        for row in rows
    ]
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=max(len(items), 1))


def _moment(at: datetime) -> str:
    return formats.date_format(timezone.localtime(at), "Y-m-d H:i")
