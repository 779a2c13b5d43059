"""Pure decisions about what may be set for a place, and which grid plan may be approved."""

from datetime import datetime
from itertools import pairwise
from typing import Any

from baogong.apps.places.enums import PlanStatus
from baogong.apps.places.errors import (
    BadSettingValue,
    EmptyPlan,
    HoursOutOfOrder,
    OrphanEntrances,
    PlanChanged,
    PlanNotDraft,
)
from baogong.apps.places.models import GridPlan, Place
from baogong.apps.places.setting_record import SettingRecord
from baogong.apps.places.settings import CONTACT_PHONE, PUBLIC_URL, SLOT_BEGINS, Setting
from baogong.values.phones import is_contact
from baogong.values.public_url import read_public_url


def check_setting(which: Setting, value: Any) -> None:
    """Raises BadSettingValue for a wrong type, a number out of bounds, an unusable address or what
    nobody can call."""
    if type(value) is not type(which.default):
        raise BadSettingValue(key=which.key, value=value)
    if isinstance(value, int) and not which.low <= value <= which.high:
        raise BadSettingValue(key=which.key, value=value)
    if which == CONTACT_PHONE and not is_contact(value):
        raise BadSettingValue(key=which.key, value=value)
    if which == PUBLIC_URL:
        try:
            read_public_url(value)
        except ValueError:
            raise BadSettingValue(key=which.key, value=value) from None


def check_slot_begins(record: SettingRecord, *, place: Place, since: datetime) -> None:
    """From ``since`` on, at the place and all below it, each shift begins after the one before.

    Raises HoursOutOfOrder.
    """
    moments = {since, *(row.since for row in record.rows if row.since > since)}
    below = (row.place for row in record.rows if row.place.path.startswith(place.path))
    for here in {place, *below}:
        for at in moments:
            hours = [record.value(which, path=here.path, at=at) for which in SLOT_BEGINS]
            if any(hour >= later for hour, later in pairwise(hours)):
                told = ", ".join(map(str, hours))
                raise HoursOutOfOrder(place=here.label, hours=told)


def check_is_draft(plan: GridPlan) -> None:
    """Raises PlanNotDraft."""
    if plan.status != PlanStatus.DRAFT:
        raise PlanNotDraft(version=plan.version)


def check_can_approve(plan: GridPlan, *, seen: int, parts: int, orphans: int, note: str) -> None:
    """``seen``: the draft's ``edits`` when the approver looked; ``note`` tells why orphans stay.

    Raises PlanNotDraft, PlanChanged, EmptyPlan or OrphanEntrances.
    """
    check_is_draft(plan)
    if plan.edits != seen:
        raise PlanChanged
    if not parts:
        raise EmptyPlan
    if orphans and not note:
        raise OrphanEntrances(orphans=orphans)
