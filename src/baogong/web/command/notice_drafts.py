"""What to tell residents when goods come late, are missing or come at another hour: first drafts.

One block of text that fits a message of a chat, in the language of the town.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.procurement.queries import Purchase, PurchaseLine, SwapRow
from baogong.apps.reporting.enums import NoticeKind, Stage
from baogong.apps.reporting.forecast import StageLine, forecast
from baogong.web.command.scope import Day
from baogong.web.components.amounts import short_amount

MOST_GOODS = 6  # more would not fit
QUARTER = 15


def draft(
    kind: NoticeKind,
    *,
    day: Day,
    line: Sequence[StageLine],
    purchases: Sequence[Purchase],
    now: datetime,
) -> str:
    """The text to start from; what nobody knows yet is left open for the one who posts it."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {"estate": day.estate, "day": date_format(day.date, "MONTH_DAY_FORMAT")}
        if kind is NoticeKind.DELAY:
            return _late(words, line, now=now)
        if kind is NoticeKind.SHORTAGE:
            return _missing(words, purchases)
        return (
            _(
                "%(estate)s: the supplies of %(day)s now come at ____. "
                "You need not come down, they are brought to your door."
            )
            % words
        )


def _late(words: dict[str, str], line: Sequence[StageLine], *, now: datetime) -> str:
    left = next(row.left for row in line if row.stage is Stage.CLOSE)
    last = forecast(line, now=now).finish_at.get(Stage.CLOSE)
    told = words | {"n": str(left), "at": _quarter(last) if last else "____"}
    text = ngettext(
        "%(estate)s: the supplies of %(day)s come late. %(n)s order is still to come, "
        "the last one comes at about %(at)s. Please wait at home, you need not come down.",
        "%(estate)s: the supplies of %(day)s come late. %(n)s orders are still to come, "
        "the last ones come at about %(at)s. Please wait at home, you need not come down.",
        left,
    )
    return text % told


def _missing(words: dict[str, str], purchases: Sequence[Purchase]) -> str:
    lines = [row for purchase in purchases for row in purchase.lines if _gap(row)]
    goods = [f"{row.good} {short_amount(_gap(row), row.sold_by)}" for row in lines[:MOST_GOODS]]
    swaps = [swap for purchase in purchases for swap in purchase.swaps if swap.is_accepted]
    goods += [_swapped(swap) for swap in swaps[:MOST_GOODS]]
    told = words | {"goods": _(", ").join(goods) or "____"}
    return (
        _(
            "%(estate)s: of the supplies of %(day)s these are missing: %(goods)s. "
            "All else comes as ordered. Your order's page shows what your bag lacks."
        )
        % told
    )


def _swapped(swap: SwapRow) -> str:
    """What is out, and what comes for it."""
    return _("%(good)s %(amount)s (%(other)s comes instead)") % {
        "good": swap.good,
        "amount": short_amount(swap.replaced, swap.sold_by),
        "other": swap.other,
    }


def _gap(row: PurchaseLine) -> int:
    """What was found missing at the gate; before it counted, what the shop says."""
    return row.short if row.counted is None else max(-row.difference, 0)


def _quarter(at: datetime) -> str:
    """The next quarter of an hour: nobody should be promised a minute."""
    local = timezone.localtime(at)
    late = -local.minute % QUARTER
    return f"{local + timedelta(minutes=late):%H:%M}"
