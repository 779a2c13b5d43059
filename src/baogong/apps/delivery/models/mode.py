from django.db import models
from django.db.models import Q

from baogong.apps.control.models import Change
from baogong.apps.delivery.enums import Mode


class ModeChange(Change):
    """How far bags are carried for a place and all below it, from a moment on (R94).

    ``point``: the pickup point that the households are called to. ``reason`` says why, of an entry
    and of its taking back.
    """

    mode = models.CharField(max_length=8, choices=Mode)
    point = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")

    class Meta(Change.Meta):
        constraints = (  # type: ignore[assignment] # more of them than the base has
            *Change.Meta.constraints,
            models.CheckConstraint(
                condition=Q(mode=Mode.POINT, point__isnull=False)
                | (~Q(mode=Mode.POINT) & Q(point=None)),
                name="modechange_point_where_called",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="modechange_says_why"),
        )
