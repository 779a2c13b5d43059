"""Who looked at what is personal."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from baogong.apps.people.enums import PersonalField
from baogong.apps.places.models import Place
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


def log_household_read(
    field: PersonalField, *, households: Iterable[int], actor: audit.Actor, now: datetime
) -> None:
    """``log_read`` for doors that are at hand by id only."""
    log_read(field, subjects=[Place(pk=pk) for pk in households], actor=actor, now=now)
