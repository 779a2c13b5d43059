"""A refusal of the domain in the reader's language."""

from datetime import datetime
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext

from baogong.values.errors import DomainError


def refusal_text(error: DomainError) -> str:
    """The error's message, translated, with its data as people read them."""
    return gettext(error.message) % {key: _readable(value) for key, value in error.data.items()}


def _readable(value: Any) -> Any:
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return value
