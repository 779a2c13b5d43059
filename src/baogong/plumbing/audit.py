"""The one audit log. Actors are named ``user:7``, ``card:12`` or ``system``, never by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import models

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
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                action=act.action,
                actor=act.actor.audit_name,
                subject_type=act.subject._meta.label_lower,
                subject_id=act.subject.pk,
                data=act.data,
                occurred_at=act.at,
            )
            for act in acts
        ]
    )
