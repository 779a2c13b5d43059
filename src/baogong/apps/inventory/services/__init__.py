"""Everything that changes stock."""

from baogong.apps.inventory.services.areas import name_owners
from baogong.apps.inventory.services.holds import change_hold, hold_lots
from baogong.apps.inventory.services.recalls import answer_recall, recall_lot
from baogong.apps.inventory.services.stock import Demand, receive_lots, take_from_shelf

__all__ = [
    "Demand",
    "answer_recall",
    "change_hold",
    "hold_lots",
    "name_owners",
    "recall_lot",
    "receive_lots",
    "take_from_shelf",
]
