"""Figures that add up."""

from baogong.apps.reporting.queries.day_sums import DaySums, EntranceSums, GoodSums, Sums, day_sums

__all__ = ["DaySums", "EntranceSums", "GoodSums", "Sums", "day_sums"]
