"""Cell plates: the big number under which an entrance's bags are put."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version
from baogong.apps.sorting.queries import cells_of, wave_for
from baogong.plumbing.paper import Sheet
from baogong.web.depot.paper.manifest import bags_text
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("cells.typ")


def cell_plate_sheet(viewer: Viewer, wave_id: int) -> Sheet:
    """One plate for each cell of the wave, numbered as on the wall. Raises NotVisible."""
    wave = wave_for(viewer=viewer, roles=DEPOT, pk=wave_id)
    plan = _("plan of %(at)s") % {"at": short_time(wave.planned_at)}
    page_corner = corner(plan_version(path=wave.depot.path), plan, now=timezone.now())
    items = [
        {
            "number": str(cell.number),
            "entrance": cell.entrance.name,
            "bags": bags_text(cell.entrance.bags),
        }
        for cell in cells_of(wave_id=wave.pk)
    ]
    head = {"estate": wave.round.estate.label, "corner": page_corner}
    return Sheet(template=TEMPLATE, items=items, head=head)
