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


class Unit(models.TextChoices):
    """What people count a package in when they order it in a chat or a file."""

    PORTION = "份", pgettext_lazy("unit", "portion")
    JIN = "斤", pgettext_lazy("unit", "jin")
    BOX = "箱", pgettext_lazy("unit", "box")
    TRAY = "板", pgettext_lazy("unit", "tray")
    SACK = "袋", pgettext_lazy("unit", "sack")
    PACKET = "包", pgettext_lazy("unit", "packet")
    BOTTLE = "瓶", pgettext_lazy("unit", "bottle")
    CAN = "桶", pgettext_lazy("unit", "canister")
    TIN = "罐", pgettext_lazy("unit", "tin")
    CARTON = "盒", pgettext_lazy("unit", "carton")
    PACK = "提", pgettext_lazy("unit", "pack with a handle")
    BUNDLE = "把", pgettext_lazy("unit", "bundle")
    PIECE = "个", pgettext_lazy("unit", "piece")
    ANIMAL = "只", pgettext_lazy("unit", "bird or hand")
    BLOCK = "块", pgettext_lazy("unit", "block")
    STICK = "条", pgettext_lazy("unit", "bar or fish")
    STRING = "串", pgettext_lazy("unit", "string")


class Family(models.TextChoices):
    """The shelf on which people look for a package (R31), in the order of the pages."""

    STAPLE = "staple", _("Staples")
    PRODUCE = "produce", _("Fruit and vegetables")
    KITCHEN = "kitchen", _("For the kitchen")
    HOUSEHOLD = "household", pgettext_lazy("packages", "For the household")
    OTHER = "other", pgettext_lazy("packages", "Other")


class Part(models.TextChoices):
    """What a package must have before it is published; the label says how to mend its lack."""

    FAMILY = "family", _("No kind yet. Choose where people look for it.")
    PRICE = "price", _("No total price yet. Write it in yuan, like 35 or 35.50.")
    WEIGHT = "weight", _("No net weight yet. Write in jin what the shop says it weighs.")
    CONTENTS = "contents", _("Nothing is in it yet. Choose at least one good and its quantity.")
    QUANTITY = (
        "quantity",
        _("%(good)s has no quantity yet. Write how much of it is in the package."),
    )
    UNIT = (
        "unit",
        _("By the jin is sold one good by weight: 1 jin, half a jin or 1 liang of it is in one."),
    )
    SCALE = "scale", _("What is weighed at the depot is one good by weight. Leave the others out.")
