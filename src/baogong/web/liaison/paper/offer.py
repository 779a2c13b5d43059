"""What a round offers, as a picture for the chat and as a sheet for the lift."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from baogong.apps.places.queries import plan_version
from baogong.plumbing.paper import Sheet
from baogong.values.money import format_yuan
from baogong.web.components.listings import contents_text
from baogong.web.components.rules import rule_text
from baogong.web.liaison.texts import Ways, bounds_text, until_text
from baogong.web.paper.corner import corner

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.ordering.queries import OfferRow
    from baogong.apps.places.models import Place

PICTURE = Path(__file__).with_name("picture.typ")
NOTICE = Path(__file__).with_name("notice.typ")


def offer_sheet(
    offer: OfferRow, ways: Ways, *, template: Path, estate: Place, now: datetime
) -> Sheet:
    """Packages with contents and prices; the code opens the order page, which ``ways`` names."""
    head = {
        "estate": offer.estate,
        "title": offer.title,
        "until": until_text(offer),
        "qr": ways.url,
        "scan": _("Scan to order, or open"),
        "url": ways.url,
        "phone": _("Or order by telephone: %(phone)s") % {"phone": ways.phone}
        if ways.phone
        else "",
        "corner": corner(plan_version(path=estate.path), now=now),
    }
    items = [
        {
            "name": row.name,
            "price": format_yuan(row.price_fen),
            "content": contents_text(row),
            "bounds": bounds_text(row),
            "rule": rule_text(row),
        }
        for row in offer.packages()
    ]
    return Sheet(template=template, items=items, head=head, items_per_part=max(len(items), 1))
