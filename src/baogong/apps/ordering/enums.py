from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How an order reached us."""

    PAGE = "page", _("Own page")
    PHONE = "phone", _("By phone")
    SHEET = "sheet", _("Paper slip")


class OnExisting(models.TextChoices):
    """What an order means when the door has one in this round already."""

    ASK = "ask", _("Ask first")
    ADD = "add", _("Add to it")
    REPLACE = "replace", _("Replace it")
