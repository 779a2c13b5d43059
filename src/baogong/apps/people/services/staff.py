"""Staff come, take roles for places, and go."""

from datetime import datetime

from django.db import IntegrityError, transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import LastCommander, UsernameTaken
from baogong.apps.people.models import Assignment
from baogong.apps.places.models import Place
from baogong.plumbing import audit, locks


@transaction.atomic
def hire(
    *,
    username: str,
    name: str,
    password: str,
    must_change_password: bool = False,
    actor: audit.Actor,
    now: datetime,
) -> User:
    """Make an account without any role. Raises UsernameTaken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username=username,
                password=password,
                name=name,
                must_change_password=must_change_password,
            )
    except IntegrityError:
        raise UsernameTaken(username=username) from None
    audit.record([audit.Act("user.hired", user, actor, now)])
    return user


@transaction.atomic
def assign(
    *, user: User, role: Role, place: Place, actor: audit.Actor, now: datetime
) -> Assignment:
    """Give a role for a place and all below it. Twice is the same as once."""
    assignment, made = Assignment.objects.get_or_create(
        user=user, role=role, place=place, ended_at=None, defaults={"since": now}
    )
    if made:
        audit.record([audit.Act("role.given", assignment, actor, now, {"role": role})])
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, actor: audit.Actor, now: datetime) -> None:
    """Take a role away; what was done under it stands. Twice is the same as once.

    Raises LastCommander: a place without one could never be set up again.
    """
    place = locks.lock_one(Place.objects.all(), key=assignment.place_id)
    assignment = locks.lock_one(Assignment.objects.select_related("user"), key=assignment.pk)
    if assignment.ended_at is not None:
        return
    if assignment.role == Role.COMMANDER and not _has_other_commander(assignment, place=place):
        raise LastCommander(name=assignment.user.name, place=place.label)
    assignment.ended_at = now
    assignment.save(update_fields=["ended_at"])
    audit.record([audit.Act("role.ended", assignment, actor, now)])


def _has_other_commander(assignment: Assignment, *, place: Place) -> bool:
    live = Assignment.objects.filter(role=Role.COMMANDER, ended_at=None).exclude(pk=assignment.pk)
    return live.filter(place__in=Place.objects.around(place)).exists()
