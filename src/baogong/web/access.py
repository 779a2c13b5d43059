"""Doors of the staff's pages: signed in, and holding a role that the page is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import roles_of
from baogong.values.errors import NotVisible
from baogong.web.sign_in_steps import missing_step

if TYPE_CHECKING:
    from baogong.apps.accounts.models import User

View = Callable[..., HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request behind ``for_roles`` or ``signed_in``."""

    user: User
    roles: frozenset[Role]


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of the roles anywhere; whose object it is, the view's gate says.

    Strangers are asked to sign in; staff without the role get a 404.
    """

    def guard(view: View) -> View:
        @wraps(view)
        @signed_in
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.roles.intersection(roles):
                raise NotVisible
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined] # read by the access table
        return guarded

    return guard


def signed_in(view: View) -> View:
    """Let in staff who took every step of signing in; others are sent to the step that is missing.

    The pages of the steps carry it too: each opens once the steps before it are taken.
    """

    @wraps(view)
    def checked(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            request.roles = roles_of(request.user)
        step = missing_step(request)
        if step is None or step == request.resolver_match.view_name:
            return view(request, *args, **kwargs)
        return _sent_to(step, request)

    return checked


def _sent_to(step: str, request: Any) -> HttpResponseBase:
    """To the step, and from there back. A part of a page sends the whole page.

    A wall's poll would otherwise fill its middle with the sign-in page when the session ends.
    """
    if request.htmx:
        back = urlencode({"next": request.htmx.current_url_abs_path or "/"})
        return HttpResponseClientRedirect(f"{reverse(step)}?{back}")
    return redirect_to_login(request.get_full_path(), reverse(step))
