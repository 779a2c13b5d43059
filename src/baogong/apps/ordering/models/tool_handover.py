from django.conf import settings
from django.db import models
from django.db.models import F, Q

from baogong.apps.money.enums import PayMethod
from baogong.apps.money.models import REFERENCE_LENGTH, WHY_LENGTH, Reversible
from baogong.apps.ordering.models.round import Round

_BOOKED = Q(booked_at__isnull=False)


class ToolHandover(Reversible):
    """What an organiser hands over of the money that a group-buy tool collected for a round.

    ``expected_fen`` was still to come when it was written down; ``fee_fen`` of it the tool kept.
    ``closes``: nothing more comes, and what lacks beyond the fee has a ``why``, as has what is
    too much. ``two_names``: it is cash, or who
    hands it over wrote it down, so it is booked when somebody else has signed for it; anything
    else is at once. ``reversed_at``: taken back, before or after it was booked, for a reason once
    it was. Never deleted.
    """

    key = models.UUIDField(unique=True)
    round = models.ForeignKey(Round, models.PROTECT, related_name="tool_handovers")
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    method = models.CharField(max_length=8, choices=PayMethod)
    reference = models.CharField(max_length=REFERENCE_LENGTH, blank=True)
    fen = models.PositiveIntegerField()
    fee_fen = models.PositiveIntegerField(default=0)
    expected_fen = models.BigIntegerField()
    closes = models.BooleanField(default=False)
    why = models.CharField(max_length=WHY_LENGTH, blank=True)
    counted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()
    two_names = models.BooleanField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    booked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round",),
                condition=Q(booked_at=None, reversed_at=None),
                name="tool_handover_one_waits",
            ),
            models.CheckConstraint(condition=Q(fen__gt=0), name="tool_handover_is_an_amount"),
            models.CheckConstraint(
                condition=Q(method=PayMethod.CASH) | Q(method=PayMethod.TRANSFER),
                name="tool_handover_in_cash_or_by_transfer",
            ),
            models.CheckConstraint(
                condition=~Q(method=PayMethod.CASH) | Q(two_names=True),
                name="tool_handover_of_cash_has_two_names",
            ),
            models.CheckConstraint(
                condition=Q(two_names=False) | ~_BOOKED | Q(signed_by__isnull=False),
                name="tool_handover_of_two_names_is_signed",
            ),
            models.CheckConstraint(
                condition=~Q(signed_by=F("counted_by")) & ~Q(signed_by=F("organiser")),
                name="tool_handover_by_two",
            ),
            models.CheckConstraint(
                condition=Q(fen=F("expected_fen") - F("fee_fen"))
                | Q(fen__lt=F("expected_fen") - F("fee_fen"), closes=False)
                | ~Q(why=""),
                name="tool_handover_difference_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(reversed_at=None, reversed_by=None)
                | Q(reversed_at__isnull=False, reversed_by__isnull=False)
                & (Q(booked_at=None) | ~Q(reversed_why="")),
                name="tool_handover_reversed_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen} of {self.expected_fen}"

    @property
    def written_off_fen(self) -> int:
        """What is no more expected though it neither came nor was a fee; below 0: more came than
        expected."""
        lacks = self.expected_fen - self.fen - self.fee_fen
        return lacks if self.closes or lacks < 0 else 0
