"""A purchase order as the sheets that a shop works with."""

from django.utils.translation import gettext as _

from baogong.apps.procurement.queries import (
    PurchaseOrderRow,
    ordered_goods,
    ordered_packages,
    packages_by_building,
)
from baogong.values.quantity import GRAMS_PER_KG
from baogong.web.components.amounts import amount_text
from baogong.web.export import Export


def order_exports(order: PurchaseOrderRow) -> list[Export]:
    """Goods to bring, packages to make, and packages by building, each adding up to the order."""
    return [_goods(order), _packages(order), _buildings(order)]


def _goods(order: PurchaseOrderRow) -> Export:
    goods = ordered_goods(purchase_order_id=order.id)
    rows = [
        (good.sku, good.name, amount_text(good.quantity, good.sold_by), good.grams / GRAMS_PER_KG)
        for good in goods
    ]
    total = ("", _("Total"), "", sum(good.grams for good in goods) / GRAMS_PER_KG)
    head = (_("Short code"), _("Good"), _("Amount"), _("kg"))
    name = f"{_('Goods')} {order.number}"
    return Export("purchase-order", name, head, [*rows, total])


def _packages(order: PurchaseOrderRow) -> Export:
    packages = ordered_packages(purchase_order_id=order.id)
    rows = [
        (
            package.name,
            package.quantity,
            _(", ").join(
                f"{name} {amount_text(quantity, sold_by)}"
                for name, sold_by, quantity in package.content
            ),
        )
        for package in packages
    ]
    total = (_("Total"), sum(package.quantity for package in packages), "")
    head = (_("Package"), _("How many"), _("In each"))
    return Export("purchase-order", _("Packages"), head, [*rows, total])


def _buildings(order: PurchaseOrderRow) -> Export:
    """A row for each building, a column for each package, totals at the foot."""
    counts = {
        (building, package): quantity
        for building, package, quantity in packages_by_building(purchase_order_id=order.id)
    }
    buildings = list(dict.fromkeys(building for building, _package in counts))
    packages = list(dict.fromkeys(package for _building, package in counts))
    rows = [
        (building, *(counts.get((building, package), 0) for package in packages))
        for building in buildings
    ]
    sums = [
        sum(counts.get((building, package), 0) for building in buildings) for package in packages
    ]
    head = (_("Building"), *packages)
    return Export("purchase-order", _("By building"), head, [*rows, (_("Total"), *sums)])
