from django.conf import settings
from django.db import models

from baogong.apps.places.models import Place


class Activation(models.Model):
    """An estate is supplied from this moment until it stands down (R7).

    ``code`` opens the sign-up while it lasts. What is kept for so many days after the end counts
    from ``ended_at``.
    """

    estate = models.ForeignKey(Place, models.PROTECT, related_name="activations")
    code = models.CharField(max_length=12, unique=True)
    activated_at = models.DateTimeField()
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate",),
                condition=models.Q(ended_at=None),
                name="activation_one_live_per_estate",
            ),
        )

    def __str__(self) -> str:
        return f"activation of {self.estate_id}"
