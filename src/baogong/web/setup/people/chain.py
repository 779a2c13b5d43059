"""A sign-up chain (R47): paste it, look at each line, take who is new in to wait for approval.

The text goes from page to page in the form and is kept nowhere.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.people.enums import PersonState, Source
from baogong.apps.people.queries import estate_for
from baogong.apps.people.services import TakenIn, pair_up, take_in
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.refusals import refusal_text
from baogong.web.setup.people.chain_rows import Row, chain_rows, person_line
from baogong.web.setup.people.forms import ChainForm
from baogong.web.setup.people.page import PEOPLE, people_page
from baogong.web.setup.people.words import elsewhere_text

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@for_roles(*PEOPLE)
def index(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for the chain; then show each line with what was read of it."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = ChainForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _lines_page(request, estate, form)
    return _ask(request, estate, form)


@sensitive_post_parameters()
@require_POST
@for_roles(*PEOPLE)
def take(request: StaffRequest, pk: int) -> HttpResponse:
    """Take in who is ready; lines that wait stay on the page. Once more adds nobody."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = ChainForm(request.POST)
    if not form.is_valid():
        return _ask(request, estate, form)
    rows = chain_rows(request, form.cleaned_data["text"], estate=estate)
    lines = [person_line(row) for row in rows if row.state in {"ready", "known"}]
    taken = take_in(
        lines, estate=estate, actor=request.user, now=timezone.now(), source=Source.SIGN_UP
    )
    _tell(request, taken)
    if any(row.state == "review" or (row.pairing and not row.pairing.done) for row in rows):
        return _lines_page(request, estate, form)
    answer = redirect("setup:people_of", pk)
    answer["Location"] += f"?state={PersonState.APPLIED}"
    return answer


@sensitive_post_parameters()
@require_POST
@for_roles(*PEOPLE)
def pair(request: StaffRequest, pk: int) -> HttpResponse:
    """Name the helper of the tapped line for the building that the line says."""
    estate = estate_for(viewer=request.user, roles=PEOPLE, pk=pk)
    form = ChainForm(request.POST)
    if not form.is_valid():
        return _ask(request, estate, form)
    rows = chain_rows(request, form.cleaned_data["text"], estate=estate)
    for row in rows:
        if str(row.entry.first) == request.POST.get("line"):
            _pair(request, estate, row)
    return _lines_page(request, estate, form)


def _pair(request: StaffRequest, estate: Place, row: Row) -> None:
    if row.pairing is None:
        return
    try:
        pair_up(
            helper_id=row.pairing.user_id,
            place_ids=[row.pairing.place_id],
            estate=estate,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("%(place)s is paired.") % {"place": row.building})


def _tell(request: StaffRequest, taken: TakenIn) -> None:
    text = ngettext(
        "%(n)s more person waits for approval.",
        "%(n)s more people wait for approval.",
        taken.added,
    )
    messages.success(request, text % {"n": taken.added})
    if here := taken.duplicates - taken.elsewhere:
        text = ngettext(
            "%(n)s line may be of somebody who is there already. Settle it under “Perhaps twice”.",
            "%(n)s lines may be of people who are there already. Settle them under “Perhaps "
            "twice”.",
            here,
        )
        messages.warning(request, text % {"n": here})
    if taken.elsewhere:
        messages.warning(request, elsewhere_text(taken.elsewhere))


def _ask(request: StaffRequest, estate: Place, form: ChainForm) -> HttpResponse:
    return people_page(
        request,
        "setup/people/chain.html",
        {"form": form},
        estate=estate,
        current="setup:people_of",
    )


def _lines_page(request: StaffRequest, estate: Place, form: ChainForm) -> HttpResponse:
    text = form.cleaned_data["text"]
    rows = chain_rows(request, text, estate=estate)
    context = {"text": text, "rows": rows, "counts": Counter(row.state for row in rows)}
    return people_page(
        request, "setup/people/chain_lines.html", context, estate=estate, current="setup:people_of"
    )
