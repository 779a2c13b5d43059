"""Telling residents: a draft to edit, what was posted, and a sheet for the lift."""

import datetime
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.queries import estate_for
from baogong.apps.procurement.queries import purchases_of
from baogong.apps.reporting.enums import NoticeKind
from baogong.apps.reporting.queries import line_of, notices_of
from baogong.apps.reporting.services import NOTICE_LENGTH, Posting, post_notice
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.notice_drafts import draft
from baogong.web.command.scope import COMMAND, Day, day_for, whole_number
from baogong.web.paper.corner import sheet_head


class NoticeForm(forms.Form):
    """A notice as it will be posted."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Change what you like. It fits one message of a chat."),
        max_length=NOTICE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@require_http_methods(["GET", "POST"])
@for_roles(*COMMAND)
def index(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """A draft of the kind in ``?kind=``, above what was posted; a POST keeps it as posted."""
    day = day_for(request, estate=estate, date=date)
    kind = _kind(request)
    if request.method == "POST":
        form = NoticeForm(request.POST)
        if form.is_valid():
            return _post(request, day, Posting(kind=kind, **form.cleaned_data))
    else:
        form = NoticeForm(initial={"key": uuid4(), "text": _draft(kind, day)})
    context = {
        "nav": navigation(request, current="command:home"),
        "place": day.estate,
        "day": day,
        "kind": kind,
        "kinds": NoticeKind,
        "form": form,
        "rows": notices_of(estate_id=estate, day=date),
    }
    return render(request, "command/notices.html", context, status=422 if form.errors else 200)


@require_GET
@for_roles(*COMMAND)
def sheet(request: StaffRequest, estate: int, date: datetime.date) -> HttpResponse:
    """A posted notice in large type for the lift: the one in ``?notice=``, or the latest."""
    day = day_for(request, estate=estate, date=date)
    rows = notices_of(estate_id=estate, day=date)
    wanted = whole_number(request.GET.get("notice", ""))
    chosen = next((row for row in rows if not wanted or row.id == wanted), None)
    head = sheet_head(place=day.estate, path=day.estate_path, now=timezone.now())
    return render(request, "command/notice_print.html", {"notice": chosen, "day": day, **head})


def _post(request: StaffRequest, day: Day, posting: Posting) -> HttpResponse:
    estate = estate_for(viewer=request.user, roles=COMMAND, pk=day.estate_id)
    post_notice(posting, estate=estate, day=day.date, actor=request.user, now=timezone.now())
    messages.success(request, _("The notice is kept. Copy it into the chat or print it."))
    return redirect("command:notices", day.estate_id, day.date)


def _draft(kind: NoticeKind, day: Day) -> str:
    now = timezone.now()
    line = line_of(round_ids=day.round_ids, now=now)
    purchases = purchases_of(round_ids=day.round_ids)
    return draft(kind, day=day, line=line, purchases=purchases, now=now)


def _kind(request: StaffRequest) -> NoticeKind:
    """The kind that the address asks for; nonsense is a delay."""
    asked = request.GET.get("kind")
    return NoticeKind(asked) if asked in NoticeKind.values else NoticeKind.DELAY
