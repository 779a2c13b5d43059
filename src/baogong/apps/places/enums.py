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
    STATION = "station", _("Station")
    CHECKPOINT = "checkpoint", _("Checkpoint")
    ENTERPRISE = "enterprise", _("Enterprise")
    SITE = "site", _("Other site")


# What hangs on an estate or a town beside the levels of its tree.
SITE_KINDS = (
    PlaceKind.GATE,
    PlaceKind.DEPOT,
    PlaceKind.BORDER_POINT,
    PlaceKind.PICKUP_POINT,
    PlaceKind.STATION,
    PlaceKind.CHECKPOINT,
    PlaceKind.ENTERPRISE,
    PlaceKind.SITE,
)


class CareKind(models.TextChoices):
    """Why somebody looks after a household more closely. The values are the readers' codes."""

    ELDERLY_ALONE = "elderly_alone", _("Old and alone")
    ELDERLY = "elderly", _("Old people")
    DISABLED = "disabled", _("Cannot move well")
    PREGNANT = "pregnant", _("Pregnant")
    INFANT = "infant", _("Infant")
    DIALYSIS = "dialysis", _("Dialysis")
    CHRONIC = "chronic", _("Lasting medicine")
    LOW_INCOME = "lowincome", _("Low income")
    AWAY = "away", _("Away from home")


class PlanStatus(models.TextChoices):
    """How far a grid plan has come. One is approved in an estate at a time: the live one."""

    DRAFT = "draft", _("Draft")
    APPROVED = "approved", _("In force")
    SUPERSEDED = "superseded", _("Replaced")
    DISCARDED = "discarded", _("Thrown away")
