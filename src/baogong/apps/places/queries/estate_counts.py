"""How much is known of an estate's households, and what of its rosters waits."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place, RosterConflict, RosterFile


@dataclass(frozen=True, slots=True)
class EstateCounts:
    """``people``: of the doors whose people are known; ``unknown``: doors where they are not."""

    id: int
    label: str
    doors: int
    empty: int
    people: int
    unknown: int
    open_conflicts: int
    waiting_rosters: int


def estate_counts(estates: Collection[Place]) -> list[EstateCounts]:
    """A row for each estate, in the order of ``estates``. One query."""
    doors = Place.objects.doors().filter(StartsWith(F("path"), OuterRef("path")))
    unknown = Q(people=None) & ~Q(occupied=False)
    conflicts = RosterConflict.objects.filter(estate=OuterRef("pk"), settled_at=None)
    files = RosterFile.objects.filter(estate=OuterRef("pk"), read__isnull=False)
    rows = Place.objects.filter(pk__in=[estate.pk for estate in estates]).annotate(
        doors=_of(doors, Count("pk")),
        empty=_of(doors, Count("pk", filter=Q(occupied=False))),
        lives=_of(doors, Sum("people")),
        unknown=_of(doors, Count("pk", filter=unknown)),
        conflicts=_of(conflicts, Count("pk")),
        files=_of(files, Count("pk")),
    )
    found = {
        row[0]: EstateCounts(*row)
        for row in rows.values_list(
            "pk", "label", "doors", "empty", "lives", "unknown", "conflicts", "files"
        )
    }
    return [found[estate.pk] for estate in estates]


def _of(rows: QuerySet, what: Count | Sum) -> Coalesce:  # type: ignore[type-arg]
    """One figure of a subquery that has no groups."""
    figure = rows.order_by().annotate(_one=F("pk") * 0).values("_one").annotate(figure=what)
    return Coalesce(Subquery(figure.values("figure"), output_field=IntegerField()), 0)
