"""Writes to the timelines of levels and rules."""

from baogong.apps.control.services.changes import (
    Basis,
    change_level,
    change_rule,
    reverse_change,
)

__all__ = ["Basis", "change_level", "change_rule", "reverse_change"]
