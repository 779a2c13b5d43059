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


class Mode(models.TextChoices):
    """How far bags are carried; each is one of the three ends of a bag that arrived (R94)."""

    DOOR = "door", _("To the door")
    ENTRANCE = "entrance", _("To the entrance")
    POINT = "point", _("To a pickup point")

    @property
    def done_label(self) -> str:
        """What is said of a bag that got there."""
        return str(_DONE[self])


_DONE = {
    Mode.DOOR: _("Given"),
    Mode.ENTRANCE: _("Left at the entrance"),
    Mode.POINT: _("Collected at the point"),
}


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
    PHOTO = "photo", _("Photo")
    PIN = "pin", _("Code of the household")
