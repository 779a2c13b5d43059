from django.conf import settings
from django.db import models

from baogong.apps.procurement.enums import PhotoOf
from baogong.apps.procurement.models.purchase_order import PurchaseOrder


class ArrivalPhoto(models.Model):
    """What a guard photographed while a purchase order was counted. Without its photo, which goes
    after ``keep_photo_days``, it says that there was one."""

    purchase_order = models.ForeignKey(PurchaseOrder, models.PROTECT, related_name="photos")
    shows = models.CharField(max_length=8, choices=PhotoOf)
    photo = models.OneToOneField("places.Photo", models.SET_NULL, null=True, related_name="+")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.shows} of {self.purchase_order_id}"
