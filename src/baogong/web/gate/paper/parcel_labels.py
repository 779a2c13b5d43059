"""Labels of parcels, on the same roll as those of bags."""

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from baogong.apps.gate.queries import GateRow, ParcelRow, parcels_at
from baogong.apps.places.queries import plan_version, public_url
from baogong.plumbing.paper import Sheet
from baogong.values.codes import group
from baogong.web.depot.paper.labels import TEMPLATE
from baogong.web.paper.corner import corner

if TYPE_CHECKING:
    from baogong.apps.places.models import Place


def parcel_label_sheet(gate: GateRow, *, place: "Place") -> Sheet:
    """A label for each parcel that lies at the gate, in walking order. Raises PublicUrlMissing."""
    now = timezone.now()
    address = public_url(place=place, at=now)
    return Sheet(
        template=TEMPLATE,
        items=[_label(row, address=address) for row in parcels_at(gate)],
        head={"estate": gate.label, "corner": corner(plan_version(path=gate.path), now=now)},
    )


def _part(row: ParcelRow) -> str:
    """``Parcel 2/3`` where several came under one number."""
    if row.pieces == 1:
        return _("Parcel")
    return _("Parcel %(piece)s/%(pieces)s") % {"piece": row.piece, "pieces": row.pieces}


def _label(row: ParcelRow, *, address: str) -> dict[str, object]:
    tail = _("phone …%(tail)s") % {"tail": row.phone_tail} if row.phone_tail else ""
    return {
        "door": row.door,
        "crate": _("Crate %(name)s") % {"name": row.entrance},
        "part": _part(row),
        "part_words": tail,
        "fragile": "",
        "cold": "",
        "content": " ".join(filter(None, (row.platform, row.tracking))),
        "code": group(row.code),
        "qr": f"{address}/b/{row.code}",
    }
