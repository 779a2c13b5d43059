"""A helper orders for the households that they are paired with (R39, R47)."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from baogong.apps.ordering.enums import Channel, Consent, OnExisting
from baogong.apps.ordering.errors import AlreadyOrdered
from baogong.apps.ordering.intents import Decision, OrderIntent
from baogong.apps.ordering.queries import asks_of_door, offers_to_ask_for, orders_of_door
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import PairedDoor, paired_door_for, paired_doors
from baogong.values.codes import group
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.order_form import OrderForm, seen_value
from baogong.web.refusals import refusal_text

ASKED = (Consent.PERSON, Consent.PHONE, Consent.STANDING)


class HelperOrderForm(OrderForm):
    """An order for a paired household, and how the household agreed."""

    consent = forms.ChoiceField(
        label=gettext_lazy("How the household agreed"),
        choices=[(consent, consent.label) for consent in ASKED],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Say how they agreed: in person, by phone, or as arranged.")
        },
    )
    on_existing = forms.ChoiceField(
        label=gettext_lazy("This household ordered already. What shall this order mean?"),
        required=False,
        choices=[
            (OnExisting.ADD, gettext_lazy("Both: add this to the earlier order")),
            (OnExisting.REPLACE, gettext_lazy("Only this: it replaces the earlier order")),
        ],
        widget=forms.RadioSelect,
    )


@for_roles(Role.OFFICER)
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """The doors that the viewer may order for."""
    return render(request, "carrier/pairs.html", {"doors": paired_doors(viewer=request.user)})


@for_roles(Role.OFFICER)
@require_http_methods(["GET", "POST"])
def order(request: StaffRequest, door: int) -> HttpResponse:
    """One of the open rounds for a paired door."""
    paired = paired_door_for(viewer=request.user, pk=door)
    now = timezone.now()
    offers = offers_to_ask_for(path=paired.path, now=now)
    asked = request.POST.get("round") or request.GET.get("round")
    named = [offer for offer in offers if str(offer.id) == asked]
    offer = next(iter(named or (() if request.method == "POST" else offers)), None)
    context: dict[str, Any] = {"door": paired, "offers": offers}
    if offer is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "carrier/pair_order.html", context, status=status)
    earlier = orders_of_door(household_id=paired.id, now=now, round_ids=[offer.id])
    asks = asks_of_door(household_id=paired.id, now=now, round_ids=[offer.id])
    form = HelperOrderForm(offer, request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid() and _placed(request, paired, form):
        return redirect("carrier:pairs")
    context |= {"form": form, "earlier": earlier, "asks": asks}
    context["seen"] = seen_value([*earlier, *asks])
    status = 422 if form.errors else 200
    return render(request, "carrier/pair_order.html", context, status=status)


def _placed(request: StaffRequest, paired: PairedDoor, form: HelperOrderForm) -> bool:
    now = timezone.now()
    intent = OrderIntent(
        key=form.cleaned_data["key"],
        round_id=form.offer.id,
        household_id=paired.id,
        wishes=form.wishes(),
        occurred_at=now,
        channel=Channel.HELPER,
        placed_by_id=request.user.pk,
        consent=Consent(form.cleaned_data["consent"]),
        on_existing=form.on_existing_choice(),
        replaces=form.replaced_ids(),
        over_percent=form.agreed_over(),
        on_short=form.on_short_choice(),
        waits=form.waits_choice(),
    )
    try:
        decision = decide_order(intent, now=now)
    except AlreadyOrdered:
        form.add_error("on_existing", _("Ask the household, then choose."))
        return False
    except DomainError as error:
        form.add_error(None, refusal_text(error))
        return False
    told = {"number": group(decision.number), "door": paired.label}
    messages.success(request, _placed_text(decision) % told)
    return True


def _placed_text(decision: Decision) -> str:
    if decision.ask_id is None:
        return _("Order %(number)s for %(door)s is placed.")
    if decision.order_id is None:
        return _("Number %(number)s for %(door)s is kept. It comes when it is given out.")
    return _("Order %(number)s for %(door)s is placed; a part of it waits.")
