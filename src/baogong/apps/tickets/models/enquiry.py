from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.tickets.enums import EnquiryChannel
from baogong.values.codes import encode_number

LONGEST_WANTED, LONGEST_REPLY, LONGEST_PHONE = 200, 500, 12
ENQUIRY_LETTER = "Q"  # so that no report and no order is taken for it


def enquiry_number(pk: int) -> str:
    """The ticket number of the enquiry with this id, as people read it aloud."""
    return ENQUIRY_LETTER + encode_number(pk, width=4)


class Reply(models.Model):
    """An answer to everybody who asked the same. ``kept``: it is in the estate's FAQ.

    ``question`` is how the desk puts it, without names. ``key`` is made by the page.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    question = models.CharField(max_length=LONGEST_WANTED, blank=True)
    text = models.CharField(max_length=LONGEST_REPLY, blank=True)
    kept = models.BooleanField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        indexes = (models.Index(fields=("estate",), condition=Q(kept=True), name="reply_in_faq"),)

    def __str__(self) -> str:
        return f"reply {self.pk}"


class Enquiry(models.Model):
    """Somebody called or wrote to the estate's number, or needs help when asked after: what was
    wanted, and what became of it.

    ``household`` is the caller's door, if it is known. ``errand``: something is to be done, not
    only said; ``escalated_at``: since when the grid leader has it too. ``wanted`` and ``phone`` go
    when their time is over. Answered by a reply; told once the answer reached whoever asked.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    household = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, related_name="enquiries"
    )
    channel = models.CharField(max_length=8, choices=EnquiryChannel)
    phone = models.CharField(max_length=LONGEST_PHONE, blank=True, db_collation="C")
    wanted = models.CharField(max_length=LONGEST_WANTED, blank=True)
    errand = models.BooleanField(default=False)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    reply = models.ForeignKey(Reply, models.PROTECT, null=True, related_name="enquiries")
    answered_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = (models.Index(fields=("due_at",), condition=Q(reply=None), name="enquiry_open"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(reply=None, answered_at=None)
                | Q(reply__isnull=False, answered_at__isnull=False),
                name="enquiry_answered_by_a_reply",
            ),
            models.CheckConstraint(
                condition=Q(told_at=None, told_by=None)
                | Q(told_at__isnull=False, told_by__isnull=False, answered_at__isnull=False),
                name="enquiry_told_what_was_answered",
            ),
        )

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return enquiry_number(self.pk)
