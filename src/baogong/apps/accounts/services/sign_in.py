"""A name and a password at the door, slower after each wrong one."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.db.models import F

from baogong.apps.accounts import policies
from baogong.apps.accounts.errors import TooManyTries, WrongPassword
from baogong.apps.accounts.models import SignInWait, User
from baogong.plumbing import audit, locks

FORGOTTEN_AFTER = timedelta(hours=1)


def check_sign_in(*, username: str, password: str, address: str, now: datetime) -> User:
    """The user of this name, when the password is theirs. Raises WrongPassword or TooManyTries.

    Each try is counted as a wrong one before the password is looked at, and taken back when it was
    right: so tries at the same time, in whatever process, cannot slip past the count, and nobody
    holds a lock while the slow digest is made.
    """
    origins = _origins(username, address)
    _count(origins, now=now)
    user = authenticate(username=username, password=password)
    if not isinstance(user, User):
        raise WrongPassword
    _take_back(origins, user=user, now=now)
    return user


def _origins(username: str, address: str) -> dict[str, policies.Patience]:
    """The digests under which a try is counted, and how patient each is."""
    name = username.strip().casefold()
    return {
        _digest("both", name, address): policies.SAME_NAME_AND_ADDRESS,
        _digest("name", name): policies.SAME_NAME,
        _digest("address", address): policies.SAME_ADDRESS,
    }


def _digest(*parts: str) -> str:
    text = "\0".join(("sign-in", *parts))
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def _count(origins: dict[str, policies.Patience], *, now: datetime) -> None:
    SignInWait.objects.bulk_create(
        (SignInWait(origin=origin, last_wrong_at=now) for origin in sorted(origins)),
        ignore_conflicts=True,
    )
    waits = _locked(origins)
    until = max((wait.next_try_at for wait in waits if wait.next_try_at), default=now)
    if until > now:
        raise TooManyTries(seconds=int((until - now).total_seconds()) + 1)
    for wait in waits:
        if now - wait.last_wrong_at > FORGOTTEN_AFTER:
            wait.wrong = 0
        wait.wrong += 1
        wait.last_wrong_at = now
        wait.next_try_at = now + policies.wait_after(wait.wrong, patience=origins[wait.origin])
    SignInWait.objects.bulk_update(waits, ["wrong", "next_try_at", "last_wrong_at"])


def _locked(origins: Iterable[str]) -> list[SignInWait]:
    ids = SignInWait.objects.filter(origin__in=list(origins)).values_list("pk", flat=True)
    return list(locks.lock_rows(SignInWait.objects.all(), keys=ids).values())


@transaction.atomic
def _take_back(origins: dict[str, policies.Patience], *, user: User, now: datetime) -> None:
    *of_this_name, address = origins
    _locked(origins)
    SignInWait.objects.filter(origin__in=of_this_name).delete()
    SignInWait.objects.filter(origin=address, wrong__gt=0).update(
        wrong=F("wrong") - 1, next_try_at=None
    )
    audit.record([audit.Act("user.signed_in", user, user, now)])


def forget_old_waits(now: datetime) -> None:
    """The sweep: wrong passwords of an hour ago and more count no longer."""
    SignInWait.objects.filter(last_wrong_at__lt=now - FORGOTTEN_AFTER).delete()
