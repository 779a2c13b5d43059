"""Rows of the infrastructure: what happened (events), who did what (audit)."""

from baogong.plumbing.models.audit import AuditEntry
from baogong.plumbing.models.event import Event

__all__ = ["AuditEntry", "Event"]
