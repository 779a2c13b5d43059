"""What residents report of their goods: the list by deadline, and the desk's answer."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.privacy import roles_that_see
from baogong.apps.people.services import log_household_read
from baogong.apps.tickets.enums import TicketKind, TicketOutcome
from baogong.apps.tickets.intents import Answer
from baogong.apps.tickets.queries import (
    TicketRow,
    bags_of_order,
    refundable_fen,
    sources_of,
    supplier_scores,
    ticket_for,
    ticket_ids,
    ticket_photo,
    ticket_rows,
)
from baogong.apps.tickets.services import answer_ticket
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import YuanField
from baogong.web.components.photos import photo_answer
from baogong.web.desk.page import ROLES, Cases, case_page
from baogong.web.export import Export, minute_text
from baogong.web.refusals import refusal_text

VIEWERS = roles_that_see(PersonalField.REPORTS)


class AnswerForm(forms.Form):
    """One answer, which the household reads."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("to a report", "Answer"),
        choices=TicketOutcome.choices,
        widget=forms.RadioSelect,
    )
    refund = YuanField(label=gettext_lazy("Money that goes back, in yuan"), required=False)
    text = forms.CharField(
        label=gettext_lazy("What the resident reads"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any, *, most_fen: int) -> None:
        super().__init__(data)
        most = format_yuan(most_fen)
        self.fields["refund"].help_text = _("At most %(most)s. Only for money back.") % {
            "most": most
        }

    def answer(self) -> Answer:
        """Only after ``is_valid``; an amount beside another answer is left out."""
        outcome = TicketOutcome(self.cleaned_data["outcome"])
        refund = self.cleaned_data["refund"] if outcome is TicketOutcome.REFUND else None
        return Answer(outcome, self.cleaned_data["text"], refund)


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Open ones, the next due first; ``?settled=1`` the answered ones, ``?kind=`` one kind."""
    return _page(request)


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """One beside the list; a POST answers it."""
    chosen = ticket_for(viewer=request.user, roles=ROLES, pk=pk)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        most_fen=refundable_fen(ticket_id=chosen.id),
    )
    if form.is_valid():
        try:
            answer_ticket(
                form.answer(), ticket_id=chosen.id, actor=request.user, now=timezone.now()
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(
                request, _("Report %(number)s is answered.") % {"number": chosen.number}
            )
            return redirect("desk:tickets")
    return _page(request, chosen=chosen, form=form)


@for_roles(*VIEWERS)
@require_GET
def photo(request: StaffRequest, pk: int) -> HttpResponse:
    """The photo of a report; that it was looked at is written down."""
    image = ticket_photo(viewer=request.user, roles=VIEWERS, pk=pk)
    door_id = ticket_for(viewer=request.user, roles=VIEWERS, pk=pk).door_id
    log_household_read(
        PersonalField.REPORTS, households=[door_id], actor=request.user, now=timezone.now()
    )
    return photo_answer(image)


def _page(
    request: StaffRequest, *, chosen: TicketRow | None = None, form: AnswerForm | None = None
) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in TicketKind.values else ""
    more = {"kind": kind, "kinds": TicketKind.choices, "now": timezone.now()}
    return case_page(
        request,
        replace(CASES, ids=partial(ticket_ids, kind=kind)),
        settled=bool(chosen and chosen.outcome),
        chosen=chosen,
        form=form,
        **more,
        **(_sources(request, chosen) if chosen else {}),
    )


def _sources(request: StaffRequest, chosen: TicketRow) -> dict[str, Any]:
    """Lots and suppliers of the reported goods, and the bags, whose history commanders open."""
    sources = sources_of(ticket_id=chosen.id, order_id=chosen.order_id)
    shops = {source.supplier_id: source.supplier for source in sources}
    scores = supplier_scores(supplier_ids=shops, now=timezone.now())
    commands = Role.COMMANDER in request.roles
    return {
        "sources": sources,
        "shops": [(name, scores[pk]) for pk, name in shops.items()],
        "bags": bags_of_order(order_id=chosen.order_id) if commands else [],
        "shows_photo": "photo" in request.GET,
    }


def _export(rows: Sequence[TicketRow]) -> Export:
    head = (
        _("Report"),
        _("Order number"),
        _("Door"),
        _("Estate"),
        _("What is wrong"),
        _("Goods"),
        _("Sent"),
        _("Taken by"),
        _("Answer by"),
        pgettext("to a report", "Answer"),
        _("Money back"),
        _("Answered"),
    )
    cells = [
        (
            row.number,
            row.order_number,
            row.door,
            row.estate,
            row.kind.label,
            _(", ").join(row.goods),
            minute_text(row.reported_at),
            row.placed_by,
            minute_text(row.due_at),
            row.outcome.label if row.outcome else "",
            format_yuan(row.refund_fen) if row.refund_fen else "",
            minute_text(row.answered_at),
        )
        for row in rows
    ]
    return Export("tickets", _("Residents' reports"), head, cells)


CASES = Cases(
    template="desk/tickets.html",
    current="desk:tickets",
    ids=ticket_ids,
    rows=ticket_rows,
    export=_export,
)
