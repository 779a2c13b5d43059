"""Doors of the staff's pages: signed in, and holding a role that the page is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import roles_of
from baogong.values.errors import NotVisible

if TYPE_CHECKING:
    from baogong.apps.accounts.models import User

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request behind ``for_roles``."""

    user: User
    roles: frozenset[Role]


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of the roles anywhere; whose object it is, the view's gate says.

    Strangers are asked to sign in; staff without the role get a 404.
    """

    def guard(view: View) -> View:
        @wraps(view)
        @_signed_in
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.roles = roles_of(request.user)
            if not request.roles.intersection(roles):
                raise NotVisible
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined] # read by the access table
        return guarded

    return guard


def _signed_in(view: View) -> View:
    """``login_required``, but a part of a page sends the whole page to the sign-in.

    A wall's poll would otherwise fill its middle with the sign-in page when the session ends.
    """
    asked = login_required(view)

    @wraps(view)
    def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.htmx and not request.user.is_authenticated:
            back = urlencode({"next": request.htmx.current_url_abs_path or "/"})
            return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")
        return asked(request, *args, **kwargs)

    return checked
