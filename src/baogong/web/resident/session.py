"""A household's session: a signed cookie that names its card and the card's epoch."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from baogong.apps.people.queries import card_in_session
from baogong.apps.places.queries import estate_of
from baogong.values.errors import NotVisible

COOKIE = "household"
SALT = "baogong.household"
MAX_AGE = 60 * 24 * 3600
HouseholdView = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Household:
    """The door that is signed in, and the card that opened it."""

    card_id: int
    card_epoch: int
    door_id: int
    door: str
    path: str
    estate_id: int
    estate: str

    @property
    def audit_name(self) -> str:
        return f"card:{self.card_id}"


class HouseholdRequest(HttpRequest):
    """A request behind ``for_household``."""

    household: Household


@dataclass(frozen=True, slots=True)
class Pass:
    """What a household's cookie says. Where an order is decided its epoch must be the card's.

    The cookies of earlier versions name no door.
    """

    card_id: int
    card_epoch: int
    door_id: int = 0


def sign_in(response: HttpResponseBase, shown: Pass, *, secure: bool) -> HttpResponseBase:
    response.set_signed_cookie(
        COOKIE,
        f"{shown.card_id}:{shown.card_epoch}:{shown.door_id}",
        salt=SALT,
        max_age=MAX_AGE,
        httponly=True,
        samesite="Lax",
        secure=secure,
    )
    return response


def pass_of(request: HttpRequest) -> Pass:
    """What a request's cookie says, as it was signed. Raises NotVisible without one."""
    try:
        value = request.get_signed_cookie(COOKIE, salt=SALT, max_age=MAX_AGE)
        return Pass(*(int(part) for part in (value or "").split(":")))
    except (KeyError, BadSignature, ValueError, TypeError):
        raise NotVisible from None


def household_of(request: HttpRequest) -> Household:
    """Whose cookie this is. Raises NotVisible without one, or when its card was re-issued."""
    shown = pass_of(request)
    card = card_in_session(card_id=shown.card_id, epoch=shown.card_epoch)
    estate = estate_of(card.household)
    return Household(
        card_id=card.pk,
        card_epoch=card.epoch,
        door_id=card.household_id,
        door=card.household.label,
        path=card.household.path,
        estate_id=estate.pk,
        estate=estate.label,
    )


def for_household(view: HouseholdView) -> HouseholdView:
    """Let in who signed in with a card that is still good; others are led to sign in."""

    @wraps(view)
    @never_cache
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            request.household = household_of(request)
        except NotVisible:
            known_before = bool(request.COOKIES.get(COOKIE))
            response = redirect("resident:replaced" if known_before else "resident:landing")
            response.delete_cookie(COOKIE)
            return response
        return view(request, *args, **kwargs)

    return guarded
