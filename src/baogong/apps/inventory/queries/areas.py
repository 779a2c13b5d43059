from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, Q, Subquery

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.inventory.models import AreaCount, RefillTask, StorageArea
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


@dataclass(frozen=True, slots=True)
class AreaRow:
    """A kind of goods at a depot, with its last count. ``owner_id`` None: nobody sees to it."""

    id: int
    category: str
    owner_id: int | None
    owner: str | None
    par_grams: int | None
    grams: int | None
    counted_at: datetime | None
    counted_by: str | None
    is_waiting: bool

    @property
    def label(self) -> str:
        return str(GoodCategory(self.category).label)


@dataclass(frozen=True, slots=True)
class RefillRow:
    """``grams`` to bring into an area; ``owner``: to whom it went, ``taken_by``: who is at it."""

    id: int
    category: str
    grams: int
    owner_id: int | None
    owner: str | None
    raised_at: datetime
    taken_by_id: int | None
    taken_by: str | None
    done_at: datetime | None

    @property
    def label(self) -> str:
        return str(GoodCategory(self.category).label)


def area_rows(*, depot_id: int) -> list[AreaRow]:
    """The areas of a depot that somebody said something of. One query."""
    latest = AreaCount.objects.filter(area=OuterRef("pk")).order_by("-pk")
    rows = (
        StorageArea.objects.filter(depot=depot_id)
        .exclude(owner=None, par_grams=None)
        .annotate(
            grams=Subquery(latest.values("grams")[:1]),
            counted_at=Subquery(latest.values("occurred_at")[:1]),
            counted_by=Subquery(latest.values("counted_by__name")[:1]),
            is_waiting=Exists(RefillTask.objects.filter(area=OuterRef("pk"), done_at=None)),
        )
        .order_by("pk")
        .values_list(
            "pk",
            "category",
            "owner",
            "owner__name",
            "par_grams",
            "grams",
            "counted_at",
            "counted_by",
            "is_waiting",
        )
    )
    return [AreaRow(*row) for row in rows]


def refill_rows(*, depot_id: int, since: datetime) -> list[RefillRow]:
    """What is to be refilled at a depot, then what was done since. One query."""
    rows = (
        RefillTask.objects.filter(Q(done_at=None) | Q(done_at__gte=since), area__depot=depot_id)
        .order_by(F("done_at").desc(nulls_first=True), "pk")
        .values_list(
            "pk",
            "area__category",
            "grams",
            "owner",
            "owner__name",
            "count__occurred_at",
            "taken_by",
            "taken_by__name",
            "done_at",
        )
    )
    return [RefillRow(*row) for row in rows]


def area_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> StorageArea:
    """The gate to an area. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="depot__path")
    return only_visible(StorageArea.objects.filter(inside).select_related("depot"), pk=pk)


def refill_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> RefillTask:
    """The gate to a refill task. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="area__depot__path")
    return only_visible(RefillTask.objects.filter(inside).select_related("area__depot"), pk=pk)
