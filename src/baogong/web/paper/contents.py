"""A good of a bag on paper: how much of it, and of what is weighed what was ordered and costs."""

from django.utils.translation import gettext as _

from baogong.apps.sorting.queries import Content
from baogong.values.money import format_yuan
from baogong.web.components.amounts import good_text, short_amount


def content_text(row: Content) -> str:
    """``"白菜 12 斤"``; weighed: ``"番茄 3.2 斤 ¥19.20（订 3 斤 ¥18.00）"``."""
    name = _name(row)
    text = good_text(name, row.quantity, row.sold_by)
    if (weight := row.weight) is None:
        return text
    ordered = f"{short_amount(weight.ordered, row.sold_by)} {format_yuan(weight.ordered_fen)}"
    if weight.price_fen is None:
        return _("%(good)s, to be weighed (ordered %(ordered)s)") % {
            "good": name,
            "ordered": ordered,
        }
    return _("%(good)s %(price)s (ordered %(ordered)s)") % {
        "good": text,
        "price": format_yuan(weight.price_fen),
        "ordered": ordered,
    }


def _name(row: Content) -> str:
    if not row.or_else:
        return row.name
    return _("%(good)s (else %(other)s)") % {"good": row.name, "other": row.or_else}
