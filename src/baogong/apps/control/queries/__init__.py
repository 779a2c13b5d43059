"""What held where and when."""

from baogong.apps.control.queries.holding import (
    around,
    level_at,
    levels_at,
    nearest,
    rule_at,
    rules_at,
    standing,
)
from baogong.apps.control.queries.timeline import (
    ChangeRow,
    HeldRow,
    Kind,
    Timeline,
    change_for,
    places_below,
    timeline,
)

__all__ = [
    "ChangeRow",
    "HeldRow",
    "Kind",
    "Timeline",
    "around",
    "change_for",
    "level_at",
    "levels_at",
    "nearest",
    "places_below",
    "rule_at",
    "rules_at",
    "standing",
    "timeline",
]
