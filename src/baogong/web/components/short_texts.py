"""What a division took from which door, for the chat and for a notice; no names, no phones."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.ordering.enums import OnShort
from baogong.values.money import format_yuan
from baogong.web.components.amounts import good_text, short_amount
from baogong.web.components.chat import in_parts
from baogong.web.components.cuts import divided_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from baogong.apps.sorting.queries import CutRow, ShortageRow, ShortDoor


def short_text(
    shortage: ShortageRow, doors: Sequence[ShortDoor], *, building: str = "", url: str = ""
) -> list[str]:
    """Messages: what came, each door's part, what it comes to, how to check it at ``url``.

    ``building``: the only one whose doors these are. None where no door got less.
    """
    if not doors:
        return []
    title = _("[%(estate)s] %(good)s: less came than was ordered")
    cuts = [cut for door in doors for cut in door.cuts]
    blocks = [
        divided_on(shortage),
        *(f"{door.door} {less_text(door.cuts)}" for door in doors),
        _(", ").join([_together(len(doors), building), less_text(cuts)]),
        money_text(cuts),
        check_text(url),
    ]
    return in_parts(
        title % {"estate": shortage.estate, "good": shortage.good}, [*filter(None, blocks)]
    )


def divided_on(shortage: ShortageRow) -> str:
    """The day of delivery, how much came, and by which rule it was divided."""
    day = date_format(shortage.delivery_date, "DATE_FORMAT")
    why = divided_text(shortage, shortage.sold_by)
    return _("Delivery on %(day)s. %(why)s") % {"day": day, "why": why}


def less_text(cuts: Sequence[CutRow]) -> str:
    """``少 6 斤，退 ¥35.00``: what lacks of a good, and all that is done about it."""
    quantity = sum(cut.quantity for cut in cuts)
    less = _("%(amount)s less") % {"amount": short_amount(quantity, cuts[0].sold_by)}
    return _(", ").join([less, *_done(cuts)])


def _done(cuts: Sequence[CutRow]) -> list[str]:
    """Money, what stands in, calls."""
    back = [cut.fen for cut in cuts if cut.outcome is OnShort.REFUND]
    others: Counter[tuple[str, str]] = Counter()
    for cut in cuts:
        others[cut.other, cut.other_sold_by] += cut.instead
    done = [_("%(money)s back") % {"money": format_yuan(sum(back))}] if back else []
    for (other, sold_by), instead in (+others).items():
        done.append(_("%(goods)s in its place") % {"goods": good_text(other, instead, sold_by)})
    if any(cut.outcome is OnShort.ASK for cut in cuts):
        done.append(_("the desk calls"))
    return done


def _together(doors: int, building: str) -> str:
    words = ngettext("%(n)s door", "%(n)s doors", doors) % {"n": doors}
    together = _("Together %(doors)s") % {"doors": words}
    return f"{building} {together}" if building else together


def check_text(url: str) -> str:
    """Where everybody may check it; nothing without a ``url``."""
    return _("How it was divided, for everybody to check: %(url)s") % {"url": url} if url else ""


def money_text(cuts: Sequence[CutRow]) -> str:
    """Where money is that goes back; nothing where none does."""
    if any(cut.outcome is OnShort.REFUND for cut in cuts):
        return _(
            "What goes back is taken off what the door owes; what it paid by phone goes back to "
            "that phone, the rest stays as a credit."
        )
    return ""
