from django.db import models

from baogong.apps.places.models.place import Place


class PlaceOutline(models.Model):
    """The ground that a place covers: polygons as GeoJSON lists them, WGS-84, longitude first."""

    place = models.OneToOneField(Place, models.CASCADE, related_name="outline")
    polygons = models.JSONField()

    def __str__(self) -> str:
        return f"outline of {self.place_id}"
