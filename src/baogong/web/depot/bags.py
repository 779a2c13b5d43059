"""One bag: opened by scan, by typed code or as the next one; packed with one tap."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from baogong.apps.gate.queries import PARCEL_ROLES, parcel_by_code
from baogong.apps.procurement.queries import stand_ins
from baogong.apps.sorting.policies import is_on_table_of
from baogong.apps.sorting.queries import (
    bag_for,
    bag_id_of,
    bag_state,
    cells_of,
    crate_of_bag,
    has_bag_to_pack,
    orders_inside,
    pack_lines,
    recalled_in,
    short_photo,
    weights_of_bag,
)
from baogong.apps.sorting.services import lay_back, pack_bag, take_out_recalled
from baogong.values.codes import BadCode
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.camera import reads_labels
from baogong.web.components.photos import photo_answer
from baogong.web.depot.forms import PackForm
from baogong.web.depot.roles import DEPOT
from baogong.web.depot.scans import ScanTable
from baogong.web.depot.weights import Scales
from baogong.web.refusals import refusal_text


@require_GET
def label(request: HttpRequest, code: str) -> HttpResponse:  # noqa: ARG001 - a view's shape
    """Where the code on the label of a bag or a parcel leads."""
    return redirect("depot:bag_by_code", code)


@require_GET
@for_roles(*PARCEL_ROLES)
def scanned(request: StaffRequest, code: str) -> HttpResponse:
    """Open the bag whose label was scanned, or the parcel."""
    try:
        return redirect("depot:bag", bag_id_of(viewer=request.user, roles=DEPOT, code=code))
    except BadCode:
        raise NotVisible from None
    except NotVisible:
        return redirect("gate:label", parcel_by_code(viewer=request.user, code=code).code)


@require_GET
@for_roles(*DEPOT)
@reads_labels
def find(request: StaffRequest) -> HttpResponse:
    """Open the bag whose code was typed, or say what to check."""
    typed = request.GET.get("code", "")
    try:
        return redirect("depot:bag", bag_id_of(viewer=request.user, roles=DEPOT, code=typed))
    except BadCode:
        error = _("This is not a whole code. Check each character on the label.")
    except NotVisible:
        error = _("No bag of this depot has this code.")
    return render(request, "depot/find.html", {"code": typed, "error": error}, status=422)


@require_http_methods(["GET", "POST"])
@for_roles(*DEPOT)
@reads_labels
def bag(request: StaffRequest, pk: int) -> HttpResponse:
    """What goes into the bag, or what became of it. Packing it twice is packing it once."""
    found = bag_for(viewer=request.user, roles=DEPOT, pk=pk)
    lines = pack_lines(bag_id=found.pk)
    if found.done_at is not None:
        return _done(request, found, lines=lines)
    swapped = stand_ins(round_id=found.wave.round_id)
    form = PackForm(lines, request.POST or None, request.FILES or None, stand_ins=swapped)
    others = list(form.stand_ins.values())
    table = ScanTable(form.lines, request.POST.getlist("scanned"), others=others)
    scales = Scales(request, found)
    if request.method == "POST":
        form.full_clean()
        scales.take(missing=form.missing_for_the_scale())
    step = request.POST.get("step", "")
    # Enter presses the first button, whichever field it was typed in.
    if step == "scan" or (step and request.POST.get("code")):
        return _packing(request, found, form, table.scan(request.POST.get("code", "")), scales)
    if request.method == "POST" and not (step or scales.is_refused) and form.is_valid():
        try:
            pack_bag(
                bag_id=found.pk,
                short=form.short(),
                scanned=table.scanned,
                lack=form.lack(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect("depot:bag", found.pk)
        except DomainError as error:
            form.add_error(None, refusal_text(error))
    return _packing(request, found, form, table, scales)


@require_POST
@for_roles(*DEPOT)
def leave(request: StaffRequest, pk: int) -> HttpResponse:
    """Lay a bag back unpacked, so that another sorter is offered it."""
    found = bag_for(viewer=request.user, roles=DEPOT, pk=pk)
    lay_back(bag_id=found.pk, actor=request.user)
    return redirect("depot:entrance", found.wave_id, found.household.parent_id)


@require_GET
@for_roles(*DEPOT)
def photo(request: StaffRequest, pk: int, photo: int) -> HttpResponse:
    """The photo of what was broken or wrong."""
    found = bag_for(viewer=request.user, roles=DEPOT, pk=pk)
    return photo_answer(short_photo(bag_id=found.pk, photo_id=photo))


@require_POST
@for_roles(*DEPOT)
def recalled(request: StaffRequest, pk: int) -> HttpResponse:
    """The called-back goods of a packed bag were taken out."""
    found = bag_for(viewer=request.user, roles=DEPOT, pk=pk)
    try:
        take_out_recalled(
            bag_id=found.pk,
            depot_id=found.wave.depot_id,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.info(request, refusal_text(error))
    return redirect("depot:bag", found.pk)


def _packing(
    request: StaffRequest, bag: Any, form: PackForm, table: ScanTable, scales: Scales
) -> HttpResponse:
    """The packing table; 422 after a wrong number, weight or good, or an unknown code."""
    context = {
        "bag": bag,
        "inside": orders_inside([bag.pk]).get(bag.pk, []),
        "form": form,
        "table": table,
        "scales": scales,
        "entrance": bag.household.parent,
        "elsewhere": is_on_table_of(bag, other_than=request.user.pk, now=timezone.now()),
    }
    refused = table.is_wrong or scales.is_refused or (form.is_bound and form.errors)
    return render(request, "depot/bag.html", context, status=422 if refused else 200)


def _done(request: StaffRequest, bag: Any, *, lines: list[Any]) -> HttpResponse:
    """The result, to be read at a glance, and the way to the next bag."""
    context = {
        "bag": bag,
        "inside": orders_inside([bag.pk]).get(bag.pk, []),
        "lines": lines,
        "weights": weights_of_bag(bag_id=bag.pk) if any(line.weighed for line in lines) else [],
        "recalled": recalled_in(bag_id=bag.pk),
        "state": bag_state(bag_id=bag.pk),
        "cell": _cell_number(bag),
        "crate": crate_of_bag(bag_id=bag.pk),
        "more": has_bag_to_pack(wave_id=bag.wave_id, entrance_id=bag.household.parent_id),
    }
    if request.method == "POST":
        return redirect("depot:bag", bag.pk)
    return render(request, "depot/packed.html", context)


def _cell_number(bag: Any) -> int | None:
    cells = cells_of(wave_id=bag.wave_id)
    of_bag = (c.number for c in cells if c.entrance.id == bag.household.parent_id)
    return next(of_bag, None)
