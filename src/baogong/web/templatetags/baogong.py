"""What every template may say without loading it: money, weights, codes, ages, icons, controls."""

from datetime import datetime

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.ordering.queries import AskLineRow, ListingRow
from baogong.values.codes import group
from baogong.values.money import format_yuan
from baogong.values.quantity import format_jin, format_kg, format_tons
from baogong.web.components.amounts import amount_text
from baogong.web.components.asks import moment_text
from baogong.web.components.fields import until_text

register = template.Library()

GRID_TONES = 12
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR


@register.filter
def yuan(fen: int) -> str:
    """``3500`` -> ``¥35.00``."""
    return format_yuan(fen)


@register.filter
def yuan_size(fen: int) -> str:
    """The amount alone, where words beside it say which way it goes: ``-500`` -> ``¥5.00``."""
    return format_yuan(abs(fen))


@register.filter
def jin(grams: int) -> str:
    """``6000`` -> ``12 斤``."""
    return _("%(number)s jin") % {"number": format_jin(grams)}


@register.filter
def kg(grams: int) -> str:
    """``6000`` -> ``6 kg``."""
    return _("%(number)s kg") % {"number": format_kg(grams)}


@register.filter
def tons(grams: int) -> str:
    """``1_250_000`` -> ``1.25 吨``, to the kilogram."""
    return _("%(number)s t") % {"number": format_tons(grams)}


@register.filter
def weight(grams: int) -> str:
    """``6000`` -> ``12 斤（6 kg）``."""
    return _("%(jin)s jin (%(kg)s kg)") % {"jin": format_jin(grams), "kg": format_kg(grams)}


@register.filter
def amount(quantity: int, sold_by: str) -> str:
    """``6000|amount:"gram"`` -> ``12 斤（6 kg）``; ``20|amount:"piece"`` -> ``20 件``."""
    return amount_text(quantity, sold_by)


@register.filter
def code(text: str) -> str:
    """``ABCD1234X`` -> ``ABC D12 34X``."""
    return group(text)


@register.filter
def age(minutes: int) -> str:
    """``35`` -> ``35 分钟``, ``135`` -> ``2 小时 15 分``, ``3000`` -> ``2 天``."""
    minutes = int(minutes)
    if minutes < MINUTES_PER_HOUR:
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    if minutes < MINUTES_PER_DAY:
        hours, rest = divmod(minutes, MINUTES_PER_HOUR)
        return _("%(hours)s h %(rest)s min") % {"hours": hours, "rest": rest}
    days = minutes // MINUTES_PER_DAY
    return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}


@register.filter
def until(at: datetime) -> str:
    """``4月12日 周二 18:00``: the end of a span."""
    return until_text(at)


@register.filter
def moment(row: ListingRow | AskLineRow) -> str:
    """How it is given out to those who ask for it in time."""
    return moment_text(row)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One icon of the sprite; silent for screen readers unless it has a label."""
    link = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, link
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', link)


@register.filter
def grid_tone(number: int) -> int:
    """Which of the twelve colours a grid has; its number is always written beside it."""
    return (number - 1) % GRID_TONES + 1


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget in the classes of the design; Django adds the aria attributes."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return field.as_widget()
    if isinstance(widget, CheckboxInput):
        css = "form-check-input"
    else:
        css = "form-select" if isinstance(widget, Select) else "form-control"
    own = widget.attrs.get("class", "")
    invalid = "is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": " ".join(filter(None, (css, own, invalid)))})


@register.filter
def is_choice(field: BoundField) -> bool:
    """Whether the field is a group of radio buttons or boxes, which needs a fieldset."""
    return isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)


@register.filter
def is_box(field: BoundField) -> bool:
    """Whether the field is one box to tick, whose label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)
