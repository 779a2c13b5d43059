from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ShortReason(models.TextChoices):
    """Why a good did not go into its bag."""

    MISSING = "missing", _("It is missing")
    BROKEN = "broken", _("It is broken or spoiled")
    WRONG = "wrong", _("It is the wrong good")
    RECALLED = "recalled", _("It was called back")


class ConsentWay(models.TextChoices):
    """How a household was asked whether more may come than it ordered."""

    PHONE = "phone", pgettext_lazy("asked", "By phone")
    CHAT = "chat", pgettext_lazy("asked", "In the chat")
    DOOR = "door", pgettext_lazy("asked", "At the door")
