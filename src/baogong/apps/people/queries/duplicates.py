"""Rows of lists and sign-ups whose phone somebody has already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baogong.apps.people.enums import Role, Source
from baogong.apps.people.models import DuplicatePerson
from baogong.apps.people.queries.roster import PersonRow, people_rows
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.people.queries.teams import team_label
from baogong.apps.places.models import Place
from baogong.values.phones import mask_phone


@dataclass(frozen=True, slots=True)
class DuplicateRow:
    """Two rows with one phone, side by side. ``says`` is the new row's own words."""

    id: int
    person: PersonRow
    name: str
    phone: str
    organisation: str
    place: str
    team: str
    remarks: str
    row: int | None
    source: Source
    filed_at: datetime


def duplicates_waiting(*, estate: Place, now: datetime) -> list[DuplicateRow]:
    """Rows whose phone somebody has, the oldest first. Three queries."""
    rows = list(_open_duplicates(estate).order_by("filed_at", "pk"))
    ids = [row.person_id for row in rows]
    people = {row.id: row for row in people_rows(ids, estate=estate, now=now)}
    return [
        DuplicateRow(
            id=row.pk,
            person=people[row.person_id],
            name=row.said.get("name", ""),
            phone=mask_phone(row.said.get("phone", "")),
            organisation=row.said.get("organisation", ""),
            place=row.said.get("place", ""),
            team=team_label(row.said.get("team", "")),
            remarks=row.said.get("remarks", ""),
            row=row.said.get("row"),
            source=Source(row.source),
            filed_at=row.filed_at,
        )
        for row in rows
    ]


def duplicate_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> DuplicatePerson:
    """The gate to a row that waits. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="person__place__path")
    rows = DuplicatePerson.objects.filter(inside)
    return only_visible(rows.select_related("person__place"), pk=pk)


def _open_duplicates(estate: Place) -> QuerySet[DuplicatePerson]:
    return DuplicatePerson.objects.filter(
        person__place__path__startswith=estate.path, settled_at=None
    )
