"""Doors of the staff's pages: signed in, and holding a role that the page is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

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
        @login_required
        def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.roles = roles_of(request.user)
            if not request.roles.intersection(roles):
                raise NotVisible
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined] # read by the access table
        return guarded

    return guard
