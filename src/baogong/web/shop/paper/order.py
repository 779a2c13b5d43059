"""A purchase order on paper, with the pick list behind it."""

from pathlib import Path

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version
from baogong.apps.procurement.queries import (
    ordered_goods,
    ordered_packages,
    shop_order_for,
    swaps_of_orders,
)
from baogong.plumbing.paper import Sheet
from baogong.values.quantity import format_jin, format_kg
from baogong.web.components.amounts import amount_text, good_text, short_amount
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("order.typ")


def purchase_order_sheet(viewer: Viewer, purchase_order_id: int) -> Sheet:
    """Goods by item with boxes to tick, then packages with their content. Raises NotVisible."""
    order = shop_order_for(viewer=viewer, pk=purchase_order_id)
    goods = ordered_goods(purchase_order_id=order.id)
    grams = sum(good.grams for good in goods)
    sent = _("sent %(at)s") % {"at": short_time(order.sent_at)}
    head = {
        "title": _("Purchase order %(number)s") % {"number": order.number},
        "number": order.number,
        "supplier": order.supplier,
        "where": _("To the gate of %(estate)s") % {"estate": order.estate},
        "when": formats.date_format(order.delivery_date, "DATE_FORMAT"),
        "goods_columns": [_("Good"), _("Amount"), _("Picked"), _("At the gate")],
        "total": _("Total weight"),
        "weight": _("%(jin)s jin (%(kg)s kg)")
        % {"jin": format_jin(grams), "kg": format_kg(grams)},
        "swaps": _swaps(order.id),
        "packages_title": _("Packages that this is for"),
        "packages_columns": [_("Package"), _("How many"), _("In each")],
        "packages": _packages(order.id),
        "signed": [_("Shop"), _("Gate guard")],
        "corner": corner(plan_version(path=order.estate_path), sent, now=timezone.now()),
    }
    items = [
        {"name": good.name, "amount": amount_text(good.quantity, good.sold_by)} for good in goods
    ]
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=max(len(items), 1))


def _swaps(purchase_order_id: int) -> list[str]:
    """What the desk accepted in the place of what is out: the packages still name that."""
    return [
        _("%(other)s %(amount)s in place of %(good)s %(out)s")
        % {
            "other": swap.other,
            "amount": short_amount(swap.quantity, swap.other_sold_by),
            "good": swap.good,
            "out": short_amount(swap.replaced, swap.sold_by),
        }
        for swap in swaps_of_orders([purchase_order_id])
        if swap.is_accepted
    ]


def _packages(purchase_order_id: int) -> list[dict[str, str]]:
    return [
        {
            "name": package.name,
            "quantity": str(package.quantity),
            "content": _(", ").join(
                good_text(name, quantity, sold_by) for name, sold_by, quantity in package.content
            ),
        }
        for package in ordered_packages(purchase_order_id=purchase_order_id)
    ]
