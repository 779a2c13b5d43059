"""One's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baogong.apps.accounts.services import change_password
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest
from baogong.web.account.forms import PasswordForm
from baogong.web.refusals import refusal_text


@sensitive_post_parameters("old", "new", "again")
@login_required
@require_http_methods(["GET", "POST"])
def change(request: StaffRequest) -> HttpResponse:
    """Change the password; this device stays signed in, all others are signed out."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                user=request.user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error("old", refusal_text(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("The new password holds from now on."))
            return redirect("account:home")
    status = 422 if form.errors else 200
    return render(request, "account/password.html", {"form": form}, status=status)
