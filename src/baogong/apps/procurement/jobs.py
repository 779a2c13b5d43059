from django.utils import timezone
from procrastinate.contrib.django import app

from baogong.apps.procurement.services import order_goods


@app.task(name="procurement.order_round_goods")
def order_round_goods(round_id: int) -> None:
    """Write the purchase orders of a closed round. Idempotent."""
    order_goods(round_id=round_id, now=timezone.now())
