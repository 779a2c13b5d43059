"""Bag labels."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version, public_url
from baogong.apps.sorting.queries import Content, LabelRow, OrderInside, bag_labels, wave_for
from baogong.plumbing.paper import Sheet
from baogong.values.codes import group
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.contents import content_text
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("labels.typ")
MOST_CONTENTS = 5


def bag_label_sheet(viewer: Viewer, wave_id: int, entrance_id: int | None = None) -> Sheet:
    """One label for each bag of the wave or of one of its entrances.

    Raises NotVisible, or PublicUrlMissing.
    """
    wave = wave_for(viewer=viewer, roles=DEPOT, pk=wave_id)
    now = timezone.now()
    address = public_url(place=wave.depot, at=now)
    plan = _("plan of %(at)s") % {"at": short_time(wave.planned_at)}
    rows = bag_labels(wave_id=wave.pk, entrance_id=entrance_id)
    return Sheet(
        template=TEMPLATE,
        items=[_label(row, address=address) for row in rows],
        head={
            "estate": wave.round.estate.label,
            "corner": corner(plan_version(path=wave.depot.path), plan, now=now),
        },
    )


def _label(row: LabelRow, *, address: str) -> dict[str, object]:
    return {
        "door": row.door,
        "crate": _("Crate %(name)s") % {"name": row.entrance},
        "part": f"{row.part}/{row.parts}",
        "part_words": _("bag %(part)s of %(parts)s") % {"part": row.part, "parts": row.parts},
        "fragile": _("Fragile") if row.fragile else "",
        "cold": _("Keep cold") if row.keep_cold else "",
        "content": _orders(row.orders) if row.orders else _content(row.content),
        "code": group(row.code),
        "qr": f"{address}/b/{row.code}",
    }


def _content(content: Sequence[Content]) -> str:
    """``"白菜 12 斤，鸡蛋 20 件"``, cut to what a label has room for."""
    words = [content_text(row) for row in content]
    if len(words) > MOST_CONTENTS:
        words = [*words[: MOST_CONTENTS - 1], "…"]
    return _(", ").join(words)


def _orders(orders: Sequence[OrderInside]) -> str:
    """``"A1B2C 蔬菜包 × 1；D3E4F 主食包 × 2"``: what each order has in a bag that they share."""
    return _("; ").join(
        f"{group(order.number)} "
        + _(", ").join(f"{name} × {count}" for name, count in order.packages)
        for order in orders
    )
