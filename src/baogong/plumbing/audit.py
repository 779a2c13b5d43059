"""The one audit log. Actors are named ``user:7``, ``card:12`` or ``system``, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import models
from django.utils import timezone
from psycopg.types.json import Jsonb

from baogong.plumbing.bulk import copy_rows
from baogong.plumbing.models import AuditEntry


class Actor(Protocol):
    """Whoever can be held to account: a user, a household's card, the system itself."""

    @property
    def audit_name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NamedActor:
    """An actor known by name alone."""

    audit_name: str


SYSTEM = NamedActor("system")  # sweeps and jobs


@dataclass(frozen=True, slots=True)
class Act:
    """One line for the audit log."""

    action: str
    subject: models.Model
    actor: Actor
    at: datetime
    data: dict[str, Any] = field(default_factory=dict)


def record(acts: Iterable[Act]) -> None:
    """Write the acts in one statement, in the caller's transaction."""
    now = timezone.now()
    copy_rows(
        AuditEntry,
        (
            "action",
            "actor",
            "subject_type",
            "subject_id",
            "data",
            "occurred_at",
            "recorded_at",
        ),
        [
            (
                act.action,
                act.actor.audit_name,
                act.subject._meta.label_lower,
                act.subject.pk,
                Jsonb(act.data),
                act.at,
                now,
            )
            for act in acts
        ],
    )
