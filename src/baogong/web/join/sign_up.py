"""The page behind an estate's sign-up code: say who one is, then hear what happens next."""

import hashlib
import hmac
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.queries import estate_of_sign_up
from baogong.apps.people.services import Application
from baogong.apps.people.services import sign_up as take_application
from baogong.apps.people.slots import slot_hours
from baogong.values.codes import BadCode, read_code
from baogong.values.errors import DomainError, NotVisible
from baogong.web.join.forms import SignUpForm
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.words import slot_choices


@never_cache
@sensitive_post_parameters("name", "phone", "address")
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest, code: str) -> HttpResponse:
    """Ask; once sent, the answer is the same whether the phone was known or not."""
    try:
        estate = estate_of_sign_up(read_code(code))
    except (BadCode, NotVisible):
        return render(request, "join/closed.html", status=404)
    slots = slot_choices(slot_hours(estate), day=timezone.localdate())
    form = SignUpForm(request.POST or None, slots=slots, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        try:
            application = _application(request, form.cleaned_data)
            take_application(application, code=read_code(code), now=timezone.now())
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("join:done", code)
    context = {"form": form, "place": estate.label}
    return render(request, "join/sign_up.html", context, status=422 if form.errors else 200)


@require_GET
def done(request: HttpRequest, code: str) -> HttpResponse:
    """What happens next."""
    try:
        estate = estate_of_sign_up(read_code(code))
    except (BadCode, NotVisible):
        return render(request, "join/closed.html", status=404)
    return render(request, "join/done.html", {"place": estate.label, "code": code})


def _application(request: HttpRequest, data: dict[str, Any]) -> Application:
    return Application(
        key=data["key"],
        name=data["name"],
        phone=data["phone"],
        address=data["address"],
        organisation=data["organisation"],
        skills=tuple(data["skills"]),
        slots=tuple(data["slots"]),
        origin=_origin(request),
    )


def _origin(request: HttpRequest) -> str:
    """A keyed digest, so that the address itself is kept nowhere."""
    text = f"sign-up\0{request.META['REMOTE_ADDR']}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
