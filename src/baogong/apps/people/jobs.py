from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baogong.apps.people.services.erasure import ERASE, erase_due


@app.task(name=ERASE, lock=ERASE, retry=RetryStrategy(max_attempts=20, wait=600))
def erase(due: str) -> None:  # noqa: ARG001 - tells the nights apart
    """Erase personal data whose time is over. Idempotent."""
    erase_due(timezone.now())
