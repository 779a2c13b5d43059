from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(StrEnum):
    """The six stages of the chain, in their order."""

    ASK = "ask"
    BUY = "buy"
    ARRIVE = "arrive"
    MAKE_UP = "make_up"
    CARRY = "carry"
    CLOSE = "close"


class NoticeKind(models.TextChoices):
    """What residents are told about a day."""

    DELAY = "delay", _("Supplies come late")
    SHORTAGE = "shortage", _("Goods are missing")
    NEW_HOUR = "new_hour", _("Supplies come at another hour")
