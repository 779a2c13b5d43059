from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupplierKind(models.TextChoices):
    """What sort of shop it is, as residents look for it."""

    SUPERMARKET = "supermarket", _("Supermarket")
    SMALL_SHOP = "small_shop", _("Small shop nearby")
    PHARMACY = "pharmacy", _("Pharmacy")
    FRESH = "fresh", pgettext_lazy("shop", "Fresh food")
    BAKERY = "bakery", _("Buns and bread")
    PET = "pet", _("Pet supplies")
    WHOLESALE = "wholesale", _("Wholesaler")


class Hidden(models.TextChoices):
    """Why residents do not see a shop."""

    LICENCE_MISSING = "licence_missing", _("no licence is on file")
    LICENCE_ENDED = "licence_ended", _("its licence has ended")
    HOURS_MISSING = "hours_missing", _("its hours are not known")
    SERVES_NOBODY = "serves_nobody", _("it serves no estate")
