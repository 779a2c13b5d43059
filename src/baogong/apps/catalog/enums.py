from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SoldBy(models.TextChoices):
    """The unit in which a good is counted everywhere: pieces, or grams."""

    PIECE = "piece", _("by piece")
    GRAM = "gram", _("by weight")


class GoodCategory(models.TextChoices):
    """The eight kinds that a depot keeps apart."""

    LEAF = "leaf", _("Leaf vegetables")
    ROOT = "root", _("Roots and gourds")
    FRUIT = "fruit", pgettext_lazy("goods", "Fruit")
    MEAT = "meat", _("Meat and fish")
    EGG_MILK = "egg_milk", _("Eggs and milk")
    STAPLE = "staple", _("Rice, flour, noodles, oil")
    FROZEN = "frozen", pgettext_lazy("goods", "Frozen")
    HOUSEHOLD = "household", _("For the household")
