"""Form fields for what people write by hand: times with 24:00, money, weights in 斤."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from baogong.apps.catalog.enums import SoldBy
from baogong.values.clock import read_clock
from baogong.values.money import FEN_PER_YUAN, format_yuan, parse_yuan
from baogong.values.quantity import GRAMS_PER_JIN, plain

FIRST_DAY, LAST_DAY = (
    date(2000, 1, 1),
    date(2100, 1, 1),
)  # days far beyond overflow in another zone
MOST_AMOUNT = 2_000_000_000  # what a column holds
MOST_AT_ONCE_FEN = 10_000 * FEN_PER_YUAN  # a price, or of one door: more is a slip of the point
MOST_IN_SUM_FEN = 10_000_000 * FEN_PER_YUAN  # what many doors paid, or a shop gets
TEXT_TOO_LONG = _(
    "These are %(n)s characters, and at most %(most)s are read at once. Nothing was read."
    " Paste the first half, then the rest."
)
CHAIN_TOO_LONG = _(
    "This chain has %(n)s characters, and at most %(most)s are read at once. Nothing was read."
    " Paste it in parts, each below the chain's title: the first lines, then those after them."
)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day of this century; one that cannot be told in UTC would break every page after."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("Choose a day in this century."))
        return day


class PastedField(forms.CharField):
    """A text to paste of up to ``most`` characters. A longer one is refused in words: by
    ``maxlength`` a browser would cut it off unseen."""

    def __init__(self, *, most: int, too_long: Any = TEXT_TOO_LONG, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most, self.too_long = most, too_long

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace("\r\n", "\n")
        if len(text) > self.most:
            words = {"n": len(text), "most": self.most}
            raise ValidationError(self.too_long % words)
        return text


class ClockField(forms.CharField):
    """A time of day; cleans to the time since midnight, so that 24:00 is the next day's 00:00."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 6, "autocomplete": "off"})
        super().__init__(max_length=8, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_clock(text)
        except ValueError:
            raise ValidationError(
                _("Write the time like 18:00; the end of the day is 24:00.")
            ) from None


class YuanField(forms.CharField):
    """Money; cleans to fen. ``least_fen``: 0 where nothing is an amount too, as in a count.
    ``most_fen``: MOST_IN_SUM_FEN where it is of many doors."""

    def __init__(
        self, *, least_fen: int = 1, most_fen: int = MOST_AT_ONCE_FEN, **kwargs: Any
    ) -> None:
        self.least_fen, self.most_fen = least_fen, most_fen
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 9, "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            fen = parse_yuan(text)
        except ValueError:
            raise ValidationError(_("Write the amount in yuan, like 35 or 35.50.")) from None
        if not self.least_fen <= fen <= self.most_fen:
            raise ValidationError(
                _("The amount must be at least %(least)s and at most %(most)s."),
                params={"least": format_yuan(self.least_fen), "most": format_yuan(self.most_fen)},
            )
        return fen


class AmountField(forms.CharField):
    """An amount of a good; cleans to grams or pieces, None where it may stay empty.

    ``may_be_none``: 0 is an answer, too.
    """

    def __init__(self, *, sold_by: str, may_be_none: bool = False, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 7, "autocomplete": "off"})
        super().__init__(max_length=9, widget=widget, **kwargs)
        self.by_weight = sold_by == SoldBy.GRAM
        self.may_be_none = may_be_none

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if self.may_be_none and text.strip() == "0":
            return 0
        try:
            quantity = read_jin(text) if self.by_weight else int(text)
        except ValueError:
            quantity = 0
        if 0 < quantity <= MOST_AMOUNT:
            return quantity
        if self.by_weight:
            raise ValidationError(_("Write the weight in jin, like 3 or 0.5."))
        raise ValidationError(_("Write how many pieces, like 20."))

    def prepare_value(self, value: Any) -> Any:
        return jin_text(value) if self.by_weight and isinstance(value, int) else value


def is_number(text: str) -> bool:
    """Whether a number that came with a request can be one of ours: digits, and not too many."""
    return text.isascii() and text.isdigit() and len(text) < 10


def moment(day: date, since_midnight: timedelta) -> datetime:
    """The point in time of a DayField's day and a time of day in the town's zone."""
    return timezone.make_aware(datetime.combine(day, time.min)) + since_midnight


def day_of(text: str) -> date | None:
    """A day of this century from the address; None for nonsense."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def until_text(at: datetime) -> str:
    """The end of a span as people say it: midnight is 24:00 of the day before (R14)."""
    day, clock = clock_text(at)
    return f"{date_format(day, 'DATE_FORMAT')} {clock}"


def clock_text(at: datetime) -> tuple[Any, str]:
    """(date, ``"18:00"``) as people write it: midnight is 24:00 of the day before."""
    local = timezone.localtime(at)
    if local.time() == time.min:
        return (local - timedelta(days=1)).date(), "24:00"
    return local.date(), f"{local:%H:%M}"


def read_jin(text: str) -> int:
    """``"12"``, ``"0.5"`` 斤 -> grams. Raises ValueError unless it is whole grams above 0."""
    try:
        grams = Decimal(text.strip()) * GRAMS_PER_JIN
    except InvalidOperation:
        raise ValueError(text) from None
    if not grams.is_finite() or grams <= 0 or grams != grams.to_integral_value():
        raise ValueError(text)
    return int(grams)


def jin_text(grams: int) -> str:
    return plain(Decimal(grams) / GRAMS_PER_JIN)
