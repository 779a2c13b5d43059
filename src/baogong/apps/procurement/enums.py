from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PurchaseState(models.TextChoices):
    """How far a purchase order has come."""

    SENT = "sent", _("Sent to the shop")
    CONFIRMED = "confirmed", _("Confirmed by the shop")
    RECEIVED = "received", _("Received at the gate")


class DifferenceOutcome(models.TextChoices):
    """How the desk and a supplier settled that too little or too much came."""

    BROUGHT = "brought", _("Brought later")
    CREDITED = "credited", _("Credited by the shop")
    ACCEPTED = "accepted", _("Accepted as it is")


class SwapAnswer(models.TextChoices):
    """What the desk says to another good in the place of one that is out."""

    ACCEPTED = "accepted", pgettext_lazy("swap", "Accepted")
    DECLINED = "declined", pgettext_lazy("swap", "Declined")


class PhotoOf(models.TextChoices):
    """What a guard's photo of an arrival shows."""

    TRUCK = "truck", _("The truck")
    DAMAGE = "damage", _("Damage")
