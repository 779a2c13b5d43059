from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.tickets.enums import Remedy, TicketKind, TicketOutcome
from baogong.values.codes import encode_number


def ticket_number(pk: int) -> str:
    """The number of the ticket with this id, as people read it aloud."""
    return encode_number(pk, width=4)


class Ticket(models.Model):
    """A report that goods of an order were missing, rotten or wrong, or that the bag with them, a
    ``unit``, came back damaged or refused; answered once.

    ``key`` is made by the page that sends it. ``remedy``: what the household asks for, if it said
    so. ``note``, ``photo`` and ``answer`` go when their
    time is over. ``placed_by`` wrote it down for a caller. ``refund_fen`` was credited to the door
    when it was answered.
    """

    key = models.UUIDField(unique=True)
    order = models.ForeignKey("ordering.Order", models.PROTECT, related_name="tickets")
    kind = models.CharField(max_length=8, choices=TicketKind)
    unit = models.ForeignKey("custody.Unit", models.PROTECT, null=True, related_name="+")
    remedy = models.CharField(max_length=8, choices=Remedy, blank=True)
    note = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey("places.Photo", models.SET_NULL, null=True, related_name="+")
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=8, choices=TicketOutcome, blank=True)
    refund_fen = models.PositiveIntegerField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = (
            models.Index(fields=("due_at",), condition=Q(answered_at=None), name="ticket_open"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, outcome="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="")),
                name="ticket_answered_as_something",
            ),
            models.CheckConstraint(
                condition=Q(outcome=TicketOutcome.REFUND, refund_fen__gt=0)
                | (~Q(outcome=TicketOutcome.REFUND) & Q(refund_fen=None)),
                name="ticket_refund_is_an_amount",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return ticket_number(self.pk)


class TicketLine(models.Model):
    """A good that a ticket is about."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="lines")
    good = models.ForeignKey("catalog.Good", models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("ticket", "good"), name="ticket_line_good_once"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.good_id}"
