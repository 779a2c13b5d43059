"""One line of a chain that needs a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_http_methods

from baogong.apps.ordering.queries import (
    chain_for,
    chain_line_for,
    chain_lines,
    offer_of_round,
)
from baogong.apps.ordering.services import mend_line
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.web.access import StaffRequest, for_roles
from baogong.web.back import back_to
from baogong.web.components.fields import is_number
from baogong.web.desk.chains.forms import MendForm
from baogong.web.desk.chains.pages import chain_page
from baogong.web.desk.page import COLLECTORS
from baogong.web.desk.read_lines.forms import sent_for
from baogong.web.desk.read_lines.settling import is_settled

if TYPE_CHECKING:
    from django.http import HttpResponse

    from baogong.apps.ordering.models import ChainLine


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def mend(request: StaffRequest, pk: int) -> HttpResponse:
    """The line is ready as the form says, left out, or to be looked at again.

    A GET leads to it.
    """
    line = chain_line_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    chain = chain_for(viewer=request.user, roles=COLLECTORS, pk=_shown_on(request, line))
    if request.method == "GET":
        return back_to(request, "desk:chain", chain.pk, fragment=f"line-{pk}")
    [row] = chain_lines([line.pk], shown_on=line.chain)
    offer = offer_of_round(round_id=line.chain.round_id, now=timezone.now())
    form = MendForm.of(row, offer=offer, data=sent_for(request, pk))
    if is_settled(request, line, form, mend=lambda: _is_mended(request, line, form)):
        return back_to(request, "desk:chain", chain.pk, fragment=f"line-{pk}")
    return chain_page(request, chain, wrong=(pk, form))


def _shown_on(request: StaffRequest, line: ChainLine) -> int:
    """The chain whose page the line was mended on: its own, or a longer copy of it."""
    shown = request.POST.get("chain", "")
    return int(shown) if is_number(shown) else line.chain_id


def _is_mended(request: StaffRequest, line: ChainLine, form: MendForm) -> bool:
    def find(text: str) -> list[DoorRow]:
        return find_doors(estate=line.chain.round.estate, text=text)

    mended = form.mended(find)
    if mended:
        mend_line(mended, line=line, actor=request.user, now=timezone.now())
    return mended is not None
