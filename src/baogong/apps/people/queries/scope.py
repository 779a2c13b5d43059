"""Who sees what: the one condition that every access gate puts into its query."""

from collections.abc import Collection
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.places.enums import PlaceKind, PlanStatus
from baogong.apps.places.functions import StartsWith
from baogong.apps.places.models import Place
from baogong.values.errors import NotVisible

ModelT = TypeVar("ModelT", bound=Model)
Viewer = User  # whoever looks has signed in; strangers never reach a gate


def covers(*, viewer: Viewer, roles: Collection[Role], path: str) -> Exists:
    """True for rows whose place (``path`` is the lookup to its path) lies in one of the viewer's.

    A role for a grid covers what its estate's live plan puts into the grid.
    ``Order.objects.filter(covers(viewer=user, roles={Role.CLERK}, path="household__path"))``
    """
    reached = _below(path) | _in_grid(path)
    return Exists(
        Assignment.objects.filter(reached, user_id=viewer.pk, role__in=roles, ended_at=None)
    )


def touches(*, viewer: Viewer, roles: Collection[Role], path: str) -> Exists:
    """True for rows whose place lies in one of the viewer's, or holds one: a leader's estate."""
    reached = _below(path) | _around(path)
    return Exists(
        Assignment.objects.filter(reached, user_id=viewer.pk, role__in=roles, ended_at=None)
    )


def names_of(role: Role, *, path: str) -> ArraySubquery:
    """Names of everybody whose role ``covers`` or ``touches`` a row's place, as a list."""
    reached = _below(path) | _in_grid(path) | _around(path)
    held = Assignment.objects.filter(reached, role=role, ended_at=None)
    return ArraySubquery(held.order_by("user__name").values("user__name").distinct())


def _below(path: str) -> Q:
    return Q(StartsWith(OuterRef(path), F("place__path")))


def _around(path: str) -> Q:
    return Q(StartsWith(F("place__path"), OuterRef(path)))


def _in_grid(path: str) -> Q:
    """What a live plan puts into a grid."""
    part = F("place__grid_parts__place__path")
    return Q(StartsWith(OuterRef(path), part), place__grid_parts__plan__status=PlanStatus.APPROVED)


def roles_of(viewer: Viewer) -> frozenset[Role]:
    """Every role that the viewer holds anywhere."""
    held = Assignment.objects.filter(user_id=viewer.pk, ended_at=None).values_list(
        "role", flat=True
    )
    return frozenset(Role(role) for role in held.distinct())


def only_visible(rows: QuerySet[ModelT], *, pk: int) -> ModelT:
    """The row, when the gate's condition lets it through. Raises NotVisible."""
    if (row := rows.filter(pk=pk).first()) is None:
        raise NotVisible
    return row


def places_held(*, viewer: Viewer, roles: Collection[Role]) -> list[Place]:
    """The places that one of the roles covers, those that live plans put into grids included."""
    held = Assignment.objects.filter(user_id=viewer.pk, role__in=roles, ended_at=None)
    parts = held.filter(place__grid_parts__plan__status=PlanStatus.APPROVED)
    ids = held.values("place").union(parts.values("place__grid_parts__place"))
    return list(Place.objects.filter(pk__in=ids))


def estates_of(*, viewer: Viewer, roles: Collection[Role]) -> list[Place]:
    """The estates in which the viewer holds one of the roles, or a part of which is theirs."""
    held = Assignment.objects.filter(user_id=viewer.pk, role__in=roles, ended_at=None).values_list(
        "place__path", flat=True
    )
    paths = tuple(held)
    estates = Place.objects.filter(kind=PlaceKind.ESTATE).order_by("sort_key", "pk")
    return [
        estate
        for estate in estates
        if any(estate.path.startswith(path) or path.startswith(estate.path) for path in paths)
    ]
