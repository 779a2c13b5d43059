"""Who may have more of a package than its limit, and why."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet, Value

from baogong.apps.catalog.models import Package
from baogong.apps.ordering.models import LimitException
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.functions import StartsWith


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """``quantity`` more of a package for a door, in rounds that are delivered ``until`` that
    day; or until it was ended, by whom and when."""

    id: int
    door_id: int
    door: str
    package: str
    quantity: int
    until: date
    reason: str
    who: str
    at: datetime
    ended_by: str
    ended_at: datetime | None

    def holds(self, today: date) -> bool:
        """Whether it lets the door have more today or later."""
        return self.ended_at is None and self.until >= today


def exception_ids(*, viewer: Viewer, roles: Collection[Role]) -> list[int]:
    """Exceptions for the doors in the viewer's care, the newest first. One query."""
    rows = LimitException.objects.filter(
        covers(viewer=viewer, roles=roles, path="household__path")
    )
    return list(rows.order_by("-pk").values_list("pk", flat=True))


def exception_rows(ids: Sequence[int]) -> list[ExceptionRow]:
    """The exceptions of these ids, the newest first. One query."""
    return _rows(LimitException.objects.filter(pk__in=ids))


def exceptions_of_door(*, household_id: int) -> list[ExceptionRow]:
    """What a door was let have above limits, the newest first. One query."""
    return _rows(LimitException.objects.filter(household=household_id))


def limited_packages(*, path: str) -> dict[int, str]:
    """Packages of which a household of the door at ``path`` may have only so many, in rounds that
    are not closed: id -> name. One query."""
    packages = Package.objects.filter(
        StartsWith(Value(path), F("listings__round__estate__path")),
        listings__round__closed_at=None,
        listings__household_limit__isnull=False,
    )
    return dict(packages.order_by("name").distinct().values_list("pk", "name"))


def exception_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> LimitException:
    """The gate to an exception of a door in the viewer's care. Raises NotVisible."""
    rows = LimitException.objects.filter(
        covers(viewer=viewer, roles=roles, path="household__path")
    )
    return only_visible(rows, pk=pk)


def _rows(found: QuerySet[LimitException]) -> list[ExceptionRow]:
    beside = ("household", "package", "granted_by", "ended_by")
    return [
        ExceptionRow(
            id=row.pk,
            door_id=row.household_id,
            door=row.household.label,
            package=row.package.name,
            quantity=row.quantity,
            until=row.until,
            reason=row.reason,
            who=row.granted_by.name,
            at=row.granted_at,
            ended_by=row.ended_by.name if row.ended_by else "",
            ended_at=row.ended_at,
        )
        for row in found.select_related(*beside).order_by("-pk")
    ]
