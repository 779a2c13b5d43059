"""The station's manifest (R59): bags by building in the order in which they are unloaded."""

from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version
from baogong.apps.sorting.queries import CrateRow, crates_of, wave_for
from baogong.plumbing.paper import Sheet
from baogong.values.codes import group
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("manifest.typ")


def manifest_sheet(viewer: Viewer, wave_id: int) -> Sheet:
    """The wave's crates with bags in them as one walks, on one sheet. Raises NotVisible."""
    wave = wave_for(viewer=viewer, roles=DEPOT, pk=wave_id)
    crates = [crate for crate in crates_of(wave_id=wave.pk) if crate.bags]
    plan = _("plan of %(at)s") % {"at": short_time(wave.planned_at)}
    head: dict[str, Any] = {
        "estate": wave.round.estate.label,
        "title": _("Loaded for %(title)s") % {"title": wave.round.title},
        "total": bags_text(sum(crate.bags for crate in crates)),
        "columns": [
            _("Stop"),
            _("Building"),
            _("Entrance"),
            _("Bags"),
            _("Code"),
            _("Unloaded"),
        ],
        "loaded": _("Loaded by"),
        "received": _("Received by"),
        "corner": corner(plan_version(path=wave.depot.path), plan, now=timezone.now()),
    }
    items = _stops(crates)
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=max(len(items), 1))


def _stops(crates: list[CrateRow]) -> list[dict[str, str]]:
    """A line for each crate; a building and its stop's number stand at its first one."""
    rows, stop, building = [], 0, ""
    for crate in crates:
        first = crate.building != building
        stop, building = stop + first, crate.building
        rows.append(
            {
                "number": str(stop) if first else "",
                "building": building if first else "",
                "entrance": f"{crate.entrance} · {crate.number}",
                "bags": bags_text(crate.bags),
                "code": group(crate.code),
            }
        )
    return rows


def bags_text(count: int) -> str:
    return ngettext("%(n)s bag", "%(n)s bags", count) % {"n": count}
