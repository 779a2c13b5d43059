"""Pure decisions about what may be set for a place, and which grid plan may be approved."""

from typing import Any

from baogong.apps.places.enums import PlanStatus
from baogong.apps.places.errors import (
    BadSettingValue,
    EmptyPlan,
    OrphanEntrances,
    PlanChanged,
    PlanNotDraft,
)
from baogong.apps.places.models import GridPlan
from baogong.apps.places.settings import PUBLIC_URL, Setting
from baogong.values.public_url import read_public_url


def check_setting(which: Setting, value: Any) -> None:
    """Raises BadSettingValue for a wrong type, a number out of bounds or an unusable address."""
    if type(value) is not type(which.default):
        raise BadSettingValue(key=which.key, value=value)
    if isinstance(value, int) and not which.low <= value <= which.high:
        raise BadSettingValue(key=which.key, value=value)
    if which == PUBLIC_URL:
        try:
            read_public_url(value)
        except ValueError:
            raise BadSettingValue(key=which.key, value=value) from None


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
