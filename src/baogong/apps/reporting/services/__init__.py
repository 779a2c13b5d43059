"""Closing a day."""

from baogong.apps.reporting.services.close_day import close_day

__all__ = ["close_day"]
