"""Is this group buy the real one? For everybody who holds its notice, without signing in (X2)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.filings.queries import approved_buy


@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was approved, and the way to order; nothing else has this page."""
    buy = approved_buy(pk, now=timezone.now())
    context = {"buy": buy, "place": buy.title, "place_note": buy.estate}
    return render(request, "resident/group_buy.html", context)
