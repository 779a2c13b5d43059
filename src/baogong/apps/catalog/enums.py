from django.db import models
from django.utils.translation import gettext_lazy as _


class SoldBy(models.TextChoices):
    """The unit in which a good is counted everywhere: pieces, or grams."""

    PIECE = "piece", _("by piece")
    GRAM = "gram", _("by weight")
