"""Outlines of an estate and its buildings, matched by name."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, PlaceOutline
from baogong.plumbing import audit, locks
from baogong.readers.outlines import Outline

# What people put behind a name: 86幢, 6号楼, 12#, 火炬小区轮廓.
_BEHIND = re.compile(r"(号楼|楼栋|栋|幢|楼|号|座|#|轮廓|边界|外轮廓)+$")


@dataclass(frozen=True, slots=True)
class OutlinesLoaded:
    """Names whose building got its outline, and names that no building has."""

    matched: tuple[str, ...]
    unknown: tuple[str, ...]


@transaction.atomic
def load_outlines(
    outlines: Sequence[Outline], *, estate: Place, actor: audit.Actor, now: datetime
) -> OutlinesLoaded:
    """Give buildings their outlines, replacing those that they had. Others are left alone."""
    locks.lock_one(Place.objects.all(), key=estate.pk)
    places = _by_name(estate)
    found = {row.name: places.get(plain_name(row.name)) for row in outlines}
    rows = [
        PlaceOutline(place_id=pk, polygons=outline.polygons)
        for outline in outlines
        if (pk := found[outline.name]) is not None
    ]
    PlaceOutline.objects.bulk_create(
        {row.place_id: row for row in rows}.values(),
        update_conflicts=True,
        unique_fields=["place"],
        update_fields=["polygons"],
    )
    matched = tuple(name for name, pk in found.items() if pk is not None)
    audit.record([audit.Act("outlines.loaded", estate, actor, now, {"added": len(matched)})])
    return OutlinesLoaded(matched, tuple(name for name, pk in found.items() if pk is None))


def plain_name(name: str) -> str:
    """``"86幢"``, ``"86 号楼"``, ``"86#"`` -> ``"86"``: a building's name without its kind."""
    folded = "".join(unicodedata.normalize("NFKC", name).upper().split())
    return _BEHIND.sub("", folded) or folded


def _by_name(estate: Place) -> dict[str, int]:
    """The estate and its buildings by plain name."""
    rows = Place.objects.within(estate).filter(kind__in=[PlaceKind.ESTATE, PlaceKind.BUILDING])
    return {plain_name(label): pk for pk, label in rows.values_list("pk", "label")}
