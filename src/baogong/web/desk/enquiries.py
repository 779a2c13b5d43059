"""What callers and messages asked: the same questions together, answered once for all."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer
from baogong.apps.tickets.queries import (
    EnquiryRow,
    alike_ids,
    enquiry_for,
    enquiry_groups,
    enquiry_ids,
    enquiry_rows,
    faq,
    others_waiting,
)
from baogong.apps.tickets.services import answer_enquiries, sort_enquiry
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.desk.enquiry_forms import AnswerForm
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, asks_for_list, minute_text
from baogong.web.refusals import refusal_text


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Open ones, the same questions together; ``?settled=1`` answered ones; ``?q=`` finds one by
    number, by the end of a phone number or by door."""
    return _page(request)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One beside the list, with those who ask the same; a POST answers all that are ticked."""
    chosen = enquiry_for(viewer=request.user, roles=ROLES, pk=pk)
    if chosen.reply_id is not None:
        return _page(request, chosen=chosen)
    form = _form(request, chosen)
    if form.is_valid():
        ids = form.cleaned_data["enquiries"]
        try:
            reply = answer_enquiries(
                form.reply(), enquiry_ids=ids, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            text = ngettext("%(n)s is answered.", "%(n)s are answered.", len(ids))
            messages.success(request, text % {"n": len(ids)})
            return redirect("desk:reply", reply.pk)
    return _page(request, chosen=chosen, form=form)


@for_roles(*ROLES)
@require_POST
def sort(request: StaffRequest, pk: int) -> HttpResponse:
    """It is an errand, or with ``errand=0`` it was only a question."""
    chosen = enquiry_for(viewer=request.user, roles=ROLES, pk=pk)
    sort_enquiry(
        enquiry_id=chosen.id,
        errand=request.POST.get("errand") != "0",
        actor=request.user,
        now=timezone.now(),
    )
    return redirect("desk:enquiry", pk)


def _form(request: StaffRequest, chosen: EnquiryRow) -> AnswerForm:
    viewer = request.user
    alike = enquiry_rows(alike_ids(viewer=viewer, roles=ROLES, pk=chosen.id))
    others = others_waiting(
        viewer=viewer,
        roles=ROLES,
        estate_id=chosen.estate_id,
        besides=[row.id for row in alike],
    )
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        alike=alike,
        others=others,
        known=faq(estate_ids=[chosen.estate_id]),
        initial={"key": uuid4(), "question": chosen.wanted, "kept": not chosen.errand},
    )


def _page(
    request: StaffRequest, *, chosen: EnquiryRow | None = None, form: AnswerForm | None = None
) -> HttpResponse:
    text = request.GET.get("q", "").strip()
    more: dict[str, Any] = {"q": text, "now": timezone.now()}
    cases = replace(CASES, ids=partial(enquiry_ids, text=text))
    if not text and not asks_for_list(request):
        cases = _one_for_all(cases)
    return case_page(
        request,
        cases,
        settled=bool(chosen and chosen.reply_id),
        chosen=chosen,
        form=form,
        **more,
    )


def _one_for_all(cases: Cases[EnquiryRow]) -> Cases[EnquiryRow]:
    """The list with one row for all who ask the same."""
    alike: dict[int, int] = {}

    def ids(*, viewer: Viewer, roles: Collection[Role], settled: bool) -> Sequence[int]:
        if settled:
            return cases.ids(viewer=viewer, roles=roles, settled=settled)
        groups = enquiry_groups(viewer=viewer, roles=roles)
        alike.update({group[0]: len(group) for group in groups})
        return list(alike)

    def rows(ids: Sequence[int]) -> list[EnquiryRow]:
        return [replace(row, alike=alike.get(row.id, 1)) for row in cases.rows(ids)]

    return replace(cases, ids=ids, rows=rows)


def _export(rows: Sequence[EnquiryRow]) -> Export:
    """Numbers leave masked."""
    head = (
        _("Number"),
        _("Estate"),
        _("Door"),
        _("Phone"),
        pgettext("enquiry", "How it came"),
        _("What is wanted?"),
        _("Kind"),
        _("Taken"),
        _("Taken by"),
        _("Answer by"),
        _("With the grid leader since"),
        pgettext("to a question", "Answer"),
        _("Answered"),
        _("Passed on"),
    )
    cells = [
        (
            row.number,
            row.estate,
            row.door,
            row.phone,
            row.channel.label,
            row.wanted,
            _("Errand") if row.errand else _("Question"),
            minute_text(row.taken_at),
            row.taken_by,
            minute_text(row.due_at),
            minute_text(row.escalated_at),
            row.reply,
            minute_text(row.answered_at),
            minute_text(row.told_at),
        )
        for row in rows
    ]
    return Export("enquiries", _("Questions and calls"), head, cells)


CASES = Cases(
    template="desk/enquiries.html",
    current="desk:enquiries",
    ids=enquiry_ids,
    rows=enquiry_rows,
    export=_export,
)
