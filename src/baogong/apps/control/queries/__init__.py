"""What held where and when."""

from baogong.apps.control.queries.holding import level_at, levels_at, rule_at, rules_at
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
    "change_for",
    "level_at",
    "levels_at",
    "places_below",
    "rule_at",
    "rules_at",
    "timeline",
]
