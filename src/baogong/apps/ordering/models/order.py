from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.ordering.enums import Channel, Consent, OnShort
from baogong.apps.ordering.models.round import Listing, Round
from baogong.values.codes import encode_number


def order_number(pk: int) -> str:
    """The number of the order with this id; ``decode_number`` reads it back."""
    return encode_number(pk, width=5)


class OrderQuerySet(models.QuerySet["Order"]):
    def live(self) -> "OrderQuerySet":
        return self.filter(canceled_at=None)


class Order(models.Model):
    """One act of asking by one household in one round. Canceled, never deleted.

    ``key`` is made by the page that sends it: the same key is the same order. One that was typed
    from a paper slip ``waits_for_check`` until a second person has read the slip. Of what is
    weighed, ``over_percent`` more than ordered may come, and is paid for, without asking again.
    ``on_short``: what the household wants where a good of it comes short.
    ``consent``: how the household agreed to what somebody else placed for it; ``by_door``: that of
    the neighbour who wrote it in the chat. ``replaced_by``: the
    id of what stands in its place, an order or, where nothing of it could be had at once, an ask.
    """

    key = models.UUIDField(unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="orders", db_index=False)
    household = models.ForeignKey(
        "places.Place", models.PROTECT, related_name="orders", db_index=False
    )
    channel = models.CharField(max_length=8, choices=Channel)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    consent = models.CharField(max_length=8, choices=Consent, blank=True)
    by_door = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, related_name="+", db_index=False
    )
    read_back = models.BooleanField(default=False)
    waits_for_check = models.BooleanField(default=False)
    over_percent = models.PositiveSmallIntegerField(default=0)
    on_short = models.CharField(max_length=8, choices=OnShort, default=OnShort.REFUND)
    total_fen = models.PositiveIntegerField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    canceled_at = models.DateTimeField(null=True)
    replaced_by = models.BigIntegerField(null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=("round", "household"), name="order_of_door"),
            models.Index(fields=("household", "-occurred_at"), name="order_latest"),
            models.Index(
                fields=("round",),
                condition=Q(waits_for_check=True, canceled_at=None),
                name="order_waits_for_check",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(channel=Channel.PHONE) | Q(read_back=True, placed_by__isnull=False),
                name="order_by_phone_is_read_back",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PAGE) | Q(placed_by__isnull=False),
                name="order_of_others_has_who_placed_it",
            ),
            models.CheckConstraint(
                condition=Q(channel=Channel.PAGE) | ~Q(consent=""),
                name="order_for_others_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(consent=Consent.NEIGHBOUR, by_door__isnull=False)
                | (~Q(consent=Consent.NEIGHBOUR) & Q(by_door=None)),
                name="order_of_neighbour_says_whose",
            ),
            models.CheckConstraint(
                condition=Q(waits_for_check=False) | Q(channel=Channel.SHEET),
                name="order_only_slips_wait",
            ),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | Q(canceled_at__isnull=False),
                name="order_replaced_is_canceled",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people read aloud; the last character is a check."""
        return order_number(self.pk)


class OrderLine(models.Model):
    """So many of one listing, at the price that held when it was asked for."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", db_index=False)
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="lines")
    quantity = models.PositiveIntegerField()
    price_fen = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("order", "listing"), name="order_line_listing_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0), name="order_line_quantity_positive"
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.listing_id}"
