"""The lists of a day as they are taken out: what stands above the columns and in the rows."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from baogong.apps.catalog.queries import GoodRow
from baogong.apps.procurement.queries import Purchase, PurchaseLine
from baogong.apps.reporting.queries import BagRow, OrderRow
from baogong.values.money import FEN_PER_YUAN
from baogong.web.command.words import STATE_LABELS
from baogong.web.components.amounts import amount_text
from baogong.web.export import Export, minute_text


def order_export(rows: Sequence[OrderRow]) -> Export:
    """Orders, one a row, in walking order."""
    head = (_("Door"), _("Order no."), _("State"), _("Bags"), _("Yuan"), _("Ordered at"))
    cells = [
        (
            row.door,
            row.number,
            STATE_LABELS[row.state],
            row.bags,
            round(row.total_fen / FEN_PER_YUAN, 2),
            minute_text(row.occurred_at),
        )
        for row in rows
    ]
    return Export("day-orders", _("Orders"), head, cells)


def bag_export(rows: Sequence[BagRow], *, good: GoodRow | None) -> Export:
    """Bags, one a row; ``good``: how much of it each holds, too."""
    head = (_("Door"), _("Bag"), _("Part"), _("State"), _("Is with"), _("Order no."))
    cells = [
        (
            row.door,
            row.code,
            f"{row.part}/{row.parts}",
            STATE_LABELS[row.state],
            row.person or row.site or _("not made up yet"),
            row.order_number,
            *((amount_text(row.amount, good.sold_by),) if good else ()),
        )
        for row in rows
    ]
    return Export("day-bags", _("Bags"), (*head, *((good.name,) if good else ())), cells)


def purchase_export(purchases: Sequence[Purchase]) -> Export:
    """Purchase orders, a good a row."""
    head = (
        _("Number"),
        _("Supplier"),
        _("State"),
        _("Good"),
        _("Ordered"),
        _("Counted at the gate"),
        _("Difference"),
    )
    cells = [
        (
            purchase.number,
            purchase.supplier,
            purchase.state_label,
            line.good,
            amount_text(line.ordered, line.sold_by),
            *_counted(line),
        )
        for purchase in purchases
        for line in purchase.lines
    ]
    return Export("purchases", _("Purchase orders"), head, cells)


def _counted(line: PurchaseLine) -> tuple[str, str]:
    """What arrived and how far it is off; both empty before the gate has counted."""
    if line.counted is None:
        return "", ""
    off = amount_text(line.difference, line.sold_by) if line.difference else "0"
    return amount_text(line.counted, line.sold_by), off
