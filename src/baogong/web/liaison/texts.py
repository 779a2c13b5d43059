"""Texts that fit a chat: what a round offers, and what doors owe."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.money.queries import DoorBalance
from baogong.apps.ordering.queries import ListingRow, OfferRow, OutletRow
from baogong.values.money import format_yuan
from baogong.web.components.amounts import amount_text
from baogong.web.components.chat import in_parts
from baogong.web.components.fields import clock_text
from baogong.web.components.listings import contents_text, limit_text
from baogong.web.components.rules import moment_text, rule_text


@dataclass(frozen=True, slots=True)
class Ways:
    """How a household orders. ``url`` and ``phone`` are empty where none is set; ``door`` is
    written in the example of a chain."""

    url: str
    phone: str
    door: str


@dataclass(frozen=True, slots=True)
class ChatText:
    """Messages to paste one after the other. ``shortened``: they do not tell the contents."""

    parts: tuple[str, ...]
    shortened: bool = False


def offer_text(offer: OfferRow, ways: Ways) -> ChatText:
    """A round in one message. One that would be too long leaves out the contents of its packages
    first; one that still is becomes several, numbered."""
    for with_contents in (True, False):
        packages = [_package(row, with_contents=with_contents) for row in offer.packages()]
        parts = in_parts(title_of(offer), [until_text(offer), *packages, _how(offer, ways)])
        if len(parts) == 1:
            break
    return ChatText(tuple(parts), shortened=not with_contents)


def title_of(offer: OfferRow) -> str:
    return _("[%(estate)s] %(round)s") % {"estate": offer.estate, "round": offer.title}


def until_text(offer: OfferRow) -> str:
    day, clock = clock_text(offer.cutoff_at)
    text = _("Order by %(day)s %(clock)s, delivered on %(delivery)s.")
    until = text % {
        "day": date_format(day, "DATE_FORMAT"),
        "clock": clock,
        "delivery": date_format(offer.delivery_date, "DATE_FORMAT"),
    }
    if not offer.ahead:
        return until
    ahead = _("Opens on %(at)s. Whoever chooses before then has the same chance, at any hour.")
    return f"{until} {ahead % {'at': moment_text(offer.opens_at)}}"


def owing_text(rows: Sequence[DoorBalance], *, estate: str) -> ChatText:
    """Doors and what they owe, building by building; no names."""
    title = _("[%(estate)s] Not paid yet") % {"estate": estate}
    blocks = [f"{row.door} {format_yuan(row.fen)}" for row in rows]
    ask = _("Please pay today. If you did already, please tell me.")
    return ChatText(tuple(in_parts(title, [*blocks, ask])) if rows else ())


def outlet_text(outlet: OutletRow, *, estate: str, building: str, phone: str) -> ChatText:
    """Where a building orders, and how, in a message of its own."""
    words = {"estate": estate, "building": building, "outlet": outlet.name}
    title = _("[%(estate)s] %(building)s orders with %(outlet)s") % words
    blocks = [outlet.how]
    if phone:
        blocks.append(_("Who cannot order on a phone calls %(phone)s.") % {"phone": phone})
    return ChatText(tuple(in_parts(title, blocks)))


def _package(row: ListingRow, *, with_contents: bool) -> str:
    facts = (format_yuan(row.price_fen), bounds_text(row), rule_text(row))
    head = f"▪ {row.name} {_(', ').join(fact for fact in facts if fact)}"
    return f"{head}\n  {contents_text(row)}" if with_contents and row.contents else head


def bounds_text(row: ListingRow) -> str:
    """``"净重 6 斤（3 kg），每户最多 2 份"``."""
    bounds = []
    if row.at_scale:
        bounds.append(_("price by weight"))
    elif row.stated_grams:
        weight = {"weight": amount_text(row.stated_grams, SoldBy.GRAM)}
        bounds.append(_("net %(weight)s") % weight)
    if row.sold_out:
        bounds.append(_("all taken"))
    elif limit := limit_text(row):
        bounds.append(limit)
    return _(", ").join(bounds)


def _how(offer: OfferRow, ways: Ways) -> str:
    lines = [_("How to order:")]
    if ways.url:
        page = _("On your phone: scan your household card, or open %(url)s")
        lines.append(page % {"url": ways.url})
    if ways.phone:
        lines.append(_("By call: %(phone)s") % {"phone": ways.phone})
    lines.append(_("In this chat: your door, the package and how many"))
    if ways.door and (packages := offer.packages()):
        example = {"door": ways.door, "package": packages[0].name}
        lines.append(_("e.g. %(door)s %(package)s×1") % example)
    return "\n".join(lines)
