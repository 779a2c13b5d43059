"""What a household says after delivery: something is wrong, or how it was."""

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from baogong.apps.ordering.queries import DoorOrderRow, order_of_door
from baogong.apps.tickets.enums import Rating, Remedy, TicketKind
from baogong.apps.tickets.errors import TicketChanged
from baogong.apps.tickets.intents import Complaint, Verdict
from baogong.apps.tickets.queries import OrderGood, order_voice
from baogong.apps.tickets.services import give_feedback, report_goods
from baogong.values.errors import DomainError
from baogong.web.components.amounts import amount_text
from baogong.web.components.photos import PhotoField
from baogong.web.refusals import refusal_text
from baogong.web.resident.session import HouseholdRequest, for_household


class ReportForm(forms.Form):
    """Which goods, and what is wrong with them. ``key`` is made with the page."""

    key = forms.UUIDField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}))
    goods = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which goods?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=TicketKind.choices,
        widget=forms.RadioSelect,
    )
    photo = PhotoField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("Of the goods, without people. Only the desk sees it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Anything to add?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    remedy = forms.ChoiceField(
        label=gettext_lazy("What would you like?"),
        choices=Remedy.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, goods: Sequence[OrderGood], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goods"].choices = [(good.id, _good_text(good)) for good in goods]  # type: ignore[attr-defined]

    def complaint(self) -> Complaint:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Complaint(
            key=data["key"],
            kind=TicketKind(data["kind"]),
            good_ids=frozenset(data["goods"]),
            remedy=Remedy(data["remedy"]),
            note=data["note"],
            photo=data["photo"],
        )


class RatingForm(forms.Form):
    """How it was: freshness, price, and what was not fresh."""

    freshness = forms.ChoiceField(
        label=gettext_lazy("Freshness"), choices=Rating.choices, widget=forms.RadioSelect
    )
    price = forms.ChoiceField(
        label=gettext_lazy("Price"), choices=Rating.choices, widget=forms.RadioSelect
    )
    stale = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What was not fresh?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, goods: Sequence[OrderGood], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stale"].choices = [(good.id, good.name) for good in goods]  # type: ignore[attr-defined]

    def verdict(self) -> Verdict:
        """Only after ``is_valid``."""
        data = self.cleaned_data
        return Verdict(Rating(data["freshness"]), Rating(data["price"]), frozenset(data["stale"]))


@for_household
@require_http_methods(["GET", "POST"])
def report(request: HouseholdRequest, number: str) -> HttpResponse:
    """One page to say what is wrong; a POST leads to the receipt on the order's page."""
    order = _order(request, number)
    voice = order_voice(order_id=order.id, now=timezone.now())
    if not voice.can_report:
        return redirect("resident:order", order.number)
    if request.method == "GET":
        return _page(request, order, ReportForm(voice.goods, initial={"key": uuid4()}))
    form = ReportForm(voice.goods, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, order, form)
    try:
        ticket = report_goods(
            form.complaint(), order_id=order.id, actor=request.household, now=timezone.now()
        )
    except DomainError as error:
        if isinstance(error, TicketChanged):
            form = _with_new_key(request, voice.goods)
        form.add_error(None, refusal_text(error))
        return _page(request, order, form)
    receipt = reverse("resident:order", args=[order.number])
    return HttpResponseRedirect(f"{receipt}?reported={ticket.number}")


@for_household
@require_POST
def rate(request: HouseholdRequest, number: str) -> HttpResponse:
    """Freshness and price of a delivered order; the first answer stands."""
    order = _order(request, number)
    voice = order_voice(order_id=order.id, now=timezone.now())
    form = RatingForm(voice.goods, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one for freshness and one for price."))
        return HttpResponseRedirect(reverse("resident:order", args=[order.number]) + "#rate")
    try:
        give_feedback(
            form.verdict(), order_id=order.id, actor=request.household, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        messages.success(request, _("Thank you. The street office and the shops learn from it."))
    return redirect("resident:order", order.number)


def _order(request: HouseholdRequest, number: str) -> DoorOrderRow:
    return order_of_door(household_id=request.household.door_id, number=number, now=timezone.now())


def _with_new_key(request: HouseholdRequest, goods: Sequence[OrderGood]) -> ReportForm:
    """What was sent, as a report of its own; its photo has to be chosen again."""
    sent = request.POST.copy()
    sent["key"] = str(uuid4())
    return ReportForm(goods, sent)


def _page(request: HouseholdRequest, order: DoorOrderRow, form: ReportForm) -> HttpResponse:
    context = {
        "order": order,
        "form": form,
        "place": request.household.door,
        "place_note": request.household.estate,
    }
    status = 422 if form.errors else 200
    return render(request, "resident/report.html", context, status=status)


def _good_text(good: OrderGood) -> str:
    """``鸡蛋 · 20 件``, and what is known to be missing already."""
    if not good.short:
        return f"{good.name} · {amount_text(good.ordered, good.sold_by)}"
    return _("%(good)s · %(amount)s, of which %(short)s are known to be missing") % {
        "good": good.name,
        "amount": amount_text(good.ordered, good.sold_by),
        "short": amount_text(good.short, good.sold_by),
    }
