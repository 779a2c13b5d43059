from django.db import models
from django.utils.translation import gettext_lazy as _


class Result(models.TextChoices):
    """What happened at a door."""

    GIVEN = "given", _("Given")
    NOBODY_HOME = "nobody_home", _("Nobody home")
    REFUSED = "refused", _("Refused")
    DAMAGED = "damaged", _("Damaged")
    SEALED = "sealed", _("Entrance sealed")
    WRONG_DOOR = "wrong_door", _("Wrong door")
    UNDONE = "undone", _("Taken back")


class ReturnReason(models.TextChoices):
    """Why a bag came back to the depot."""

    NOBODY_HOME = "nobody_home", _("Nobody home")
    REFUSED = "refused", _("Refused")
    DAMAGED = "damaged", _("Damaged")
    SEALED = "sealed", _("Entrance sealed")
    WRONG_DOOR = "wrong_door", _("Wrong door")
    NOT_TRIED = "not_tried", _("Not tried")


class ConflictReason(models.TextChoices):
    """Why a report from the field could not be applied as it stands."""

    NOT_HOLDING = "not_holding", _("The bag was with somebody else")
    UNKNOWN_BAG = "unknown_bag", _("No bag has this code")
    UNKNOWN_TARGET = "unknown_target", _("What was to be taken back is not known")
    UNREADABLE = "unreadable", _("The report could not be read")


class ProofKind(models.TextChoices):
    """What shows that a door got its bag."""

    TAP = "tap", _("Officer's tap")
