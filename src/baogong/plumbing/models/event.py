from django.db import models


class Event(models.Model):
    """A published fact, in the order of publishing; its id keys the jobs that follow from it."""

    name = models.CharField(max_length=60)
    data = models.JSONField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("name", "recorded_at"), name="event_name"),)

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"
