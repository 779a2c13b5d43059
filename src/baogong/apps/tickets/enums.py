from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TicketKind(models.TextChoices):
    """What is wrong with goods of an order; the last two stand in no form, a bag came back."""

    MISSING = "missing", pgettext_lazy("goods", "Missing")
    ROTTEN = "rotten", _("Rotten or damaged")
    WRONG = "wrong", _("Wrong goods")
    DAMAGED = "damaged", _("Damaged on the way")
    REFUSED = "refused", _("Not taken at the door")


BY_HOUSEHOLDS = (TicketKind.MISSING, TicketKind.ROTTEN, TicketKind.WRONG)


class Remedy(models.TextChoices):
    """What a household asks for."""

    REFUND = "refund", _("Money back")
    REPLACE = "replace", _("Bring it again")


class TicketOutcome(models.TextChoices):
    """What the desk answers."""

    REFUND = "refund", _("Money goes back")
    REPLACE = "replace", _("It is brought again")
    APOLOGY = "apology", _("An apology")
    DECLINED = "declined", pgettext_lazy("report", "Declined")


class Rating(models.TextChoices):
    """What a household thinks of a delivered order."""

    GOOD = "good", pgettext_lazy("rating", "Good")
    FAIR = "fair", pgettext_lazy("rating", "So-so")
    BAD = "bad", pgettext_lazy("rating", "Bad")


class EnquiryChannel(models.TextChoices):
    """How a question reached the desk."""

    CALL = "call", pgettext_lazy("enquiry", "Call")
    SMS = "sms", pgettext_lazy("enquiry", "Text message")
    CARE = "care", pgettext_lazy("enquiry", "Care call")


class LateKind(StrEnum):
    """An overdue enquiry by whose turn it is: an errand may have no grid leader."""

    QUESTION = "question"
    ERRAND = "errand"
    ERRAND_OF_LEADER = "errand_of_leader"
