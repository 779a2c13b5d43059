"""The way in and out for staff and volunteers."""

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.accounts.services import check_sign_in
from baogong.values.errors import DomainError
from baogong.web.account.forms import SignInForm
from baogong.web.refusals import refusal_text
from baogong.web.sign_in_steps import onward


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password, and lead on to where the visitor wanted to go."""
    to = onward(request)
    if request.user.is_authenticated and request.method == "GET":
        return redirect(to or "account:home")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _let_in(request, form):
        return redirect(to or "account:home")
    status = 422 if form.errors else 200
    context = {"form": form, "next": to}
    return render(request, "account/sign_in.html", context, status=status)


def _let_in(request: HttpRequest, form: SignInForm) -> bool:
    try:
        user = check_sign_in(
            username=form.cleaned_data["username"],
            password=form.cleaned_data["password"],
            address=request.META["REMOTE_ADDR"],
            now=timezone.now(),
        )
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    login(request, user)
    return True


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("account:sign_in")
