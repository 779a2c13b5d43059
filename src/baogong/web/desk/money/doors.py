"""What the doors of an estate owe, and what goes back to those that have a credit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.money.enums import PayMethod, PostingKind
from baogong.apps.money.provider import configured_provider
from baogong.apps.money.queries import (
    DoorBalance,
    Side,
    door_balances,
    estate_books,
    refunds_needing_somebody,
)
from baogong.apps.money.services import pay_back
from baogong.apps.ordering.queries import due_balances, handovers_waiting, said_paid
from baogong.apps.people.queries import estate_for, estates_of
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import SMALL_BALANCE_FEN
from baogong.apps.reporting.queries import last_proof
from baogong.values.errors import DomainError
from baogong.values.money import format_yuan
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.building_sums import building_sums, of_building, sums_on_paper
from baogong.web.desk.money.transfers import TransferForm
from baogong.web.desk.page import ROLES, desk_page
from baogong.web.export import Export, asks_for_list, list_answer, minute_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from baogong.apps.ordering.queries import SaidPaid
    from baogong.apps.places.models import Place

PAGE_ROWS = 100
BY_HAND = (PayMethod.TRANSFER, PayMethod.CASH, PayMethod.GROUP_BUY)


class PayBackForm(TransferForm):
    """How the chosen doors get their credit back. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    method = forms.ChoiceField(label=gettext_lazy("How it goes back"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, rows: list[DoorBalance], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        methods = [PayMethod.WECHAT, *BY_HAND] if configured_provider() else BY_HAND
        choices = [(method.value, method.label) for method in methods]
        cast("forms.ChoiceField", self.fields["method"]).choices = choices
        self.fields["doors"] = forms.TypedMultipleChoiceField(
            label=_("Doors"),
            coerce=int,
            choices=[(row.id, row.door) for row in rows],
            error_messages={"required": _("Choose at least one door.")},
        )


@for_roles(*ROLES)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The estates, what their doors owe, and where the money lies."""
    estates = estates_of(viewer=request.user, roles=ROLES)
    books = estate_books(estates)
    stuck = refunds_needing_somebody(estate_ids=[estate.pk for estate in estates])
    waits = handovers_waiting(viewer=request.user, roles=ROLES)
    proof = last_proof()
    context = {
        "rows": [(estate, books[estate.pk]) for estate in estates],
        "stuck": [(estate, stuck[estate.pk]) for estate in estates if estate.pk in stuck],
        "unsigned": [(estate, waits[estate.pk]) for estate in estates if estate.pk in waits],
        "proof": proof,
        "named": [_difference(*row) for row in proof.named] if proof else [],
    }
    return desk_page(request, "desk/money/index.html", context, current="desk:money")


def _difference(kind: str, source: str, source_id: int, said_fen: int, posted_fen: int) -> str:
    """A record that the nightly look named, as whoever runs the installation finds it."""
    if not kind:
        return _("%(record)s is gone.") % {"record": f"{source} {source_id}"}
    return _("%(kind)s: %(record)s says %(said)s, the books say %(posted)s.") % {
        "kind": PostingKind(kind).label,
        "record": f"{source} {source_id}",
        "said": format_yuan(said_fen),
        "posted": format_yuan(posted_fen),
    }


@for_roles(*ROLES)
@require_http_methods(["GET", "POST"])
def balances(request: StaffRequest, pk: int) -> HttpResponse:
    """Doors that owe, or with ``?side=credit`` those that have a credit; a POST pays that back."""
    estate = estate_for(viewer=request.user, roles=ROLES, pk=pk)
    side = Side.CREDIT if request.GET.get("side") == Side.CREDIT else Side.OWING
    found = _rows(request, estate, side=side)
    rows = of_building(request, found)[1]
    if asks_for_list(request):
        return list_answer(request, _export(estate, side, rows), place=estate)
    form = None
    if side is Side.CREDIT:
        form = PayBackForm(request.POST or None, rows=rows, initial={"key": uuid4()})
        if form.is_valid() and _pay_back(request, form, estate):
            return redirect(f"{reverse('desk:money_doors', args=[pk])}?side=credit")
    return _page(request, estate, side=side, found=found, form=form)


def _small(estate: Place) -> int:
    small: int = setting(SMALL_BALANCE_FEN, place=estate, at=timezone.now())
    return small


def _rows(request: StaffRequest, estate: Place, *, side: Side) -> list[DoorBalance]:
    """``?all``: also small balances, and what is not due yet."""
    if "all" in request.GET:
        return door_balances(within=[estate], side=side, small_fen=0)
    small = _small(estate)
    if side is Side.OWING:
        return due_balances(within=[estate], small_fen=small, now=timezone.now())
    return door_balances(within=[estate], side=side, small_fen=small)


def _said(request: StaffRequest, rows: Iterable[DoorBalance]) -> dict[int, list[SaidPaid]]:
    due_at = None if "all" in request.GET else timezone.now()
    return said_paid(doors=[row.id for row in rows], due_at=due_at)


def _pay_back(request: StaffRequest, form: PayBackForm, estate: Place) -> bool:
    try:
        fen = pay_back(
            form.cleaned_data["doors"],
            till=form.till(estate.pk),
            key=form.cleaned_data["key"],
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        form.refuse(error)
        return False
    by_phone = form.cleaned_data["method"] == PayMethod.WECHAT
    messages.success(request, (_on_its_way if by_phone else _went_back)(format_yuan(fen)))
    return True


def _went_back(total: str) -> str:
    return _("%(total)s went back.") % {"total": total}


def _on_its_way(total: str) -> str:
    said = _("%(total)s is on its way back. What was not paid by phone stays on this list.")
    return said % {"total": total}


def _page(
    request: StaffRequest,
    estate: Place,
    *,
    side: Side,
    found: list[DoorBalance],
    form: PayBackForm | None,
) -> HttpResponse:
    building, rows = of_building(request, found)
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    said = _said(request, page.object_list) if side is Side.OWING else {}
    context = {
        "estate": estate,
        "place_note": estate.label,
        "side": side,
        "rows": [(row, said.get(row.id, ())) for row in page.object_list],
        "page": page,
        "buildings": building_sums(found),
        "building": building,
        "total_fen": sum(abs(row.fen) for row in rows),
        "shows_all": "all" in request.GET,
        "small_fen": _small(estate),
        "form": form,
        "chosen": form["doors"].value() if form and form.is_bound else None,
    }
    status = 422 if form and form.errors else 200
    template = "desk/money/doors.html"
    return desk_page(request, template, context, current="desk:money", status=status)


def _export(estate: Place, side: Side, rows: list[DoorBalance]) -> Export:
    owing = side is Side.OWING
    title = _("Doors that owe") if owing else _("Doors with a credit")
    amount = pgettext("of a door", "Owes") if owing else _("Credit")
    head = (_("Building"), _("Door"), amount, _("Last moved"))
    cells = [
        (row.building, row.door, format_yuan(abs(row.fen)), minute_text(row.since)) for row in rows
    ]
    sums = sums_on_paper(rows)
    return Export("door-balances", f"{estate.label} · {title}", head, cells, sums=sums)
