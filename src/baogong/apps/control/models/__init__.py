"""Which level and which movement rule a place was under, from when, and by whose authority."""

from baogong.apps.control.models.change import MovementChange, ZoneChange

__all__ = ["MovementChange", "ZoneChange"]
