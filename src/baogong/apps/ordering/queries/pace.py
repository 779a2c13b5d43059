"""How quickly orders come in."""

from datetime import datetime

from baogong.plumbing.models import AuditEntry

DECIDED = ("order.placed", "ask.placed")


def decided_since(moment: datetime) -> int:
    """How many were ordered or asked for since then, by whatever web process. One query."""
    acts = AuditEntry.objects.filter(action__in=DECIDED, recorded_at__gte=moment)
    return acts.values("subject_id").distinct().count()
