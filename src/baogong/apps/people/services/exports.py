"""Who took which list out as a file."""

from datetime import datetime

from django.db import transaction

from baogong.apps.places.models import Place
from baogong.plumbing import audit


@transaction.atomic
def log_export(
    *, what: str, rows: int, purpose: str, place: Place, actor: audit.Actor, now: datetime
) -> None:
    """Write down that a list of a place left as a file: which one, how many rows, and what for.

    ``purpose``: an ExportReason, or empty for lists without names.
    """
    data = {"list": what, "rows": rows} | ({"purpose": purpose} if purpose else {})
    audit.record([audit.Act("export.made", place, actor, now, data)])
