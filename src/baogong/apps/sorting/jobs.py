from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baogong.apps.sorting.services import plan_wave

PATIENCE = RetryStrategy(max_attempts=60, wait=10)  # a busy or restarting database


@app.task(name="sorting.plan_round_wave", retry=PATIENCE)
def plan_round_wave(round_id: int) -> None:
    """Plan the bags and crates of a closed round. Idempotent."""
    plan_wave(round_id=round_id, now=timezone.now())
