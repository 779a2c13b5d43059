from enum import StrEnum


class State(StrEnum):
    """What a list of orders or bags is asked for; ``ASTRAY`` is what no sum accounts for."""

    ORDERED = "ordered"
    DELIVERED = "delivered"
    DELIVERED_SHORT = "delivered_short"
    RETURNED = "returned"
    SHORT = "short"
    OPEN = "open"
    CLOSED = "closed"
    PACKED = "packed"
    CARRIED = "carried"
    ASTRAY = "astray"
