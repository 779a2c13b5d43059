"""The first minute of an installation: its town, and the commander's account."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import AlreadyFounded
from baogong.apps.people.queries.founding import is_founded
from baogong.apps.people.services.staff import assign, hire
from baogong.apps.places.services import add_town, set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.plumbing import audit, locks


@dataclass(frozen=True, slots=True)
class Founding:
    """What is asked at first run. ``public_url`` may be empty; cards and labels wait for it."""

    town: str
    username: str
    name: str
    password: str
    public_url: str


@transaction.atomic
def found_town(founding: Founding, *, now: datetime) -> User:
    """Make the first town and its commander; of two at once one succeeds.

    Raises AlreadyFounded.
    """
    locks.lock_name("founding")
    if is_founded():
        raise AlreadyFounded
    town = add_town(code=founding.town, name=founding.town)
    commander = hire(
        username=founding.username,
        name=founding.name,
        password=founding.password,
        actor=audit.SYSTEM,
        now=now,
    )
    assign(user=commander, role=Role.COMMANDER, place=town, actor=commander, now=now)
    audit.record([audit.Act("town.founded", town, commander, now)])
    if founding.public_url:
        set_setting(PUBLIC_URL, founding.public_url, place=town, actor=commander, now=now)
    return commander
