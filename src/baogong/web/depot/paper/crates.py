"""Crate slips: "E6-1: 42 bags", with the code that the officer scans."""

from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.queries import plan_version, public_url
from baogong.apps.sorting.queries import CrateRow, crates_of, wave_for
from baogong.plumbing.paper import Sheet
from baogong.values.codes import group
from baogong.web.depot.roles import DEPOT
from baogong.web.paper.corner import corner, short_time

TEMPLATE = Path(__file__).with_name("crates.typ")


def crate_slip_sheet(viewer: Viewer, wave_id: int, entrance_id: int | None = None) -> Sheet:
    """One slip for each crate of the wave or of one of its entrances.

    Raises NotVisible, or PublicUrlMissing.
    """
    wave = wave_for(viewer=viewer, roles=DEPOT, pk=wave_id)
    now = timezone.now()
    address = public_url(place=wave.depot, at=now)
    plan = _("plan of %(at)s") % {"at": short_time(wave.planned_at)}
    head = {
        "estate": wave.round.estate.label,
        "signed": _("Received by"),
        "corner": corner(plan_version(path=wave.depot.path), plan, now=now),
    }
    items = [
        {
            "entrance": crate.entrance,
            "number": _("Crate no. %(number)s") % {"number": crate.number},
            "bags": _bags(crate),
            "code": group(crate.code),
            "qr": f"{address}/k/{crate.code}",
        }
        for crate in crates_of(wave_id=wave.pk, entrance_id=entrance_id)
    ]
    return Sheet(template=TEMPLATE, items=items, head=head)


def _bags(crate: CrateRow) -> str:
    """How many bags; a line to write on while the crate is still being filled."""
    if crate.is_open:
        return _("____ bags")
    return ngettext("%(n)s bag", "%(n)s bags", crate.bags) % {"n": crate.bags}
