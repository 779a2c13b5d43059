from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """What has a label and therefore always a holder."""

    BAG = "bag", _("Bag")
    CRATE = "crate", _("Crate")
    PARCEL = "parcel", _("Parcel")


class HolderKind(models.TextChoices):
    """Who or what can hold a unit."""

    SITE = "site", _("Site")
    RETURNS = "returns", _("Returns shelf")
    PERSON = "person", _("Person")
    DOOR = "door", _("Door")


class Evidence(models.TextChoices):
    """How a handoff was witnessed."""

    LABEL = "label", _("Label printed and stuck on")
    SCAN = "scan", _("Scan")
    COUNT = "count", _("Count")
    TAP = "tap", _("Tap at the door")
    PAPER = "paper", _("Paper")
    CORRECTION = "correction", _("Correction")
