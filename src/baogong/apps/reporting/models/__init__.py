"""Days that were closed, as they were reported."""

from baogong.apps.reporting.models.day_report import DayReport

__all__ = ["DayReport"]
