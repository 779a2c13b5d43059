"""A name and a password at the door, slower after each wrong one."""

from datetime import datetime

from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F

from baogong.apps.accounts import policies
from baogong.apps.accounts.errors import TooManyTries, WrongPassword
from baogong.apps.accounts.models import SignInWait, User
from baogong.apps.accounts.services import waits
from baogong.plumbing import audit


def check_sign_in(*, username: str, password: str, address: str, now: datetime) -> User:
    """The user of this name, when the password is theirs. Raises WrongPassword or TooManyTries.

    Nobody holds a lock while the slow digest is made.
    """
    origins = _origins(username, address)
    waits.count(origins, refusal=TooManyTries, now=now)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        raise WrongPassword
    _take_back(origins, user=user, now=now)
    return user


def _origins(username: str, address: str) -> waits.Origins:
    name = username.strip().casefold()
    return {
        waits.origin("both", name, address): policies.SAME_NAME_AND_ADDRESS,
        waits.origin("name", name): policies.SAME_NAME,
        waits.origin("address", address): policies.SAME_ADDRESS,
    }


@transaction.atomic
def _take_back(origins: waits.Origins, *, user: User, now: datetime) -> None:
    *of_this_name, address = origins
    waits.locked(origins)
    waits.forget(of_this_name)
    SignInWait.objects.filter(origin=address, wrong__gt=0).update(
        wrong=F("wrong") - 1, next_try_at=None
    )
    audit.record([audit.Act("user.signed_in", user, user, now)])
