"""The way in for a household: the code of its card, then the PIN."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.queries import is_founded
from baogong.apps.people.services import sign_in_with_card
from baogong.values.codes import BadCode, read_code
from baogong.values.errors import DomainError, NotVisible
from baogong.web.refusals import refusal_text
from baogong.web.resident import session
from baogong.web.resident.forms import CodeForm, PinForm


@never_cache
@require_GET
def landing(request: HttpRequest) -> HttpResponse:
    """Type the card's code; a household that is signed in goes on to today's offer.

    A new installation begins with its first run.
    """
    if not is_founded():
        return redirect("setup:first_run")
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("resident:card", form.cleaned_data["code"])
    if not form.is_bound and _is_signed_in(request):
        return redirect("resident:today")
    status = 422 if form.errors else 200
    return render(request, "resident/landing.html", {"form": form}, status=status)


@require_GET
def replaced(request: HttpRequest) -> HttpResponse:
    """Where a session ends whose card was re-issued."""
    context = {"form": CodeForm(), "replaced": True}
    return render(request, "resident/landing.html", context)


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page behind the card's QR: ask for the PIN."""
    try:
        code = read_code(code)
    except BadCode:
        form = CodeForm({"code": code})
        return render(request, "resident/landing.html", {"form": form}, status=404)
    pin_form = PinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and pin_form.is_valid():
        try:
            card = sign_in_with_card(
                code=code, pin=pin_form.cleaned_data["pin"], now=timezone.now()
            )
        except DomainError as error:
            pin_form.add_error("pin", refusal_text(error))
        else:
            return session.sign_in(
                redirect("resident:today"),
                session.Pass(card.pk, card.epoch, card.household_id),
                secure=request.is_secure(),
            )
    status = 422 if pin_form.errors else 200
    return render(request, "resident/pin.html", {"form": pin_form, "code": code}, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view's shape
    response = redirect("resident:landing")
    response.delete_cookie(session.COOKIE)
    return response


def _is_signed_in(request: HttpRequest) -> bool:
    try:
        return bool(session.household_of(request))
    except NotVisible:
        return False
