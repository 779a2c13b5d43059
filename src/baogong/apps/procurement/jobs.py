from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from baogong.apps.procurement.services import order_goods

PATIENCE = RetryStrategy(max_attempts=60, wait=10)  # a busy or restarting database


@app.task(name="procurement.order_round_goods", retry=PATIENCE)
def order_round_goods(round_id: int) -> None:
    """Write the purchase orders of a closed round. Idempotent."""
    order_goods(round_id=round_id, now=timezone.now())
