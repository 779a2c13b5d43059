"""Phone numbers as most people may see them."""

import re

_DIGIT = re.compile(r"\d")
HEAD, TAIL = 3, 4


def mask_phone(phone: str) -> str:
    """``"13912341234"`` -> ``"139****1234"``; of a shorter number only the last two digits stay.

    A number too short for both ends would be whole again, so less of it is shown.
    """
    if not phone:
        return ""
    if len(phone) >= HEAD + TAIL + 3:
        return f"{phone[:HEAD]}{'*' * (len(phone) - HEAD - TAIL)}{phone[-TAIL:]}"
    return _DIGIT.sub("*", phone[:-2]) + phone[-2:] if len(phone) > 4 else "*" * len(phone)
