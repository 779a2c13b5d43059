"""Orders on paper slips: one person types them, another reads each slip again."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.ordering.enums import Channel, OnExisting
from baogong.apps.ordering.errors import AlreadyOrdered
from baogong.apps.ordering.intents import OrderIntent
from baogong.apps.ordering.queries import (
    ActRow,
    OfferRow,
    act_for,
    next_slip,
    offer_of_round,
    round_for,
    slip_counts,
    slip_differences,
    slip_doors,
    slips_typed,
)
from baogong.apps.ordering.services import check_slip, decide_order, settle_slip
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import DoorRow, find_doors
from baogong.values.errors import DomainError, NotVisible
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.asks import asked_for
from baogong.web.components.fields import is_number
from baogong.web.components.order_form import OrderForm
from baogong.web.desk.doors import one_door
from baogong.web.desk.page import COLLECTORS, ROLES, desk_page
from baogong.web.refusals import refusal_text

SECOND = "second"
FindDoors = Callable[[str], list[DoorRow]]


class SlipForm(OrderForm):
    """A slip as it is typed: the door as it is written there, then the quantities."""

    door = forms.CharField(
        label=gettext_lazy("Door, or the slip's code"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True}),
        error_messages={"required": gettext_lazy("Type the door that stands on the slip.")},
    )
    again = forms.BooleanField(
        label=gettext_lazy("This is a second slip of the same door: add it"), required=False
    )

    def __init__(
        self, offer: OfferRow, data: Any = None, *, find: FindDoors, **kwargs: Any
    ) -> None:
        super().__init__(offer, data, **kwargs)
        self.find = find

    def clean_door(self) -> int:
        """The one door that is meant; a slip's code means the door on it."""
        text = self.cleaned_data["door"]
        if doors := slip_doors(round_id=self.offer.id, codes=[text]):
            [door_id] = doors.values()
            return door_id
        return one_door(text, found=self.find(text))


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def type_in(request: StaffRequest, pk: int) -> HttpResponse:
    """Type one slip after the other; after each the page is ready for the next door."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    offer = offer_of_round(round_id=pk, now=timezone.now())

    def find(text: str) -> list[DoorRow]:
        return find_doors(estate=round_.estate, text=text)

    door = request.GET.get("door", "")
    initial = {"key": uuid4(), "door": door}
    form = SlipForm(offer, request.POST or None, find=find, initial=initial)
    if door:
        del form.fields["door"].widget.attrs["autofocus"]
    if request.method == "POST" and form.is_valid() and _placed(request, form):
        return redirect("desk:slips", pk)
    context = {
        "form": form,
        "focus": bool(door),
        "typed": slips_typed(round_id=pk, typist_id=request.user.pk),
        **_frame(offer),
    }
    status = 422 if form.errors else 200
    return desk_page(request, "desk/slips.html", context, current="desk:home", status=status)


def _placed(request: StaffRequest, form: SlipForm) -> bool:
    data = form.cleaned_data
    intent = OrderIntent(
        key=data["key"],
        round_id=form.offer.id,
        household_id=data["door"],
        wishes=form.wishes(),
        occurred_at=timezone.now(),
        channel=Channel.SHEET,
        placed_by_id=request.user.pk,
        on_existing=OnExisting.ADD if data["again"] else OnExisting.ASK,
        on_short=form.on_short_choice(),
    )
    try:
        decide_order(intent, now=timezone.now())
    except AlreadyOrdered as error:
        numbers = error.data["numbers"]
        text = _("This door ordered already: %(numbers)s. Tick to add, or leave the slip out.")
        form.add_error("again", text % {"numbers": numbers})
        return False
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    return True


@for_roles(*COLLECTORS)
@require_http_methods(["GET", "POST"])
def read_again(request: StaffRequest, pk: int) -> HttpResponse:
    """The next slip that somebody else typed, blind; below, the readings that differ."""
    round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    offer = offer_of_round(round_id=pk, now=timezone.now())
    form = OrderForm(offer, request.POST or None, initial={"key": uuid4()})
    wanted = request.POST.get("order", "")
    if request.method == "POST" and is_number(wanted) and form.is_valid():
        act = _act(request, int(wanted), roles=COLLECTORS)
        try:
            check_slip(
                act_id=act.row.id,
                key=form.cleaned_data["key"],
                wishes=form.wishes(),
                actor=request.user,
                now=timezone.now(),
            )
        except DomainError as error:
            form.add_error(None, refusal_text(error))
        else:
            return redirect("desk:slip_checks", pk)
    context = {
        "form": form,
        "slip": next_slip(round_id=pk, reader_id=request.user.pk),
        "differences": slip_differences(round_id=pk),
        **_frame(offer),
    }
    status = 422 if form.errors else 200
    template = "desk/slip_checks.html"
    return desk_page(request, template, context, current="desk:home", status=status)


@for_roles(*ROLES)
@require_POST
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """The slip was looked at a third time: one of the readings holds."""
    act = _act(request, pk, roles=ROLES)
    try:
        settle_slip(
            act_id=pk,
            second=request.POST.get("holds") == SECOND,
            reason=_("Second reading of the slip"),
            shop_agreed="shop_agreed" in request.POST,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    return redirect("desk:slip_checks", act.row.round_id)


def _act(request: StaffRequest, pk: int, *, roles: Collection[Role]) -> ActRow:
    """What was ordered or asked for from a slip. Raises NotVisible."""
    act = act_for(viewer=request.user, roles=roles, pk=pk, now=timezone.now())
    if act is None:
        raise NotVisible
    return act


def _frame(offer: OfferRow) -> dict[str, Any]:
    return {
        "offer": offer,
        "asked_for": asked_for(offer),
        "counts": slip_counts(round_id=offer.id),
        "place_note": offer.estate,
    }
