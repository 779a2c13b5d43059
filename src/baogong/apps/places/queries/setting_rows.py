"""Every setting of a place: what holds, where it was set, since when and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    """All settings of a place. One query."""
    around = [*Place.objects.around(place).values_list("pk", flat=True)]
    rows = PlaceSetting.objects.filter(place__in=around, since__lte=at)
    latest: dict[str, PlaceSetting] = {}
    for row in rows.select_related("place", "set_by").order_by("since", "pk"):
        known = latest.get(row.key)
        if known is None or len(row.place.path) >= len(known.place.path):
            latest[row.key] = row
    return [_row(which, latest.get(key)) for key, which in SETTINGS.items()]


def setting_history(*, place: Place, limit: int = 50) -> list[SettingRow]:
    """What was set for the place itself, the newest first. One query."""
    rows = PlaceSetting.objects.filter(place=place, key__in=SETTINGS).select_related("place", "set_by")
    return [_row(SETTINGS[row.key], row) for row in rows.order_by("-since", "-pk")[:limit]]


def _row(which: Setting, row: PlaceSetting | None) -> SettingRow:
    if row is None:
        return SettingRow(which, which.default)
    by = row.set_by.name if row.set_by else ""
    return SettingRow(which, row.value, set_at=row.place.label, since=row.since, set_by=by)
