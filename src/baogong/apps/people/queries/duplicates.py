"""Rows of lists and sign-ups whose phone somebody has already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

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


def duplicate_ids(*, estate: Place) -> list[int]:
    """Ids of rows whose phone somebody has, the oldest first. One query."""
    waiting = DuplicatePerson.objects.filter(
        person__place__path__startswith=estate.path, settled_at=None
    )
    return list(waiting.order_by("filed_at", "pk").values_list("pk", flat=True))


def duplicate_rows(ids: Sequence[int], *, estate: Place, now: datetime) -> list[DuplicateRow]:
    """These rows in their order. Four queries."""
    found = DuplicatePerson.objects.in_bulk(ids)
    rows = [found[pk] for pk in ids if pk in found]
    people = {
        row.id: row for row in people_rows([row.person_id for row in rows], estate=estate, now=now)
    }
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
