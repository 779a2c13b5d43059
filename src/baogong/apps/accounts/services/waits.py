"""Wrong tries from one origin, slower after each; what is tried is a caller's matter."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from baogong.apps.accounts import policies
from baogong.apps.accounts.models import SignInWait
from baogong.plumbing import locks
from baogong.values.errors import DomainError

FORGOTTEN_AFTER = timedelta(hours=1)

Origins = Mapping[str, policies.Patience]  # digest under which tries are counted -> patience


def origin(*parts: str) -> str:
    """A keyed digest of what a try came from, so that neither name nor address can be read."""
    text = "\0".join(("sign-in", *parts))
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def count(origins: Origins, *, refusal: type[DomainError], now: datetime) -> None:
    """Count a try as a wrong one; raises ``refusal`` (seconds) while one has to wait.

    Tries at the same time, in whatever process, cannot slip past the count: it is made before the
    try is looked at, and taken back when the try was right.
    """
    SignInWait.objects.bulk_create(
        (SignInWait(origin=origin, last_wrong_at=now) for origin in sorted(origins)),
        ignore_conflicts=True,
    )
    waits = locked(origins)
    until = max((wait.next_try_at for wait in waits if wait.next_try_at), default=now)
    if until > now:
        raise refusal(seconds=int((until - now).total_seconds()) + 1)
    for wait in waits:
        if now - wait.last_wrong_at > FORGOTTEN_AFTER:
            wait.wrong = 0
        wait.wrong += 1
        wait.last_wrong_at = now
        wait.next_try_at = now + policies.wait_after(wait.wrong, patience=origins[wait.origin])
    SignInWait.objects.bulk_update(waits, ["wrong", "next_try_at", "last_wrong_at"])


def locked(origins: Iterable[str]) -> list[SignInWait]:
    """The waits of these origins, locked in the order of their keys."""
    ids = SignInWait.objects.filter(origin__in=list(origins)).values_list("pk", flat=True)
    return list(locks.lock_rows(SignInWait.objects.all(), keys=ids).values())


def forget(origins: Iterable[str]) -> None:
    """A try was right: the wrong ones before it count no longer."""
    SignInWait.objects.filter(origin__in=list(origins)).delete()


def forget_old_waits(now: datetime) -> None:
    """The sweep: wrong tries of an hour ago and more count no longer."""
    SignInWait.objects.filter(last_wrong_at__lt=now - FORGOTTEN_AFTER).delete()
