"""Answers: passing one on to everybody who asked, and the FAQ."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.people.enums import PersonalField
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.services import log_household_read
from baogong.apps.tickets.queries import (
    ReplyRow,
    caller_phones,
    enquiries_of_reply,
    faq_for,
    reply_for,
)
from baogong.apps.tickets.services import change_reply, tell
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.enquiry_forms import ReplyForm
from baogong.web.desk.page import ROLES, desk_page

REVEALERS = roles_that_see(PersonalField.CALLERS) & frozenset(ROLES)


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The FAQ; ``?q=`` the answers with these words."""
    text = request.GET.get("q", "").strip()
    context = {"q": text, "replies": faq_for(viewer=request.user, roles=ROLES, text=text)}
    return desk_page(request, "desk/faq.html", context, current="desk:enquiries")


@for_roles(*ROLES)
@require_GET
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer, and who is still to hear it."""
    return _page(request, reply_for(viewer=request.user, roles=ROLES, pk=pk))


@for_roles(*ROLES)
@require_POST
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Word the answer anew, and keep it in the FAQ or not."""
    reply = reply_for(viewer=request.user, roles=ROLES, pk=pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, reply, form=form)
    change_reply(reply_id=reply.id, **form.cleaned_data, actor=request.user, now=timezone.now())
    messages.success(request, _("The answer is changed."))
    return redirect("desk:reply", pk)


@for_roles(*REVEALERS)
@require_POST
def phones(request: StaffRequest, pk: int) -> HttpResponse:
    """The numbers of who is still to hear the answer; that they were read is written down."""
    reply = reply_for(viewer=request.user, roles=REVEALERS, pk=pk)
    waiting = [row for row in enquiries_of_reply(reply_id=reply.id) if row.told_at is None]
    shown = caller_phones(ids=[row.id for row in waiting])
    log_household_read(
        PersonalField.CALLERS,
        households=[row.door_id or row.estate_id for row in waiting if row.id in shown],
        actor=request.user,
        now=timezone.now(),
    )
    return _page(request, reply, shown=shown)


@for_roles(*ROLES)
@require_POST
def told(request: StaffRequest, pk: int) -> HttpResponse:
    """The answer reached those who are ticked."""
    reply = reply_for(viewer=request.user, roles=ROLES, pk=pk)
    ticked = {int(value) for value in request.POST.getlist("enquiries") if is_number(value)}
    theirs = {row.id for row in enquiries_of_reply(reply_id=reply.id)}
    n = tell(enquiry_ids=ticked & theirs, actor=request.user, now=timezone.now())
    text = ngettext("%(n)s has the answer now.", "%(n)s have the answer now.", n)
    messages.success(request, text % {"n": n})
    return redirect("desk:reply", pk)


def _page(
    request: StaffRequest,
    reply: ReplyRow,
    *,
    form: ReplyForm | None = None,
    shown: dict[int, str] | None = None,
) -> HttpResponse:
    rows = enquiries_of_reply(reply_id=reply.id)
    waiting = [row for row in rows if row.told_at is None]
    context: dict[str, Any] = {
        "reply": reply,
        "waiting": [(row, (shown or {}).get(row.id, "")) for row in waiting],
        "told": [row for row in rows if row.told_at is not None],
        "numbers": ",".join(dict.fromkeys((shown or {}).values())),
        "has_hidden": shown is None and any(row.phone for row in waiting),
        "form": form or _form(reply),
        "changing": form is not None,
    }
    status = 422 if form else 200
    template = "desk/reply.html"
    return desk_page(request, template, context, current="desk:enquiries", status=status)


def _form(reply: ReplyRow) -> ReplyForm:
    return ReplyForm(initial={"question": reply.question, "text": reply.text, "kept": reply.kept})
