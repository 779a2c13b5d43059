"""The officer's list of doors on paper."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.people.enums import Role
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version
from baogong.apps.sorting.queries import LabelRow, crate_bags, crate_of_entrance_for
from baogong.plumbing.paper import Sheet
from baogong.values.codes import group
from baogong.web.paper.contents import content_text
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("doors.typ")
PRINTERS = (Role.OFFICER, Role.SORTER, Role.CLERK, Role.COMMANDER)


def door_list_sheet(viewer: Viewer, crate_id: int) -> Sheet:
    """A crate's doors, top floor first, with a box to tick for each result. Raises NotVisible."""
    crate = crate_of_entrance_for(viewer=viewer, roles=PRINTERS, pk=crate_id)
    now = timezone.now()
    rows = crate_bags(crate_id=crate.pk)
    doors = len({row.door for row in rows})
    bags = ngettext("%(n)s bag", "%(n)s bags", len(rows)) % {"n": len(rows)}
    plan = _("plan of %(at)s") % {"at": short_time(crate.wave.planned_at)}
    head = {
        "estate": crate.wave.round.estate.label,
        "title": crate.entrance.label,
        "number": _("Crate no. %(number)s") % {"number": crate.number},
        "bags": bags,
        "code": group(crate.code),
        "columns": _columns(),
        "total": _("Total: %(doors)s doors, %(bags)s") % {"doors": doors, "bags": bags},
        "officer": _("Officer"),
        "time": _("Back at the depot at"),
        "corner": corner(plan_version(path=crate.entrance.path), plan, now=now),
    }
    items = [_row(row) for row in rows]
    return Sheet(template=TEMPLATE, items=items, head=head, items_per_part=max(len(items), 1))


def _columns() -> list[str]:
    return [
        _("Door"),
        _("Bag"),
        _("Content"),
        _("Given"),
        _("Nobody home"),
        _("Refused"),
        _("Damaged"),
        _("Entrance sealed"),
        _("Wrong door"),
    ]


def _row(row: LabelRow) -> dict[str, str]:
    words = [content_text(good) for good in row.content]
    return {"door": row.door, "part": f"{row.part}/{row.parts}", "content": _(", ").join(words)}
