"""The audit log of the viewer's places, the newest first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment, HouseholdCard
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Wave
from baogong.plumbing.models import AuditEntry

PAGE_ROWS = 100
READ = ".read"  # what the name of every reading ends with


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Empty fields let everything through. ``before``: entries older than this id.

    ``reads``: only readings of personal fields.
    """

    action: str = ""
    reads: bool = False
    user_id: int | None = None
    day: date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act. ``actor_name``: a member of staff, or the door of a card; empty for the system."""

    id: int
    at: datetime
    action: str
    actor: str
    actor_name: str
    subject_type: str
    subject_id: int
    data: dict[str, Any]


def audit_rows(*, viewer: Viewer, roles: Collection[Role], where: AuditFilter) -> list[AuditRow]:
    """One page of what staff and households of the viewer's places, and jobs there, did."""
    entries = AuditEntry.objects.filter(visible_to(viewer, roles))
    if where.reads:
        entries = entries.filter(action__endswith=READ)
    if where.action:
        entries = entries.filter(action=where.action)
    if where.user_id is not None:
        entries = entries.filter(actor=f"user:{where.user_id}")
    if where.day is not None:
        begins = timezone.make_aware(datetime.combine(where.day, time.min))
        entries = entries.filter(
            occurred_at__gte=begins, occurred_at__lt=begins + timedelta(days=1)
        )
    if where.before is not None:
        entries = entries.filter(pk__lt=where.before)
    page = list(entries.order_by("-pk")[:PAGE_ROWS])
    names = _names({entry.actor for entry in page})
    return [
        AuditRow(
            id=entry.pk,
            at=entry.occurred_at,
            action=entry.action,
            actor=entry.actor,
            actor_name=names.get(entry.actor, ""),
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            data=entry.data,
        )
        for entry in page
    ]


def visible_to(viewer: Viewer, roles: Collection[Role]) -> Q:
    """Acts of the viewer's staff and cards; of the system where it moved the viewer's rounds."""
    staff = Assignment.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))
    cards = HouseholdCard.objects.filter(
        covers(viewer=viewer, roles=roles, path="household__path")
    )
    rounds = Round.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))
    moved = (
        Q(subject_type="ordering.round", subject_id__in=rounds.values("pk"))
        | Q(
            subject_type="sorting.wave",
            subject_id__in=Wave.objects.filter(round__in=rounds).values("pk"),
        )
        | Q(
            subject_type="procurement.purchaseorder",
            subject_id__in=PurchaseOrder.objects.filter(round__in=rounds).values("pk"),
        )
    )
    return (
        Q(actor__in=_actors("user:", staff, "user"))
        | Q(actor__in=_actors("card:", cards, "pk"))
        | (Q(actor="system") & moved)
    )


def _actors(prefix: str, rows: QuerySet[Any], key: str) -> QuerySet[Any, Any]:
    name = Concat(Value(prefix), Cast(key, CharField()), output_field=CharField())
    named: QuerySet[Any, Any] = rows.annotate(actor_name=name).values("actor_name")
    return named


def _names(actors: Iterable[str]) -> dict[str, str]:
    ids: dict[str, list[int]] = {"user": [], "card": []}
    for actor in actors:
        kind, _, pk = actor.partition(":")
        if kind in ids:
            ids[kind].append(int(pk))
    users = User.objects.filter(pk__in=ids["user"]).values_list("pk", "name")
    cards = HouseholdCard.objects.filter(pk__in=ids["card"]).values_list("pk", "household__label")
    return {f"user:{pk}": name for pk, name in users} | {f"card:{pk}": door for pk, door in cards}
