"""Labels and slips as PDF; without a public address they say what to do instead."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from baogong.apps.people.enums import Role
from baogong.plumbing.paper import Sheet
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.depot.paper.cells import cell_plate_sheet
from baogong.web.depot.paper.crates import crate_slip_sheet
from baogong.web.depot.paper.labels import bag_label_sheet
from baogong.web.depot.paper.manifest import manifest_sheet
from baogong.web.depot.paper.shelf import shelf_card_sheet
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.doors import door_list_sheet
from baogong.web.refusals import refusal_text


@require_GET
@for_roles(*DEPOT)
def labels(request: StaffRequest, pk: int) -> HttpResponse:
    """Bag labels of a wave, or of one entrance (``?entrance=``)."""
    return _pdf(request, lambda: bag_label_sheet(request.user, pk, _entrance(request)), "labels")


@require_GET
@for_roles(*DEPOT)
def crate_slips(request: StaffRequest, pk: int) -> HttpResponse:
    """Crate slips of a wave, or of one entrance (``?entrance=``)."""
    return _pdf(request, lambda: crate_slip_sheet(request.user, pk, _entrance(request)), "crates")


@require_GET
@for_roles(*DEPOT)
def shelf_cards(request: StaffRequest, pk: int) -> HttpResponse:
    """A card with a code for each good of a wave, to hang on its shelf."""
    return _pdf(request, lambda: shelf_card_sheet(request.user, pk), "shelf")


@require_GET
@for_roles(*DEPOT)
def cell_plates(request: StaffRequest, pk: int) -> HttpResponse:
    """A plate with the number of each cell of a wave."""
    return _pdf(request, lambda: cell_plate_sheet(request.user, pk), "cells")


@require_GET
@for_roles(*DEPOT)
def manifest(request: StaffRequest, pk: int) -> HttpResponse:
    """What is loaded, by building in the order in which it is unloaded."""
    return _pdf(request, lambda: manifest_sheet(request.user, pk), "manifest")


@require_GET
@for_roles(*DEPOT, Role.OFFICER, Role.CLERK)
def doors(request: StaffRequest, pk: int) -> HttpResponse:
    """A crate's list of doors, for the officer's hand."""
    return _pdf(request, lambda: door_list_sheet(request.user, pk), f"doors-{pk}")


def _entrance(request: StaffRequest) -> int | None:
    asked = request.GET.get("entrance", "")
    return int(asked) if asked.isdecimal() else None


def _pdf(request: StaffRequest, make: Callable[[], Sheet], name: str) -> HttpResponse:
    try:
        return pdf_answer(make(), name=name)
    except DomainError as error:
        return render(request, "depot/refused.html", {"text": refusal_text(error)}, status=422)
