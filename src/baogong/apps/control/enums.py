from django.db import models
from django.utils.translation import gettext_lazy as _


class ZoneLevel(models.TextChoices):
    """How strictly a place is controlled."""

    LOCKDOWN = "lockdown", _("Lockdown zone")
    CONTROLLED = "controlled", _("Controlled zone")
    PRECAUTIONARY = "precautionary", _("Precautionary zone")
    NONE = "none", _("No level")


class MovementRule(models.TextChoices):
    """How far people of a place may go."""

    FREE = "free", _("Free to move")
    STAY_IN_GRID = "stay_in_grid", _("Stay inside the grid")
    STAY_IN_BUILDING = "stay_in_building", _("Stay inside the building")
    STAY_IN_HOME = "stay_in_home", _("Stay at home")

    @property
    def closes_grids(self) -> bool:
        """Whether nobody may cross the border of a grid."""
        return self is not MovementRule.FREE
