from django.db import models
from django.utils.translation import gettext_lazy as _


class ShortReason(models.TextChoices):
    """Why a good did not go into its bag."""

    MISSING = "missing", _("It is missing")
    BROKEN = "broken", _("It is broken or spoiled")
    WRONG = "wrong", _("It is the wrong good")
    RECALLED = "recalled", _("It was called back")


class ConsentWay(models.TextChoices):
    """How a household was asked whether more may come than it ordered."""

    PHONE = "phone", _("By phone")
    CHAT = "chat", _("In the chat")
    DOOR = "door", _("At the door")
