from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ShortReason(models.TextChoices):
    """Why a good did not go into its bag."""

    MISSING = "missing", _("It is missing")
    BROKEN = "broken", _("It is broken or spoiled")
    WRONG = "wrong", _("It is the wrong good")
    RECALLED = "recalled", _("It was called back")
    DIVIDED = "divided", _("Too little came, and it was divided")


class ConsentWay(models.TextChoices):
    """How a household was asked whether more may come than it ordered."""

    PHONE = "phone", pgettext_lazy("asked", "By phone")
    CHAT = "chat", pgettext_lazy("asked", "In the chat")
    DOOR = "door", pgettext_lazy("asked", "At the door")


class Division(models.TextChoices):
    """How too little of a good is divided; the values are the engine's."""

    ONE_EACH = "one_each", _("One for each door first, then a second one")
    PRO_RATA = "pro_rata", _("The same part of what each ordered")
    PRIORITY = "priority", _("Priority doors first")
    BY_TIME = "by_time", _("Who ordered first")
    DRAW = "draw", _("By draw")
