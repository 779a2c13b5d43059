from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.ordering.enums import Channel, Consent, OnShort, Rule, ShareReason
from baogong.apps.ordering.models.order import Order, order_number
from baogong.apps.ordering.models.round import Listing, Round


class AskQuerySet(models.QuerySet["Ask"]):
    def standing(self) -> "AskQuerySet":
        return self.filter(withdrawn_at=None)


class Ask(models.Model):
    """What a household asks for that nobody can have at once: the round is not open yet, it is
    divided at a set moment, or it is sold out. The row is the receipt; orders come of it.

    What is asked for on top stands beside it, so that nobody loses a place by adding. Its id is
    one of orders' ids, so that an act of asking has one number, whatever came at once and
    whatever waits. Fields as of an order; what was taken in from writing has the time of that.
    """

    key = models.UUIDField(unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="asks")
    household = models.ForeignKey("places.Place", models.PROTECT, related_name="asks")
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
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(
                fields=("round", "household"),
                condition=Q(withdrawn_at=None),
                name="ask_standing_of_door",
            ),
            models.Index(
                fields=("round",),
                condition=Q(waits_for_check=True),
                name="ask_waits_for_check",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(waits_for_check=False) | Q(channel=Channel.SHEET),
                name="ask_only_slips_wait",
            ),
            models.CheckConstraint(
                condition=Q(consent=Consent.NEIGHBOUR, by_door__isnull=False)
                | (~Q(consent=Consent.NEIGHBOUR) & Q(by_door=None)),
                name="ask_of_neighbour_says_whose",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return order_number(self.pk)


class AskLine(models.Model):
    """``quantity`` of a listing was asked for; ``granted`` of it came, ``waiting`` still may."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="lines", db_index=False)
    listing = models.ForeignKey(Listing, models.PROTECT, related_name="ask_lines")
    quantity = models.PositiveIntegerField()
    granted = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField()

    class Meta:
        indexes = (
            models.Index(fields=("listing",), condition=Q(waiting__gt=0), name="ask_line_waits"),
        )
        constraints = (
            models.UniqueConstraint(fields=("ask", "listing"), name="ask_line_listing_once"),
            models.CheckConstraint(
                condition=Q(quantity__gt=0, quantity__gte=F("granted") + F("waiting")),
                name="ask_line_within_what_was_asked",
            ),
        )

    def __str__(self) -> str:
        return f"{self.granted} of {self.quantity} x {self.listing_id}"


class Deal(models.Model):
    """``supply`` of a listing was dealt out among those who waited for it. Append-only.

    ``late``: among those who came after the moment of the draw, behind all others.
    """

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="deals")
    rule = models.CharField(max_length=8, choices=Rule)
    late = models.BooleanField(default=False)
    supply = models.PositiveIntegerField()
    dealt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.supply} of {self.listing_id}"


class DealShare(models.Model):
    """What a line of an ask got of a deal. ``order``: what came of it; None where nothing was
    granted, or where the household had its most already.

    Lines of a door among which time does not count are one line of the published log, under the
    number of the first of them, whose lot decides: ``lot_of``.
    """

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="shares")
    line = models.ForeignKey(AskLine, models.PROTECT, related_name="shares")
    lot_of = models.ForeignKey(Ask, models.PROTECT, related_name="+", db_index=False)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="deal_shares")
    wanted = models.PositiveIntegerField()
    granted = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    priority = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=12, choices=ShareReason)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("deal", "line"), name="deal_share_of_line_once"),
            models.CheckConstraint(
                condition=Q(wanted__gt=0, granted__lte=F("wanted")),
                name="deal_share_within_what_was_wanted",
            ),
        )

    def __str__(self) -> str:
        return f"{self.granted} of {self.wanted}"
