"""Orders that find no place in a crowd: one line of the log for many of them."""

import logging
from threading import Lock
from time import monotonic

from django.http import HttpResponse

logger = logging.getLogger(__name__)
EVERY_SECONDS = 10


class TurnedAway:
    """Counts them in this process. A crowd is no fault: Django's own line for each answer above
    499, an error, is left out."""

    def __init__(self) -> None:
        self._untold, self._total, self._quiet_until, self._lock = 0, 0, 0.0, Lock()

    def note(self, response: HttpResponse) -> None:
        # What django.utils.log looks at.
        response._has_been_logged = True  # type: ignore[attr-defined] # noqa: SLF001
        with self._lock:
            self._untold, self._total = self._untold + 1, self._total + 1
            if monotonic() < self._quiet_until:
                return
            counts = {"orders": self._untold, "since_start": self._total}
            self._untold, self._quiet_until = 0, monotonic() + EVERY_SECONDS
        logger.info("orders found no place and are sent again", extra=counts)


turned_away = TurnedAway()
