"""What was written down by mistake is taken back, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django import forms
from django.contrib import messages
from django.utils import timezone

from baogong.apps.money.services import WHY_LENGTH
from baogong.values.errors import DomainError
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.accounts.models import User
    from baogong.web.access import StaffRequest


class WhyForm(forms.Form):
    why = forms.CharField(max_length=WHY_LENGTH)


class Reversal(Protocol):
    def __call__(self, *, why: str, actor: User, now: datetime) -> object: ...


def why_said(request: StaffRequest) -> str:
    """Empty where none was said, which the service refuses."""
    form = WhyForm(request.POST)
    return str(form.cleaned_data["why"]) if form.is_valid() else ""


def take_back(request: StaffRequest, reverse: Reversal, *, done: str) -> None:
    """Take it back and tell, with the words ``done`` or with what is refused."""
    try:
        reverse(why=why_said(request), actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, done)
