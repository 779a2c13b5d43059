"""The order in full sentences, to be read to the caller word for word."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.ordering.enums import OnExisting
from baogong.apps.ordering.queries import DoorAskRow, DoorOrderRow
from baogong.values.codes import group
from baogong.values.money import format_yuan
from baogong.web.components.amounts import amount_text
from baogong.web.components.asks import moment_text
from baogong.web.components.order_form import Choice
from baogong.web.desk.forms import PhoneOrderForm


def sentences(
    door: str, form: PhoneOrderForm, *, earlier: Sequence[DoorOrderRow | DoorAskRow]
) -> list[str]:
    """What to read aloud, one sentence each. The form has been checked."""
    day = formats.date_format(form.offer.delivery_date, "DATE_FORMAT")
    return [
        _("You order for door %(door)s.") % {"door": door},
        *(text for choice in form.chosen() for text in (_package(choice), *_later(choice, form))),
        *_over(form),
        *_earlier(form.on_existing_choice(), earlier),
        _total(form),
        _("It comes on %(day)s.") % {"day": day},
        _("Is that right?"),
    ]


def _package(choice: Choice) -> str:
    contents = _(", ").join(
        f"{content.good} {amount_text(content.quantity, content.sold_by)}"
        for content in choice.listing.contents
    )
    text = ngettext(
        "%(n)s pack of %(name)s at %(price)s; in it: %(contents)s.",
        "%(n)s packs of %(name)s at %(price)s each; in each: %(contents)s.",
        choice.quantity,
    )
    return text % {
        "n": choice.quantity,
        "name": choice.listing.name,
        "price": format_yuan(choice.listing.price_fen),
        "contents": contents,
    }


def _later(choice: Choice, form: PhoneOrderForm) -> list[str]:
    """What of a package cannot be had at once, and how one comes by it."""
    if choice.listing.moment:
        return [_("It is kept for you, and not ordered yet."), moment_text(choice.listing)]
    if not choice.later or not form.waits_choice():
        return []
    if not choice.at_once:
        return [_("It is sold out. You are on the waiting list for it.")]
    text = _("There are %(there)s now. For %(later)s you are on the waiting list.")
    return [text % {"there": choice.at_once, "later": choice.later}]


def _total(form: PhoneOrderForm) -> str:
    total = form.total_fen()
    now = sum(choice.at_once * choice.listing.price_fen for choice in form.chosen())
    if now == total:
        return _("That makes %(total)s together.") % {"total": format_yuan(total)}
    text = _("You pay only for what comes: %(now)s now, %(total)s if all of it comes.")
    return text % {"now": format_yuan(now), "total": format_yuan(total)}


def _over(form: PhoneOrderForm) -> list[str]:
    """What was said about goods that weigh more than ordered, where some are weighed."""
    if not any(choice.listing.at_scale for choice in form.chosen()):
        return []
    if percent := form.agreed_over():
        text = _("Of what is weighed you take and pay for up to %(percent)s%% more.")
        return [text % {"percent": percent}]
    return [_("If what is weighed is much more than you ordered, you are asked first.")]


def _earlier(
    on_existing: OnExisting, earlier: Sequence[DoorOrderRow | DoorAskRow]
) -> Iterator[str]:
    falls_away = on_existing == OnExisting.REPLACE
    if orders := _numbers(row for row in earlier if isinstance(row, DoorOrderRow)):
        gone = _("Your earlier order %(numbers)s falls away.")
        stays = _("Your earlier order %(numbers)s stays and comes as well.")
        yield (gone if falls_away else stays) % {"numbers": orders}
    if asks := _numbers(row for row in earlier if isinstance(row, DoorAskRow)):
        gone = _("What you asked for under %(numbers)s falls away.")
        stays = _("What you asked for under %(numbers)s goes on waiting.")
        yield (gone if falls_away else stays) % {"numbers": asks}


def _numbers(rows: Iterable[DoorOrderRow | DoorAskRow]) -> str:
    return _(", ").join(group(row.number) for row in rows)
