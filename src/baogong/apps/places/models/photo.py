from django.db import models

from baogong.apps.places.models.place import Place


class Photo(models.Model):
    """A picture that somebody took as evidence, as JPEG. It goes after ``keep_photo_days``.

    What it shows stays on record without it, so references to it are ``SET_NULL``. ``key`` is made
    by the page that sends it. ``kept_by`` names the actor as the audit log does.
    """

    key = models.UUIDField(unique=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="photos")
    image = models.BinaryField()
    kept_by = models.CharField(max_length=40)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("kept_at",), name="photo_age"),)

    def __str__(self) -> str:
        return f"photo {self.key}"
