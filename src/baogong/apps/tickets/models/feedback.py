from django.db import models

from baogong.apps.tickets.enums import Rating


class Feedback(models.Model):
    """How a household found a delivered order; asked once."""

    order = models.OneToOneField("ordering.Order", models.PROTECT, related_name="feedback")
    freshness = models.CharField(max_length=8, choices=Rating)
    price = models.CharField(max_length=8, choices=Rating)
    given_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("given_at",), name="feedback_age"),)

    def __str__(self) -> str:
        return f"{self.freshness}, {self.price}"


class StaleGood(models.Model):
    """A good of the order that was not fresh."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="stale_goods")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("feedback", "good"), name="stale_good_once"),
        )

    def __str__(self) -> str:
        return f"{self.feedback_id}: {self.good_id}"
