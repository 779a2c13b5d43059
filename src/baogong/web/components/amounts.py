"""Amounts of goods as people read them."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.catalog.enums import SoldBy
from baogong.values.quantity import format_jin, format_kg


def amount_text(quantity: int, sold_by: str) -> str:
    """Grams as ``12 斤（6 kg）``, pieces as ``20 件``."""
    if sold_by == SoldBy.GRAM:
        return _("%(jin)s jin (%(kg)s kg)") % {
            "jin": format_jin(quantity),
            "kg": format_kg(quantity),
        }
    return ngettext("%(n)s piece", "%(n)s pieces", quantity) % {"n": quantity}


def good_text(name: str, quantity: int, sold_by: str) -> str:
    """``白菜 12 斤``."""
    return f"{name} {short_amount(quantity, sold_by)}"


def short_amount(quantity: int, sold_by: str) -> str:
    """For labels: ``12 斤`` or ``20 件``."""
    if sold_by == SoldBy.GRAM:
        return _("%(number)s jin") % {"number": format_jin(quantity)}
    return amount_text(quantity, sold_by)
