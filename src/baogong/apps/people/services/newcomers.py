"""Somebody new comes with a role."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.services.staff import assign, hire
from baogong.apps.places.models import Place
from baogong.plumbing import audit


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An account to be, with the password for the first sign-in."""

    username: str
    name: str
    password: str


@transaction.atomic
def take_on(
    newcomer: Newcomer, *, role: Role, place: Place, actor: audit.Actor, now: datetime
) -> User:
    """Make an account that holds a role for a place; its password is for the first sign-in only.

    Raises UsernameTaken.
    """
    user = hire(
        username=newcomer.username,
        name=newcomer.name,
        password=newcomer.password,
        must_change_password=True,
        actor=actor,
        now=now,
    )
    assign(user=user, role=role, place=place, actor=actor, now=now)
    return user
