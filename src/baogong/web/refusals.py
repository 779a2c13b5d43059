"""A refusal of the domain in the reader's language."""

from datetime import date, datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext

from baogong.values.errors import DomainError
from baogong.values.quantity import Amount
from baogong.web.components.amounts import short_amount


def refusal_text(error: DomainError) -> str:
    """The error's message, translated, with its data as people read them."""
    return gettext(error.sentence) % {key: _readable(value) for key, value in error.data.items()}


def _readable(value: Any) -> Any:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, Amount):
        return short_amount(value.quantity, value.sold_by)
    return value
