from datetime import datetime
from typing import Any

from django.db import transaction

from baogong.apps.places import policies
from baogong.apps.places.models import Place, PlaceSetting
from baogong.apps.places.settings import Setting
from baogong.plumbing import audit


@transaction.atomic
def set_setting(
    which: Setting, value: Any, *, place: Place, actor: audit.Actor, now: datetime
) -> None:
    """Let a value hold for the place from now on. Raises BadSettingValue."""
    policies.check_setting(which, value)
    row = PlaceSetting.objects.create(
        place=place, key=which.key, value=value, since=now, set_by=actor.audit_name
    )
    audit.record([audit.Act("setting.changed", row, actor, now, {"key": which.key})])
