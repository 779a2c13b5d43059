from django.db import models

from baogong.apps.inventory.enums import StockReason


class Lot(models.Model):
    """Goods of one kind that arrived together. ``on_hand`` is the sum of its entries, kept in step
    under the lot's lock so that the database itself refuses to pack what is not there.

    Nothing of it is packed before ``hold_until`` nor after the day ``expires_on``. ``code`` and
    ``maker`` are as printed on the goods, empty where nobody wrote them down.
    """

    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="lots")
    supplier = models.ForeignKey("suppliers.Supplier", models.PROTECT, related_name="lots")
    place = models.ForeignKey("places.Place", models.PROTECT, related_name="lots")
    received_at = models.DateTimeField()
    on_hand = models.PositiveIntegerField()
    hold_until = models.DateTimeField(null=True)
    code = models.CharField(max_length=40, blank=True)
    maker = models.CharField(max_length=80, blank=True)
    made_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)

    class Meta:
        indexes = (models.Index(fields=("place", "good", "received_at"), name="lot_shelf"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(made_on=None)
                | models.Q(expires_on=None)
                | models.Q(expires_on__gte=models.F("made_on")),
                name="lot_made_before_it_expires",
            ),
        )

    def __str__(self) -> str:
        return f"{self.good_id} @ {self.place_id}"


class StockEntry(models.Model):
    """An append-only change of a lot, in pieces or grams; ``source`` is what it was for."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="entries")
    quantity = models.IntegerField()
    reason = models.CharField(max_length=12, choices=StockReason)
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("source_type", "source_id"), name="stock_entry_source"),)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(quantity=0), name="stock_entry_moves_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reason} {self.quantity:+d}"
