"""Everything that changes stock."""

from baogong.apps.inventory.services.stock import Demand, receive_lots, take_from_shelf

__all__ = ["Demand", "receive_lots", "take_from_shelf"]
