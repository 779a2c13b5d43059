"""One's own password."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from baogong.apps.accounts.errors import SamePassword
from baogong.apps.accounts.services import change_password
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, signed_in
from baogong.web.account.forms import PasswordForm
from baogong.web.refusals import refusal_text
from baogong.web.sign_in_steps import onward


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
@signed_in
def change(request: StaffRequest) -> HttpResponse:
    """Change the password; this device stays signed in, all others are signed out."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    to = onward(request)
    if request.method == "POST" and form.is_valid():
        try:
            change_password(
                user=request.user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                now=timezone.now(),
            )
        except DomainError as error:
            field = "new" if isinstance(error, SamePassword) else "old"
            form.add_error(field, refusal_text(error))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(request, _("The new password holds from now on."))
            return redirect(to or "account:home")
    status = 422 if form.errors else 200
    return render(request, "account/password.html", {"form": form, "next": to}, status=status)
