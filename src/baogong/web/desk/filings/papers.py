"""The licence of a new supplier, and the notice of an approved group buy."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.filings.queries import approved_buy, filing_for, filing_photo
from baogong.apps.people.queries import estate_for
from baogong.apps.places.queries import public_url
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.photos import photo_answer
from baogong.web.desk.page import COLLECTORS
from baogong.web.paper.answer import pdf_answer
from baogong.web.paper.group_buy import group_buy_sheet


@for_roles(*COLLECTORS)
@require_GET
def photo(request: StaffRequest, pk: int) -> HttpResponse:
    """The licence as it was photographed."""
    return photo_answer(filing_photo(viewer=request.user, roles=COLLECTORS, pk=pk))


@for_roles(*COLLECTORS)
@require_GET
def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """A sheet to stamp and post: what was approved, and where it is really ordered (X2)."""
    row, now = filing_for(viewer=request.user, roles=COLLECTORS, pk=pk), timezone.now()
    buy = approved_buy(row.id, now=now)
    estate = estate_for(viewer=request.user, roles=COLLECTORS, pk=row.estate_id)
    sheet = group_buy_sheet(buy, address=public_url(place=estate, at=now), now=now)
    return pdf_answer(sheet, name=f"group-buy-{row.id}")
