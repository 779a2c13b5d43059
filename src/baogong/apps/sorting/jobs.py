from django.utils import timezone
from procrastinate.contrib.django import app

from baogong.apps.sorting.services import plan_wave


@app.task(name="sorting.plan_round_wave")
def plan_round_wave(round_id: int) -> None:
    """Plan the bags and crates of a closed round. Idempotent."""
    plan_wave(round_id=round_id, now=timezone.now())
