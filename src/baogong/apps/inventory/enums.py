from django.db import models
from django.utils.translation import gettext_lazy as _


class StockReason(models.TextChoices):
    """Why a lot grew or shrank."""

    RECEIVED = "received", _("Received")
    PACKED = "packed", _("Packed into a bag")
    COUNTED = "counted", _("Counted")
    SPOILED = "spoiled", _("Spoiled")
    BROKEN = "broken", _("Broken")


COUNT_REASONS = (StockReason.COUNTED, StockReason.SPOILED, StockReason.BROKEN)


class RecallOutcome(models.TextChoices):
    """What came of asking a door for goods that nobody may eat."""

    TAKEN_BACK = "taken_back", _("Taken back")
    THROWN_AWAY = "thrown_away", _("Thrown away there")
    EATEN = "eaten", _("Eaten already")
    NOBODY = "nobody", _("Nobody reached")
