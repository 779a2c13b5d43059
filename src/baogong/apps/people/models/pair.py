from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.places.models import Place


class BuddyPair(models.Model):
    """A helper who looks after the households of a building, or one household (R47).

    It counts while the helper is an officer in the estate; a place has one helper at a time.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pairs")
    place = models.ForeignKey(Place, models.PROTECT, related_name="buddy_pairs")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("place",), condition=Q(ended_at=None), name="buddy_pair_one_per_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.place_id}"
