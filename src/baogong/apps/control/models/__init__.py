"""Which level and which movement rule a place was under, from when, and by whose authority."""

from baogong.apps.control.models.change import Change, MovementChange, ZoneChange

__all__ = ["Change", "MovementChange", "ZoneChange"]
