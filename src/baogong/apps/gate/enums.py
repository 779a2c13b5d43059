from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SlotState(models.TextChoices):
    """How far the truck of a slot has come."""

    DUE = "due", _("Due")
    LATE = "late", _("Late")
    HERE = "here", _("Here")
    GONE = "gone", _("Gone")


class BatchState(models.TextChoices):
    """How far a batch has come: nothing of it leaves before it is free."""

    SPRAYING = "spraying", _("Being sprayed")
    RESTING = "resting", _("Resting")
    FREE = "free", _("Free to go")


class UnfiledState(models.TextChoices):
    """How far unfiled goods have come."""

    HELD = "held", _("Held")
    PROPOSED = "proposed", _("Waits for a second person")
    DECIDED = "decided", pgettext_lazy("unfiled goods", "Decided")


class UnfiledOutcome(models.TextChoices):
    """What becomes of goods that nobody ordered."""

    DEPOT = "depot", _("To the depot")
    SENDER = "sender", _("Back to the sender")
    DOOR = "door", _("To a door")
    DESTROY = "destroy", _("Destroy")
