"""Chat chains of a round: paste one, look at what was read, enter what is ready."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.queries import (
    ChainLineRow,
    chain_for,
    chain_line_states,
    chain_lines,
    chain_rows,
    closed_since,
    doors_entered,
    offer_of_round,
    round_for,
)
from baogong.apps.ordering.services import LONGEST_CHAIN, enter_chain, paste_chain
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.asks import asked_for
from baogong.web.components.fields import CHAIN_TOO_LONG, PastedField
from baogong.web.desk.chains.forms import MendForm
from baogong.web.desk.chains.words import questions, reason_texts
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.desk.read_lines.page import shown_lines
from baogong.web.desk.read_lines.words import asks_entered, confirmation
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Chain


class PasteForm(forms.Form):
    """The whole chain as it stands in the chat."""

    text = PastedField(
        label=gettext_lazy("The chain"),
        help_text=gettext_lazy(
            "Paste all of it, from the title on. Of a longer copy only what is new is read."
        ),
        most=LONGEST_CHAIN,
        too_long=CHAIN_TOO_LONG,
        widget=forms.Textarea(attrs={"rows": 12, "autofocus": True, "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Copy the whole chain from the chat first."),
            "null_characters_not_allowed": gettext_lazy(
                "The text holds characters that no chat writes. Copy it from the chat again."
            ),
        },
    )


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """The chains of a round; a POST reads one more."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    form = PasteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chain = paste_chain(
            form.cleaned_data["text"], round_id=pk, actor=request.user, now=timezone.now()
        )
        return redirect("desk:chain", chain.pk)
    context = {
        "round": round_,
        "closed_since": closed_since(round_, now=timezone.now()),
        "form": form,
        "chains": chain_rows(round_id=pk),
        "place_note": round_.estate.label,
    }
    status = 422 if form.errors else 200
    return desk_page(
        request, "desk/chains/index.html", context, current="desk:home", status=status
    )


@for_roles(*COLLECTORS)
@require_http_methods(["GET"])
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """The text, each line with what was made of it; those that wait can be mended here."""
    return chain_page(request, chain_for(viewer=request.user, roles=COLLECTORS, pk=pk))


@for_roles(*COLLECTORS)
@require_POST
def enter(request: StaffRequest, pk: int) -> HttpResponse:
    """Enter all ready lines."""
    chain_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    try:
        entered = enter_chain(chain_id=pk, actor=request.user, now=timezone.now())
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        done = ngettext("%(n)s door is entered.", "%(n)s doors are entered.", entered.doors)
        messages.success(request, done % {"n": entered.doors})
        if entered.asks:
            messages.info(request, asks_entered(entered.asks))
        if entered.refused:
            back = ngettext(
                "%(n)s line could not be entered; below stands why.",
                "%(n)s lines could not be entered; below stands why.",
                entered.refused,
            )
            messages.warning(request, back % {"n": entered.refused})
    return redirect("desk:chain", pk)


def chain_page(
    request: StaffRequest, chain: Chain, *, wrong: tuple[int, MendForm] | None = None
) -> HttpResponse:
    """``wrong``: a line whose form came back with errors, and the form; it is shown alone."""
    offer = offer_of_round(round_id=chain.round_id, now=timezone.now())
    forms_of = dict([wrong] if wrong else [])
    shown = shown_lines(request, chain_line_states(chain), wrong=wrong[0] if wrong else None)
    rows = chain_lines(list(shown["page"].object_list), shown_on=chain)
    context = shown | {
        "chain": chain,
        "closed_since": closed_since(chain.round, now=timezone.now()),
        "offer": offer,
        "asked_for": asked_for(offer),
        "lines": [
            (row, reason_texts(row), forms_of.get(row.id) or _form(row, offer)) for row in rows
        ],
        "confirmation": confirmation(doors_entered(chain), offer=offer),
        "questions": questions(chain_lines(shown["review"], shown_on=chain)),
        "place_note": offer.estate,
    }
    status = 422 if wrong else 200
    template = "desk/chains/detail.html"
    return desk_page(request, template, context, current="desk:home", status=status)


def _form(row: ChainLineRow, offer: Any) -> MendForm | None:
    return MendForm.of(row, offer=offer) if row.state == LineState.REVIEW else None
