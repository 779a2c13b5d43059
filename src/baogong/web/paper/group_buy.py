"""The notice of an approved group buy: what is real of it, and the one place to order (X2)."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from baogong.apps.filings.queries import ApprovedBuy
from baogong.apps.ordering.queries import RoundListing
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import plan_version
from baogong.plumbing.paper import Sheet
from baogong.values.money import format_yuan
from baogong.web.components.amounts import good_text
from baogong.web.components.fields import clock_text
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("group_buy.typ")


def group_buy_sheet(buy: ApprovedBuy, *, address: str, now: datetime) -> Sheet:
    """One page with room for a stamp; ``address``: of the installation, for the QR code."""
    page = address + reverse("resident:group_buy", args=[buy.id])
    closes, clock = clock_text(buy.cutoff_at)
    head = {
        "estate": buy.estate,
        "title": buy.title,
        "number": _("Approved group buy no. %(number)s") % {"number": buy.id},
        "facts": [
            (_("Delivery day"), formats.date_format(buy.delivery_date, "DATE_FORMAT")),
            (
                _("Order until"),
                f"{formats.date_format(closes, 'DATE_FORMAT')} {clock}",
            ),
            (_("Supplier"), buy.supplier),
            (_("Business licence"), _licence(buy)),
            (_("Questions"), buy.contact or _("at your residents' committee")),
            (
                _("Approved by"),
                f"{Role.COMMANDER.label} · {short_time(buy.approved_at)}",
            ),
        ],
        "columns": [_("Package"), _("In each"), _("Price")],
        "how": _("Order only here"),
        "qr": page,
        "page": page.split("://", 1)[-1],
        "warning": _(
            "Scan the code, or type the address; order with your household card. Whoever sends"
            " another code for this group buy does not come from the estate."
        ),
        "stamp": _("Stamp"),
        "corner": corner(plan_version(path=buy.estate_path), now=now),
    }
    return Sheet(
        template=TEMPLATE,
        items=[_item(row) for row in buy.listings],
        head=head,
        items_per_part=max(len(buy.listings), 1),
    )


def _licence(buy: ApprovedBuy) -> str:
    if buy.licence_until is None:
        return buy.licence
    day = formats.date_format(buy.licence_until, "YEAR_DATE_FORMAT")
    return _("%(licence)s, until %(day)s") % {"licence": buy.licence, "day": day}


def _item(row: RoundListing) -> dict[str, Any]:
    contents = (good_text(good.name, good.quantity, good.sold_by) for good in row.contents)
    return {
        "name": row.name,
        "contents": _(", ").join(contents),
        "price": format_yuan(row.price_fen),
    }
