from django.db import models
from django.utils.translation import gettext_lazy as _


class PurchaseState(models.TextChoices):
    """How far a purchase order has come."""

    SENT = "sent", _("Sent to the shop")
    CONFIRMED = "confirmed", _("Confirmed by the shop")
    RECEIVED = "received", _("Received at the gate")
