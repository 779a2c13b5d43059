"""An open round for the chat (R45): a text to change and paste, a picture, a sheet to hang up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.ordering.errors import CutoffPassed
from baogong.apps.ordering.queries import closed_since, offer_of_round, round_for
from baogong.apps.places.queries import example_door, public_url, setting
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL
from baogong.web.access import StaffRequest, for_roles
from baogong.web.components.chat import MOST_CHARACTERS
from baogong.web.desk.page import COLLECTORS, desk_page
from baogong.web.liaison.paper.offer import NOTICE, PICTURE, offer_sheet
from baogong.web.liaison.texts import Ways, offer_text
from baogong.web.paper.answer import pdf_answer, png_answer

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.http import HttpResponse

    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.plumbing.paper import Sheet


@for_roles(*COLLECTORS)
@require_GET
def message(request: StaffRequest, pk: int) -> HttpResponse:
    """The text, in parts where it is long; it is changed on the page and kept nowhere."""
    now = timezone.now()
    round_ = _open_round(request, pk, now=now)
    ways = _ways(round_.estate, now=now)
    text = offer_text(offer_of_round(round_id=pk, now=now), ways)
    context = {
        "round": round_,
        "text": text,
        "parts": [(part, len(part)) for part in text.parts],
        "most": MOST_CHARACTERS,
        "ways": ways,
        "place_note": round_.estate.label,
    }
    return desk_page(request, "liaison/message.html", context, current="liaison:home")


@for_roles(*COLLECTORS)
@require_GET
def picture(request: StaffRequest, pk: int) -> HttpResponse:
    """The same as one long picture, for chats in which texts are folded."""
    return png_answer(_sheet(request, pk, template=PICTURE), name=f"round-{pk}")


@for_roles(*COLLECTORS)
@require_GET
def sheet(request: StaffRequest, pk: int) -> HttpResponse:
    """The same on A4, for the lift."""
    return pdf_answer(_sheet(request, pk, template=NOTICE), name=f"round-{pk}")


def _sheet(request: StaffRequest, pk: int, *, template: Path) -> Sheet:
    now = timezone.now()
    estate = _open_round(request, pk, now=now).estate
    public_url(place=estate, at=now)
    offer = offer_of_round(round_id=pk, now=now)
    return offer_sheet(offer, _ways(estate, now=now), template=template, estate=estate, now=now)


def _open_round(request: StaffRequest, pk: int, *, now: datetime) -> Round:
    """Raises CutoffPassed once there is nothing to announce any more."""
    round_ = round_for(viewer=request.user, roles=COLLECTORS, pk=pk)
    if closed_at := closed_since(round_, now=now):
        raise CutoffPassed(cutoff_at=closed_at)
    return round_


def _ways(estate: Place, *, now: datetime) -> Ways:
    url = str(setting(PUBLIC_URL, place=estate, at=now)).rstrip("/")
    return Ways(
        url=f"{url}/" if url else "",
        phone=str(setting(CONTACT_PHONE, place=estate, at=now)),
        door=example_door(estate),
    )
