"""The doors in an officer's care, and the orders that are still to come to them (R12)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Sum

from baogong.apps.delivery.models import Proof
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.places.models import Place


@dataclass(frozen=True, slots=True)
class OwnEntrance:
    """An entrance of the viewer's; ``orders`` are bound for today or later and not there yet."""

    id: int
    label: str
    path: str
    doors: int
    people: int
    orders: int


@dataclass(frozen=True, slots=True)
class OwnDoor:
    """A door of the viewer's and its orders to come."""

    id: int
    label: str
    floor: int | None
    people: int | None
    orders: int


def own_entrances(*, viewer: Viewer, today: date) -> list[OwnEntrance]:
    """The viewer's entrances in walking order. Two queries."""
    due = dict(
        _due(today)
        .filter(covers(viewer=viewer, roles={Role.OFFICER}, path="household__path"))
        .values_list("household__parent")
        .annotate(orders=Count("pk"))
    )
    rows = (
        _doors(viewer)
        .values("parent_id", "parent__label", "parent__path", key=F("parent__sort_key"))
        .annotate(doors=Count("pk"), heads=Sum("people"))
        .order_by("key", "parent_id")
    )
    return [
        OwnEntrance(
            id=row["parent_id"],
            label=row["parent__label"],
            path=row["parent__path"],
            doors=row["doors"],
            people=row["heads"] or 0,
            orders=due.get(row["parent_id"], 0),
        )
        for row in rows
    ]


def own_doors(*, viewer: Viewer, entrance_id: int, today: date) -> list[OwnDoor]:
    """The viewer's doors of an entrance, the top floor first. Two queries."""
    doors = _doors(viewer).filter(parent=entrance_id)
    rows = list(doors.order_by(F("floor").desc(nulls_last=True), "sort_key"))
    due = dict(
        _due(today)
        .filter(household__in=[door.pk for door in rows])
        .values_list("household")
        .annotate(orders=Count("pk"))
    )
    return [
        OwnDoor(door.pk, door.label, door.floor, door.people, due.get(door.pk, 0)) for door in rows
    ]


def _doors(viewer: Viewer) -> QuerySet[Place]:
    return Place.objects.doors().filter(covers(viewer=viewer, roles={Role.OFFICER}, path="path"))


def _due(today: date) -> QuerySet[Order]:
    there = Proof.objects.filter(unit__bag__orders=OuterRef("pk"), attempt__reversed_by=None)
    return Order.objects.live().filter(~Exists(there), round__delivery_date__gte=today)
