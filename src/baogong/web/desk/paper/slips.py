"""Order slips for doors without a phone: two to a sheet, ticked, signed and typed back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.translation import gettext as _

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.queries import ListingRow, offer_of_round
from baogong.apps.ordering.services import print_slips
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version, public_url, setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.plumbing.paper import Sheet
from baogong.readers.slips import HALF, MARKS, Layout, fitting_layout, mark_texts
from baogong.values.codes import group
from baogong.values.money import format_yuan
from baogong.web.components.fields import clock_text
from baogong.web.components.listings import contents_text, limit_text
from baogong.web.components.rules import rule_text
from baogong.web.paper.corner import corner

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round

TEMPLATE = Path(__file__).with_name("slips.typ")
SLIPS_PER_PART = 60
HINT_ABOVE = 4.7  # millimetres over the first row
FOOT_ABOVE = 21.5  # over the lower edge


def order_slip_sheet(
    viewer: Viewer, round_: Round, doors: Sequence[tuple[int, str, str]], *, now: datetime
) -> Sheet:
    """A slip for each of the doors (id, door, entrance), entrance by entrance.

    Raises PublicUrlMissing, CutoffPassed, NotADoor or NothingToPrint.
    """
    address = public_url(place=round_.estate, at=now)
    codes = print_slips(
        round_id=round_.pk, door_ids=[pk for pk, *_ in doors], actor=viewer, now=now
    )
    packages = offer_of_round(round_id=round_.pk, now=now).packages()
    layout = fitting_layout(len(packages))
    items = [
        item
        for door in _with_first(doors)
        for item in _pages(door, codes[door[0]], packages, layout=layout, address=address)
    ]
    head = _geometry(layout) | _words(round_, now=now)
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=SLIPS_PER_PART)


def _with_first(
    doors: Sequence[tuple[int, str, str]],
) -> Iterator[tuple[int, str, bool]]:
    """(id, door, whether its entrance begins here, on a page of its own)."""
    before = None
    for pk, door, entrance in doors:
        yield pk, door, entrance != before
        before = entrance


def _pages(
    door: tuple[int, str, bool],
    code: str,
    packages: Sequence[ListingRow],
    *,
    layout: Layout,
    address: str,
) -> Iterator[dict[str, Any]]:
    """A door's slip; on several sheets where it offers more than one holds."""
    _pk, label, first = door
    pages = layout.pages(len(packages))
    for page in range(1, pages + 1):
        on_page = packages[(page - 1) * layout.rows : page * layout.rows]
        yield {
            "door": label,
            "first": first and page == 1,
            "page": f" · {page}/{pages}" if pages > 1 else "",
            "code": group(code),
            "qr": f"{address}/s/{code}",
            "marks": mark_texts(code, layout=layout, page=page),
            "packages": [_package(row) for row in on_page],
        }


def _package(row: ListingRow) -> dict[str, str]:
    """``rule``: who gets it where there may not be enough, empty where there is; ``limit``: the
    most for a household, empty where there is none."""
    return {
        "name": row.name,
        "price": format_yuan(row.price_fen),
        "rule": rule_text(row) or (str(Rule.FIRST_COME.label) if row.may_run_out else ""),
        "limit": limit_text(row),
        "content": contents_text(row),
    }


def _geometry(layout: Layout) -> dict[str, Any]:
    rows = range(layout.rows)
    return {
        "width": layout.width,
        "height": layout.height,
        "cut": layout == HALF,
        "marks_at": [asdict(layout.mark(corner)) for corner in MARKS],
        "code_at": asdict(layout.code),
        "ticks": [asdict(layout.tick(row)) for row in rows],
        "row_height": layout.row_height,
        "numbers": [asdict(layout.number(row)) for row in rows],
        "text_x": layout.mark(MARKS[0]).x + layout.mark(MARKS[0]).width + 2,
        "hint_y": layout.top - HINT_ABOVE,
        "foot_y": layout.height - FOOT_ABOVE,
    }


def _words(round_: Round, *, now: datetime) -> dict[str, str]:
    day, clock = clock_text(round_.cutoff_at)
    phone = setting(CONTACT_PHONE, place=round_.estate, at=now)
    until = {"day": formats.date_format(day, "DATE_FORMAT"), "clock": clock}
    return {
        "estate": round_.estate.label,
        "title": round_.title,
        "cutoff": _("Hand in by %(day)s %(clock)s") % until,
        "hint": _("Tick what you want. More than one: write how many."),
        "how_many": _("How many"),
        "signed": _("Signature"),
        "date": _("Date"),
        "phone": _("Or order by telephone: %(phone)s") % {"phone": phone} if phone else "",
        "corner": corner(plan_version(path=round_.estate.path), now=now),
    }
