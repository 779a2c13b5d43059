"""Who works at the viewer's places, and as what."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import Place
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role that somebody holds for a place, since when."""

    assignment_id: int
    role: Role
    place: str
    since: datetime


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A member of staff with the roles that they hold now; none: their last one ended."""

    user_id: int
    username: str
    name: str
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role in an estate; ``places``: for what, in words."""

    user_id: int
    name: str
    places: str


def holders_of(role: Role, *, estate: Place) -> list[Holder]:
    """Who holds the role for the estate, for a part of it or for what lies above, by name.

    One query.
    """
    here = Q(place__path__startswith=estate.path) | Q(place__in=Place.objects.around(estate))
    held = Assignment.objects.filter(here, role=role, ended_at=None)
    places: dict[tuple[str, int], list[str]] = defaultdict(list)
    for row in held.select_related("user", "place").order_by("user__name", "user", "pk"):
        places[row.user.name, row.user_id].append(row.place.label)
    return [Holder(user_id, name, ", ".join(at)) for (name, user_id), at in places.items()]


def staff_rows(*, viewer: Viewer, roles: Collection[Role]) -> list[StaffRow]:
    """Everybody who holds or held a role at the viewer's places, by name. Two queries."""
    seen = _visible(viewer, roles)
    return _rows(User.objects.filter(pk__in=seen.values("user")), seen=seen)


def never_signed_in(*, viewer: Viewer, roles: Collection[Role]) -> list[StaffRow]:
    """Who works at the viewer's places only and has not used the first password. Two queries."""
    seen = _visible(viewer, roles).filter(ended_at=None)
    elsewhere = Assignment.objects.filter(ended_at=None).exclude(pk__in=seen.values("pk"))
    waiting = User.objects.filter(
        last_login=None, must_change_password=True, pk__in=seen.values("user")
    )
    return _rows(waiting.exclude(pk__in=elsewhere.values("user")), seen=seen)


def _rows(users: QuerySet[User], *, seen: QuerySet[Assignment]) -> list[StaffRow]:
    held: dict[int, list[HeldRole]] = defaultdict(list)
    live = seen.filter(ended_at=None).select_related("place").order_by("place__sort_key", "pk")
    for row in live:
        role = HeldRole(row.pk, Role(row.role), row.place.label, row.since)
        held[row.user_id].append(role)
    return [
        StaffRow(user.pk, user.username, user.name, tuple(held[user.pk]))
        for user in users.order_by("name", "pk")
    ]


def assignment_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Assignment:
    """The gate to a role held at one of the viewer's places. Raises NotVisible."""
    return only_visible(_visible(viewer, roles).select_related("user", "place"), pk=pk)


def member_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> User:
    """Somebody who holds or held a role at the viewer's places, and none elsewhere.

    Whose work reaches beyond the viewer's places is another commander's too. Raises NotVisible.
    """
    seen = _visible(viewer, roles).filter(user=pk)
    elsewhere = Assignment.objects.filter(user=pk, ended_at=None).exclude(pk__in=seen.values("pk"))
    if not seen.exists() or elsewhere.exists():
        raise NotVisible
    return User.objects.get(pk=pk)


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Assignment]:
    return Assignment.objects.filter(covers(viewer=viewer, roles=roles, path="place__path"))
