"""The second step of signing in, and the app that it needs."""

from base64 import b64encode

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baogong.apps.accounts.queries import has_second_factor
from baogong.apps.accounts.services import check_second_factor, offer_device, set_up_device
from baogong.apps.people.privacy import SEES_HEALTH
from baogong.plumbing.paper import qr_svg
from baogong.values.codes import group
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, signed_in
from baogong.web.account.forms import CodeForm
from baogong.web.refusals import refusal_text
from baogong.web.sign_in_steps import CODE, DEVICE, onward, pass_second_factor, passed_just_now

OFFER = "offered_device"
FEW_CODES = 3


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@signed_in
def code(request: StaffRequest) -> HttpResponse:
    """Ask for the digits that the app shows; a recovery code stands for them once."""
    if not has_second_factor(request.user):
        return redirect(DEVICE)
    form = CodeForm(request.POST if request.method == "POST" else None)
    form.fields["code"].widget.attrs["autofocus"] = True
    if request.method == "POST" and form.is_valid() and _passed(request, form):
        return redirect(onward(request) or "account:home")
    context = {"form": form, "next": onward(request)}
    return render(
        request, "account/second_factor.html", context, status=422 if form.errors else 200
    )


def _passed(request: StaffRequest, form: CodeForm) -> bool:
    now = timezone.now()
    try:
        left = check_second_factor(
            user=request.user,
            code=form.cleaned_data["code"],
            address=request.META["REMOTE_ADDR"],
            now=now,
        )
    except DomainError as error:
        form.add_error("code", refusal_text(error))
        return False
    pass_second_factor(request, now=now)
    if left < FEW_CODES:
        text = ngettext(
            "%(n)s recovery code is left. Set your app up again to get new ones.",
            "%(n)s recovery codes are left. Set your app up again to get new ones.",
            left,
        )
        messages.warning(request, text % {"n": left})
    return True


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@signed_in
def device(request: StaffRequest) -> HttpResponse:
    """Set an app up by QR or typed secret; its first digits prove it, then come recovery codes.

    Replacing one asks for the second factor again, unless it was given in the last minutes.
    """
    now = timezone.now()
    if not request.roles & SEES_HEALTH:
        raise NotVisible
    replaces = has_second_factor(request.user)
    if replaces and not passed_just_now(request, now=now):
        return redirect(f"{reverse(CODE)}?{urlencode({'next': reverse(DEVICE)})}")
    offer = offer_device(user=request.user, sealed=request.session.get(OFFER))
    request.session[OFFER] = offer.sealed
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recovery = set_up_device(
                user=request.user, sealed=offer.sealed, code=form.cleaned_data["code"], now=now
            )
        except DomainError as error:
            form.add_error("code", refusal_text(error))
        else:
            del request.session[OFFER]
            update_session_auth_hash(request, request.user)
            pass_second_factor(request, now=now)
            return _recovery_codes(request, recovery)
    context = {"form": form, "replaces": replaces, "next": onward(request), "offer": offer}
    context["qr"] = b64encode(qr_svg(offer.uri).encode()).decode()
    context["secret"] = [offer.secret[i : i + 4] for i in range(0, len(offer.secret), 4)]
    return render(request, "account/device.html", context, status=422 if form.errors else 200)


def _recovery_codes(request: StaffRequest, codes: list[str]) -> HttpResponse:
    context = {
        "codes": [group(code) for code in codes],
        "onward": onward(request) or reverse("account:home"),
        "printed_at": timezone.now(),
    }
    return render(request, "account/recovery_codes.html", context)
