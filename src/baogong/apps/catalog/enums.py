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

    PORTION = "份", _("portion (份)")
    JIN = "斤", _("jin (斤)")
    BOX = "箱", _("box (箱)")
    TRAY = "板", _("tray (板)")
    SACK = "袋", _("sack (袋)")
    PACKET = "包", _("packet (包)")
    BOTTLE = "瓶", _("bottle (瓶)")
    CAN = "桶", _("canister (桶)")
    TIN = "罐", _("tin (罐)")
    CARTON = "盒", _("carton (盒)")
    PACK = "提", _("pack with a handle (提)")
    BUNDLE = "把", _("bundle (把)")
    PIECE = "个", _("piece (个)")
    ANIMAL = "只", _("bird or hand (只)")
    BLOCK = "块", _("block (块)")
    STICK = "条", _("bar or fish (条)")
    STRING = "串", _("string (串)")


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
