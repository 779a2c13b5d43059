"""Every setting of a place: what holds, where it was set, since when and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from baogong.apps.people.queries.actors import actor_names
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.settings import SETTINGS, Setting


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it holds for a place; ``set_at`` is empty while it is our own default."""

    setting: Setting
    value: Any
    set_at: str = ""
    since: datetime | None = None
    set_by: str = ""


def setting_rows(*, place: Place, at: datetime) -> list[SettingRow]:
    """All settings of a place. Two queries."""
    around = [*Place.objects.around(place).values_list("pk", flat=True)]
    rows = PlaceSetting.objects.filter(place__in=around, since__lte=at)
    latest: dict[str, PlaceSetting] = {}
    for row in rows.select_related("place").order_by("since", "pk"):
        known = latest.get(row.key)
        if known is None or len(row.place.path) >= len(known.place.path):
            latest[row.key] = row
    names = actor_names(row.set_by for row in latest.values())
    return [_row(which, latest.get(key), names) for key, which in SETTINGS.items()]


def setting_history(*, place: Place, limit: int = 50) -> list[SettingRow]:
    """What was set for the place itself, the newest first. Two queries."""
    rows = PlaceSetting.objects.filter(place=place, key__in=SETTINGS).select_related("place")
    newest = list(rows.order_by("-since", "-pk")[:limit])
    names = actor_names(row.set_by for row in newest)
    return [_row(SETTINGS[row.key], row, names) for row in newest]


def _row(which: Setting, row: PlaceSetting | None, names: Mapping[str, str]) -> SettingRow:
    if row is None:
        return SettingRow(which, which.default)
    by = names.get(row.set_by, "")
    return SettingRow(which, row.value, set_at=row.place.label, since=row.since, set_by=by)
