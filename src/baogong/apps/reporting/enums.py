from enum import StrEnum


class Stage(StrEnum):
    """The six stages of the chain, in their order."""

    ASK = "ask"
    BUY = "buy"
    ARRIVE = "arrive"
    MAKE_UP = "make_up"
    CARRY = "carry"
    CLOSE = "close"
