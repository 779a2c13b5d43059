from django.conf import settings
from django.db import models

from baogong.apps.people.enums import Role


class Assignment(models.Model):
    """A role that somebody holds for a place and all below it, until it ends."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=16, choices=Role)
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="assignments")
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "place"),
                condition=models.Q(ended_at=None),
                name="assignment_held_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} @ {self.place_id}"
