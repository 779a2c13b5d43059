from django.db import models
from django.utils.translation import gettext_lazy as _


class PlaceKind(models.TextChoices):
    """Levels of the place tree, and the sites that hang on it."""

    TOWN = "town", _("Town")
    ESTATE = "estate", _("Estate")
    GRID = "grid", _("Grid")
    BUILDING = "building", _("Building")
    ENTRANCE = "entrance", _("Entrance")
    HOUSEHOLD = "household", _("Household")
    GATE = "gate", _("Gate")
    DEPOT = "depot", _("Depot")
    BORDER_POINT = "border_point", _("Border point")
    PICKUP_POINT = "pickup_point", _("Pickup point")
