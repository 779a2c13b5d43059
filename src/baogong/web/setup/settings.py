"""What holds for a place: every setting with since when and by whom."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import SettingRow, place_for, setting_history, setting_rows
from baogong.apps.places.errors import SettingInThePast
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL, SETTINGS, Setting
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import ClockField, DayField, moment
from baogong.web.refusals import refusal_text
from baogong.web.setup.fields import PublicUrlField
from baogong.web.setup.navigation import SETUP, navigation

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


class SettingForm(forms.Form):
    """One setting's value, from now on or from a later moment."""

    day = DayField(label=gettext_lazy("From a later day"), required=False)
    clock = ClockField(label=gettext_lazy("at"), required=False)

    def __init__(self, data: QueryDict | None, *, which: Setting, value: Any) -> None:
        super().__init__(data, prefix=which.key, initial={"value": value})
        self.which = which
        if which == PUBLIC_URL:
            self.fields["value"] = PublicUrlField(label=_(which.label))
        elif which == CONTACT_PHONE:
            self.fields["value"] = forms.CharField(
                label=_(which.label),
                required=False,
                max_length=20,
                widget=forms.TextInput(attrs={"inputmode": "tel"}),
            )
        else:
            self.fields["value"] = forms.IntegerField(
                label=_(which.label), min_value=which.low, max_value=which.high
            )

    @property
    def since(self) -> datetime | None:
        """When it shall begin to hold; None: now."""
        day, clock = self.cleaned_data["day"], self.cleaned_data["clock"]
        return moment(day, clock or timedelta()) if day else None


@require_http_methods(["GET", "POST"])
@for_roles(*SETUP)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """A place's settings; one changes at a time, and holds from now on."""
    place = place_for(viewer=request.user, roles=SETUP, pk=pk)
    now = timezone.now()
    sent = SETTINGS.get(request.POST.get("key", ""))
    rows = []
    for row in setting_rows(place=place, at=now):
        data = request.POST if sent == row.setting else None
        form = SettingForm(data, which=row.setting, value=row.value)
        if data is not None and form.is_valid():
            try:
                _set(request, row, form, place=place, now=now)
                return redirect("setup:settings", pk)
            except DomainError as error:
                field = "day" if isinstance(error, SettingInThePast) else "value"
                form.add_error(field, refusal_text(error))
        rows.append((row, form))
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": place.label,
        "here": place,
        "rows": rows,
        "history": setting_history(place=place),
        "now": now,
    }
    return render(request, "setup/settings.html", context, status=422 if sent else 200)


def _set(
    request: StaffRequest, row: SettingRow, form: SettingForm, *, place: Place, now: datetime
) -> None:
    value, since = form.cleaned_data["value"], form.since
    if since or value != row.value or row.since is None:
        set_setting(row.setting, value, place=place, actor=request.user, now=now, since=since)
    at = date_format(timezone.localtime(since), "DATETIME_FORMAT") if since else ""
    told = _("This holds from %(at)s on.") % {"at": at} if since else _("This holds from now on.")
    messages.success(request, told)
