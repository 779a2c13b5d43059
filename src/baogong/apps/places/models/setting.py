from django.db import models

from baogong.apps.places.models.place import Place


class PlaceSetting(models.Model):
    """What holds for a place and all below it from ``since`` on. Never edited: a new row follows.

    ``set_by`` is an actor of the audit log ("user:7").
    """

    place = models.ForeignKey(Place, models.CASCADE, related_name="settings")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    since = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta:
        indexes = (models.Index(fields=("place", "key", "-since"), name="place_setting_latest"),)

    def __str__(self) -> str:
        return f"{self.key}={self.value!r}"
