"""One line of a chain that needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from baogong.apps.ordering.queries import (
    chain_for,
    chain_line_for,
    chain_lines,
    offer_of_round,
)
from baogong.apps.ordering.services import leave_line_out, look_again, mend_line
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.fields import is_number
from baogong.web.desk.chains.forms import MendForm
from baogong.web.desk.chains.pages import chain_page
from baogong.web.desk.page import ROLES
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from baogong.apps.ordering.models import ChainLine

SETTLED = {"leave": leave_line_out, "again": look_again}


@for_roles(*ROLES)
@require_POST
def mend(request: StaffRequest, pk: int) -> HttpResponse:
    """The line is ready as the form says, left out, or to be looked at again.

    ``door`` is a candidate that was tapped.
    """
    line = chain_line_for(viewer=request.user, roles=ROLES, pk=pk)
    chain = chain_for(viewer=request.user, roles=ROLES, pk=_shown_on(request, line))
    form = _form(request, line)
    settle = next((act for name, act in SETTLED.items() if name in request.POST), None)
    try:
        if settle:
            settle(line_id=pk, actor=request.user, now=timezone.now())
        if settle or _mended(request, line, form):
            return _back(request, chain.pk, line_id=pk)
    except DomainError as error:
        form.add_error(None, refusal_text(error))
    return chain_page(request, chain, wrong=(pk, form))


def _shown_on(request: StaffRequest, line: ChainLine) -> int:
    """The chain whose page the line was mended on: its own, or a longer copy of it."""
    shown = request.POST.get("chain", "")
    return int(shown) if is_number(shown) else line.chain_id


def _form(request: StaffRequest, line: ChainLine) -> MendForm:
    [row] = chain_lines([line.pk], shown_on=line.chain_id)
    offer = offer_of_round(round_id=line.chain.round_id)
    data = request.POST.copy()
    if tapped := data.get("door"):
        data[f"l{line.pk}-door0"] = tapped
    return MendForm.of(row, offer=offer, data=data)


def _mended(request: StaffRequest, line: ChainLine, form: MendForm) -> bool:
    def find(text: str) -> list[DoorRow]:
        return find_doors(estate=line.chain.round.estate, text=text)

    mended = form.mended(find) if form.is_valid() else None
    if mended:
        mend_line(mended, line_id=line.pk, actor=request.user, now=timezone.now())
    return mended is not None


def _back(request: StaffRequest, chain_id: int, *, line_id: int) -> HttpResponse:
    """To the line on the part of the chain that was shown."""
    part = QueryDict(request.POST.get("query", "")).urlencode()
    url = reverse("desk:chain", args=[chain_id])
    return HttpResponseRedirect(f"{url}{part and '?' + part}#line-{line_id}")
