"""Who looked at what is personal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from baogong.apps.people.enums import PersonalField
from baogong.plumbing import audit


def log_read(
    field: PersonalField, *, subjects: Iterable[models.Model], actor: audit.Actor, now: datetime
) -> None:
    """Write down that ``actor`` saw a personal field of these rows unmasked. One statement.

    ``subjects`` are the rows whose field was shown: a household's Place, a Person. The view calls
    this before it answers, also for a single row:

        log_read(PersonalField.PHONES, subjects=[door], actor=request.user, now=timezone.now())

    The audit log gets ``phones.read`` for each row and no value; masked fields need no call.
    """
    audit.record(audit.Act(f"{field}.read", row, actor, now) for row in subjects)
