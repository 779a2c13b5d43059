"""What the scale said of an order, for its household and for the desk."""

from typing import Any

from baogong.apps.ordering.queries import DoorOrderRow
from baogong.apps.sorting.queries import weights_of_order


def order_weights(order: DoorOrderRow) -> dict[str, Any]:
    """For ``components/order_weights.html``; ``weighed_fen``: the order's price by what was
    weighed so far, None before anything was."""
    weights = weights_of_order(order_id=order.id)
    differences = [row.difference_fen for row in weights if row.grams]
    return {
        "weights": weights,
        "weighed_fen": order.total_fen + sum(differences) if differences else None,
    }
