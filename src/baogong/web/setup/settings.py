"""What holds for a place: every setting with since when and by whom."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from baogong.apps.people.queries import place_for, setting_history, setting_rows
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL, SETTINGS, Setting
from baogong.web.access import StaffRequest, for_roles
from baogong.web.setup.fields import PublicUrlField
from baogong.web.setup.navigation import SETUP, navigation


class SettingForm(forms.Form):
    """One setting's value from now on."""

    def __init__(self, data: QueryDict | None, *, which: Setting, value: Any) -> None:
        super().__init__(data, prefix=which.key, initial={"value": value})
        self.which = which
        if which == PUBLIC_URL:
            self.fields["value"] = PublicUrlField(label=_(which.label))
        else:
            self.fields["value"] = forms.IntegerField(
                label=_(which.label), min_value=which.low, max_value=which.high
            )


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
            value = form.cleaned_data["value"]
            if value != row.value or row.since is None:
                set_setting(row.setting, value, place=place, actor=request.user, now=now)
            messages.success(request, _("This holds from now on."))
            return redirect("setup:settings", pk)
        rows.append((row, form))
    context = {
        "nav": navigation(current="setup:checklist"),
        "place": place.label,
        "here": place,
        "rows": rows,
        "history": setting_history(place=place),
    }
    return render(request, "setup/settings.html", context, status=422 if sent else 200)
