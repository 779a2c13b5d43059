from datetime import datetime
from typing import Any

from django.db import transaction

from baogong.apps.places import policies
from baogong.apps.places.errors import SettingInThePast
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.queries import setting_record
from baogong.apps.places.setting_record import SettingRecord
from baogong.apps.places.settings import SLOT_BEGINS, Setting
from baogong.plumbing import audit, locks


@transaction.atomic
def set_setting(
    which: Setting,
    value: Any,
    *,
    place: Place,
    actor: audit.Actor,
    now: datetime,
    since: datetime | None = None,
) -> None:
    """Let a value hold for the place from now on, or from ``since`` on, which lies ahead.

    Raises BadSettingValue, HoursOutOfOrder or SettingInThePast: what held yesterday does not
    change.
    """
    policies.check_setting(which, value)
    if since is not None and since < now:
        raise SettingInThePast
    row = PlaceSetting(
        place=place, key=which.key, value=value, since=since or now, set_by=actor.audit_name
    )
    if which in SLOT_BEGINS:
        locks.lock_name("beginnings of shifts")
        known = setting_record(SLOT_BEGINS, place=place)
        policies.check_slot_begins(SettingRecord([*known.rows, row]), place=place, since=row.since)
    row.save()
    audit.record([audit.Act("setting.changed", row, actor, now, {"key": which.key})])
