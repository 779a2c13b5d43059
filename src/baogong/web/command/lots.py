"""Lots: where their goods went, and calling one back from the doors (C10.4)."""

from collections.abc import Collection
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from baogong.apps.custody.enums import HolderKind
from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.inventory.services import answer_recall, recall_lot
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.apps.reporting.queries import LotTrace, TracedBag, lot_ids, lot_rows, lot_trace
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.navigation import navigation
from baogong.web.command.scope import COMMAND, PLANNERS, page_number
from baogong.web.components.amounts import amount_text
from baogong.web.export import Export, list_answer
from baogong.web.paper.corner import sheet_head
from baogong.web.refusals import refusal_text

PAGE_ROWS = 100


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Good or supplier"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class RecallForm(forms.Form):
    """Why nobody may eat it; the doors and the shelf are told with these words."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it called back?"),
        help_text=gettext_lazy("Residents read these words, for example: smells, found on 12 Apr"),
        max_length=200,
    )


class AnswerForm(forms.Form):
    """What came of asking one door."""

    key = forms.UUIDField()
    door = forms.TypedChoiceField(coerce=int)
    outcome = forms.ChoiceField(choices=RecallOutcome.choices)

    def __init__(self, data: QueryDict, *, doors: Collection[int]) -> None:
        super().__init__(data)
        self.fields["door"].choices = [(str(pk), "") for pk in doors]  # type: ignore[attr-defined]


@require_GET
@for_roles(*PLANNERS)
def index(request: StaffRequest) -> HttpResponse:
    """Lots, the newest first; found by good or supplier."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    ids = lot_ids(viewer=request.user, roles=PLANNERS, text=text)
    page = Paginator(ids, PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "nav": navigation(request, current="command:lots"),
        "form": form,
        "searched": text,
        "page": page,
        "rows": lot_rows(list(page.object_list)),
    }
    return render(request, "command/lots.html", context)


@require_GET
@for_roles(*PLANNERS)
def detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Where a lot's goods are now, door by door."""
    return _detail(request, _trace(request, pk))


@require_POST
@for_roles(*COMMAND)
def recall(request: StaffRequest, pk: int) -> HttpResponse:
    """Call the lot back."""
    trace = lot_trace(viewer=request.user, roles=COMMAND, pk=pk)
    form = RecallForm(request.POST)
    if form.is_valid():
        try:
            recall_lot(
                lot_id=pk,
                reason=form.cleaned_data["reason"],
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, _("The lot is called back. What is left stays here."))
            return redirect("command:lot", pk)
    return _detail(request, trace, form)


@require_POST
@for_roles(*PLANNERS)
def answer(request: StaffRequest, pk: int) -> HttpResponse:
    """Write down what came of asking one of the lot's doors."""
    trace = _trace(request, pk)
    form = AnswerForm(request.POST, doors={bag.door_id for bag in trace.bags})
    if trace.lot.recall is None or not form.is_valid():
        messages.error(request, _("Nothing was written down. Choose an answer beside a door."))
    else:
        answer_recall(
            key=form.cleaned_data["key"],
            recall=trace.lot.recall,
            household_id=form.cleaned_data["door"],
            outcome=RecallOutcome(form.cleaned_data["outcome"]),
            actor=request.user,
            now=timezone.now(),
        )
    return redirect(f"{reverse('command:lot', args=[pk])}?page={page_number(request)}#doors")


@require_GET
@for_roles(*PLANNERS)
def export(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors as a file; ``?as=xlsx`` as a workbook."""
    trace = _trace(request, pk)
    head = (_("Entrance"), _("Door"), _("Bag"), _("Quantity"), _("Is with"), _("Answer"))
    rows = [
        (
            bag.entrance,
            bag.door,
            bag.code,
            amount_text(bag.quantity, trace.lot.sold_by),
            place_text(bag),
            bag.outcome_label,
        )
        for bag in trace.bags
    ]
    found = Export("lot-doors", _title(trace), head, rows)
    place = place_for(viewer=request.user, roles=PLANNERS, pk=trace.lot.depot_id)
    return list_answer(request, found, place=place)


@require_GET
@for_roles(*PLANNERS)
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The doors on paper, for those who go and ask."""
    trace, now = _trace(request, pk), timezone.now()
    context = {
        "trace": trace,
        "bags": [bag for bag in trace.bags if bag.is_out],
        **sheet_head(place=trace.lot.depot, path=trace.lot.depot_path, now=now),
    }
    return render(request, "command/lot_print.html", context)


def place_text(bag: TracedBag) -> str:
    """Where a bag is, in words."""
    if bag.holder_kind == HolderKind.DOOR:
        return _("at the door")
    if bag.holder_kind == HolderKind.RETURNS:
        return _("%(depot)s, returns shelf") % {"depot": bag.holder}
    return bag.holder


def _trace(request: StaffRequest, pk: int) -> LotTrace:
    return lot_trace(viewer=request.user, roles=PLANNERS, pk=pk)


def _title(trace: LotTrace) -> str:
    day = f"{timezone.localtime(trace.lot.received_at):%Y-%m-%d}"
    return f"{trace.lot.good} · {trace.lot.supplier} · {day}"


def _detail(
    request: StaffRequest, trace: LotTrace, form: RecallForm | None = None
) -> HttpResponse:
    page = Paginator(trace.bags, PAGE_ROWS).get_page(page_number(request))
    context = {
        "nav": navigation(request, current="command:lots"),
        "place": trace.lot.depot,
        "trace": trace,
        "title": _title(trace),
        "page": page,
        "rows": [(bag, place_text(bag), uuid4()) for bag in page.object_list],
        "outcomes": RecallOutcome.choices,
        "commands": Role.COMMANDER in request.roles,
        "form": form or RecallForm(),
    }
    return render(request, "command/lot.html", context, status=422 if form else 200)
