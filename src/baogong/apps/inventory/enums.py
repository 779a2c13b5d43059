from django.db import models
from django.utils.translation import gettext_lazy as _


class StockReason(models.TextChoices):
    """Why a lot grew or shrank."""

    RECEIVED = "received", _("Received")
    PACKED = "packed", _("Packed into a bag")
