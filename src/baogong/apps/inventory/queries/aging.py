from datetime import datetime, timedelta

HOUR = timedelta(hours=1)


class Aging:
    """What any row of goods can say of its age, from when the oldest of them came.

    ``best_hours``: from then on it is too old; None: it keeps.
    """

    __slots__ = ()

    best_hours: int | None
    oldest_at: datetime | None

    def hours_old(self, now: datetime) -> int:
        """How long the oldest has been there; 0 where nothing is."""
        return int((now - self.oldest_at) / HOUR) if self.oldest_at else 0

    def is_old(self, now: datetime) -> bool:
        return self.best_hours is not None and self.hours_old(now) >= self.best_hours
