"""More has come than a round had: of a package, or of a good that several packages share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from baogong.apps.ordering.queries import bounded_goods, listings_of, round_for
from baogong.apps.ordering.services import add_good_stock, add_stock
from baogong.values.errors import DomainError
from baogong.web.access import StaffRequest, for_roles
from baogong.web.command.round_forms import MOST_STOCK
from baogong.web.command.scope import PLANNERS
from baogong.web.components.amounts import amount_text
from baogong.web.components.fields import AmountField
from baogong.web.refusals import refusal_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from baogong.apps.ordering.models import Round
    from baogong.apps.ordering.queries import BoundedGood, RoundListing


class StockForm(forms.Form):
    """So many more of a package have come; ``seen``: how many the page said there are."""

    listing = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    quantity = forms.IntegerField(
        label=gettext_lazy("So many more have come"), min_value=1, max_value=MOST_STOCK
    )


class GoodStockForm(forms.Form):
    """So much more of a good has come, in pieces or jin; ``seen`` as above, in pieces or grams."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, good: BoundedGood, data: Any) -> None:
        super().__init__(data)
        self.fields["quantity"] = AmountField(sold_by=good.sold_by)


def to_restock(
    round_: Round, listings: Sequence[RoundListing], goods: Sequence[BoundedGood]
) -> dict[str, Any]:
    """What of a round has a bound that can be raised, for its page."""
    if round_.closed_at:
        return {}
    return {
        "to_restock": [row for row in listings if row.stock is not None],
        "goods_to_restock": [row for row in goods if row.stock is not None],
    }


@require_POST
@for_roles(*PLANNERS)
def package(request: StaffRequest, pk: int) -> HttpResponse:
    """So many more of a package have come; the next deal gives them to those who wait."""
    round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    form = StockForm(request.POST)
    names = {row.id: row.name for row in listings_of(round_id=pk)}
    if not form.is_valid() or form.cleaned_data["listing"] not in names:
        text = _("Say how many more have come: a whole number from 1 to %(most)s.")
        messages.error(request, text % {"most": MOST_STOCK})
        return redirect("command:round", pk)
    listing, seen, more = (form.cleaned_data[name] for name in ("listing", "seen", "quantity"))
    try:
        add_stock(
            listing_id=listing, quantity=more, seen=seen, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        words = {"n": more, "package": names[listing]}
        messages.success(
            request, _("%(n)s more of %(package)s. Those who wait come first.") % words
        )
    return redirect("command:round", pk)


@require_POST
@for_roles(*PLANNERS)
def good(request: StaffRequest, pk: int) -> HttpResponse:
    """So much more of a good has come, for all packages of the round that hold it."""
    round_for(viewer=request.user, roles=PLANNERS, pk=pk)
    goods = {str(row.id): row for row in bounded_goods(round_id=pk)}
    found = goods.get(request.POST.get("good", ""))
    form = GoodStockForm(found, request.POST) if found else None
    if found is None or form is None or not form.is_valid():
        messages.error(request, _("Say how much more has come: pieces, or jin like 3 or 0.5."))
        return redirect("command:round", pk)
    seen, more = form.cleaned_data["seen"], form.cleaned_data["quantity"]
    try:
        add_good_stock(
            round_good_id=found.id,
            quantity=more,
            seen=seen,
            actor=request.user,
            now=timezone.now(),
        )
    except DomainError as error:
        messages.error(request, refusal_text(error))
    else:
        words = {"amount": amount_text(more, found.sold_by), "good": found.name}
        messages.success(
            request, _("%(amount)s more of %(good)s. Those who wait come first.") % words
        )
    return redirect("command:round", pk)
