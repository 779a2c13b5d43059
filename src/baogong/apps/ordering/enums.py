from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """How an order reached us."""

    PAGE = "page", _("Own page")
    PHONE = "phone", _("By phone")
    SHEET = "sheet", _("Paper slip")
    CHAIN = "chain", _("Chat chain")
    GROUP_BUY = "groupbuy", _("Group-buy file")


class OnExisting(models.TextChoices):
    """What an order means when the door has one in this round already."""

    ASK = "ask", _("Ask first")
    ADD = "add", _("Add to it")
    REPLACE = "replace", _("Replace it")


class OnShort(models.TextChoices):
    """What a household wants where a good of its order comes short."""

    REFUND = "refund", _("The money back")
    SWAP = "swap", _("Something similar in its place")
    ASK = "ask", _("Call me first")


class LineKind(models.TextChoices):
    """What a line of a chain does to what its door has ordered in the chain."""

    ORDER = "order", _("Order")
    CHANGE = "change", _("Changes to")
    CANCEL = "cancel", _("Cancels")


class LineState(models.TextChoices):
    """What became of a line of a chain."""

    READY = "ready", _("Ready")
    REVIEW = "review", _("To look at")
    ENTERED = "entered", _("Entered")
    LEFT_OUT = "left_out", _("Left out")
    IGNORED = "ignored", _("No order")
