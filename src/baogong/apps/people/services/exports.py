"""Who took which list out as a file."""

from datetime import datetime

from django.db import transaction

from baogong.apps.places.models import Place
from baogong.plumbing import audit


@transaction.atomic
def log_export(
    *, what: str, rows: int, reason: str, place: Place, actor: audit.Actor, now: datetime
) -> None:
    """Write down that a list of a place left as a file: which one, how many rows, and what for."""
    data = {"list": what, "rows": rows} | ({"reason": reason} if reason else {})
    audit.record([audit.Act("export.made", place, actor, now, data)])
