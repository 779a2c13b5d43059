from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does for a place and all below it. Residents hold cards instead."""

    COMMANDER = "commander", _("Commander")
    CLERK = "clerk", _("Clerk")
    SHOP = "shop", _("Shop")
    GATE = "gate", _("Gate guard")
    SORTER = "sorter", _("Sorter")
    OFFICER = "officer", _("Building officer")
    GRID_LEADER = "grid_leader", _("Grid leader")


class PersonalField(models.TextChoices):
    """What is kept about a person or a household that not every role may read."""

    PHONES = "phones", _("Phone numbers")
    CARE = "care", _("Care flags")
    HEALTH = "health", _("Health of staff")
