"""Errands that the desk left unanswered: the leader does them and says so (R41)."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.services import log_household_read
from baogong.apps.tickets.intents import NewReply
from baogong.apps.tickets.queries import EnquiryRow, caller_phones, escalated_errand_for
from baogong.apps.tickets.services import settle_errand
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.grid.home import LEADERS
from baogong.web.refusals import refusal_text

LONGEST_ANSWER = 500


class DoneForm(forms.Form):
    """What was done. ``told``: whoever asked knows it."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    text = forms.CharField(
        label=gettext_lazy("What was done, or when it will be"),
        max_length=LONGEST_ANSWER,
        help_text=gettext_lazy("The desk reads it, and the household on its own page."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write in a few words what was done.")},
    )
    told = forms.BooleanField(
        label=gettext_lazy("Whoever asked knows it: I called or was there"), required=False
    )


@for_roles(*LEADERS)
@require_http_methods(["GET", "POST"])
def errand(request: StaffRequest, pk: int) -> HttpResponse:
    """Who asked for what, and since when; a POST answers it."""
    chosen = escalated_errand_for(viewer=request.user, roles=LEADERS, pk=pk)
    form = DoneForm(request.POST if request.method == "POST" else None, initial={"key": uuid4()})
    if form.is_valid():
        data = form.cleaned_data
        try:
            settle_errand(
                NewReply(data["key"], chosen.wanted, data["text"], kept=False),
                enquiry_id=chosen.id,
                told=data["told"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            text = _("%(number)s is answered, and off your list.")
            messages.success(request, text % {"number": chosen.number})
            return redirect("grid:home")
    return _page(request, chosen, form=form)


@for_roles(*LEADERS)
@require_POST
def phone(request: StaffRequest, pk: int) -> HttpResponse:
    """The caller's number while it waits; that it was read is written down."""
    chosen = escalated_errand_for(viewer=request.user, roles=LEADERS, pk=pk)
    if chosen.reply_id is not None or not chosen.phone:
        return redirect("grid:errand", pk)
    log_household_read(
        PersonalField.CALLERS,
        households=[chosen.door_id or chosen.estate_id],
        actor=request.user,
        now=timezone.now(),
    )
    number = caller_phones(ids=[chosen.id])[chosen.id]
    return _page(request, chosen, form=DoneForm(initial={"key": uuid4()}), number=number)


def _page(
    request: StaffRequest, chosen: EnquiryRow, *, form: DoneForm, number: str = ""
) -> HttpResponse:
    context = {"chosen": chosen, "form": form, "number": number, "now": timezone.now()}
    return render(request, "grid/errand.html", context, status=422 if form.errors else 200)
