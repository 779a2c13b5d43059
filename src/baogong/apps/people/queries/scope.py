"""Who sees what: the one condition that every access gate puts into its query."""

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, OuterRef

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.places.functions import StartsWith

Viewer = User | AnonymousUser


def covers(*, viewer: Viewer, roles: Collection[Role], path: str) -> Exists:
    """True for rows whose place (``path`` is the lookup to its path) lies in one of the viewer's.

    ``Order.objects.filter(covers(viewer=user, roles={Role.CLERK}, path="household__path"))``
    """
    return Exists(
        Assignment.objects.filter(
            StartsWith(OuterRef(path), F("place__path")),
            user_id=viewer.pk,
            role__in=roles,
            ended_at=None,
        )
    )


def roles_of(viewer: Viewer) -> frozenset[Role]:
    """Every role that the viewer holds anywhere."""
    held = Assignment.objects.filter(user_id=viewer.pk, ended_at=None).values_list("role", flat=True)
    return frozenset(Role(role) for role in held.distinct())
