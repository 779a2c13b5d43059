"""The steps of signing in after the password, and how a session remembers the second factor."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from baogong.apps.accounts.queries import has_second_factor
from baogong.apps.people.privacy import SEES_HEALTH
from baogong.apps.people.queries import needs_second_factor

SIGN_IN = "account:sign_in"
CODE = "account:second_factor"
PASSWORD = "account:password"  # noqa: S105 - the name of a page
DEVICE = "account:device"

PASSED_AT = "second_factor_at"
FRESH = timedelta(minutes=10)


def missing_step(request: Any) -> str | None:
    """The page of the next step, None when all are taken. At most two queries, none when passed.

    The code comes before the password's change: who knows a first password only must not be able
    to shut its owner out.
    """
    if not request.user.is_authenticated:
        return SIGN_IN
    wanted = _wants_second_factor(request)
    has_device = wanted and has_second_factor(request.user)
    if has_device:
        return CODE
    if request.user.must_change_password:
        return PASSWORD
    return DEVICE if wanted else None


def _wants_second_factor(request: Any) -> bool:
    if PASSED_AT in request.session or not request.roles & SEES_HEALTH:
        return False
    return needs_second_factor(request.user, at=timezone.now())


def pass_second_factor(request: HttpRequest, *, now: datetime) -> None:
    """Let this session through, under another key: one that was planted before opens nothing."""
    request.session.cycle_key()
    request.session[PASSED_AT] = now.isoformat()


def passed_just_now(request: HttpRequest, *, now: datetime) -> bool:
    """Whether the second factor was given in the last minutes, as for replacing a device."""
    at = request.session.get(PASSED_AT)
    return at is not None and now - datetime.fromisoformat(at) < FRESH


def onward(request: HttpRequest) -> str:
    """Where the visitor wanted to go, when it is a page of ours; else empty."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if ours else ""
