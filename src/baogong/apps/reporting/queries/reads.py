"""Readings of personal fields, counted by reader."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db.models import Count

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.models import Person
from baogong.apps.people.queries import Viewer, actor_names
from baogong.apps.places.models import Place
from baogong.apps.reporting.queries.audit_log import READ, visible_to
from baogong.plumbing.models import AuditEntry

UNUSUAL_TIMES, UNUSUAL_FROM = 3, 20


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who read personal fields: how often each, and whether far more than others."""

    name: str
    total: int
    counts: tuple[tuple[str, int], ...]
    is_unusual: bool


def read_counts(*, viewer: Viewer, roles: Collection[Role], since: datetime) -> list[Reader]:
    """Readers at the viewer's places since then, the busiest first. Two queries.

    Unusual is three times the median of all and at least 20.
    """
    rows = (
        AuditEntry.objects.filter(visible_to(viewer, roles), action__endswith=READ)
        .filter(occurred_at__gte=since)
        .values_list("actor", "action")
        .annotate(times=Count("pk"))
    )
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for actor, action, times in rows:
        counts[actor][action.removesuffix(READ)] = times
    names = actor_names(counts)
    totals = {actor: sum(times.values()) for actor, times in counts.items()}
    limit = max(UNUSUAL_TIMES * median(totals.values()), UNUSUAL_FROM) if totals else 0
    return [
        Reader(
            name=names.get(actor, actor),
            total=total,
            counts=tuple(
                (str(field.label), counts[actor].get(field, 0)) for field in PersonalField
            ),
            is_unusual=len(totals) > 1 and total >= limit,
        )
        for actor, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]


def subject_names(subjects: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What was read about: doors and places by label, helpers by name. Two queries."""
    found: dict[str, list[int]] = defaultdict(list)
    for kind, pk in subjects:
        found[kind].append(pk)
    places = Place.objects.filter(pk__in=found["places.place"]).values_list("pk", "label")
    people = Person.objects.filter(pk__in=found["people.person"]).values_list("pk", "name")
    return {("places.place", pk): label for pk, label in places} | {
        ("people.person", pk): name for pk, name in people
    }
