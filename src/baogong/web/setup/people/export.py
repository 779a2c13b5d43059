"""Lists with names as files: what for is asked before they leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.web.export import Export, ReasonForm, csv_answer
from baogong.web.setup.people.page import people_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from baogong.apps.places.models import Place
    from baogong.web.access import StaffRequest


def export_for_a_reason(
    request: StaffRequest, make: Callable[[], Export], *, count: int, estate: Place, tab: str
) -> HttpResponse:
    """Ask what the ``count`` rows are for, then hand them out; ``tab`` names the list's page."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        purpose = form.cleaned_data["purpose"]
        return csv_answer(request, make(), place=estate, purpose=purpose)
    context = {"form": form, "count": count, "tab": tab}
    return people_page(request, "setup/people/export.html", context, estate=estate, current=tab)
