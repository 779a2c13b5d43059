from django.conf import settings
from django.db import models
from django.db.models import Q

from baogong.apps.reporting.enums import NoticeKind

NOTICE_LENGTH = 300  # fits a message of a chat


class Notice(models.Model):
    """What residents of an estate were told about a day, as it was posted. Append-only.

    ``key`` is made by the page, so that a form sent twice posts one notice.
    """

    key = models.UUIDField(unique=True)
    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="notices")
    date = models.DateField()
    kind = models.CharField(max_length=16, choices=NoticeKind)
    text = models.CharField(max_length=NOTICE_LENGTH)
    posted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("estate", "date"), name="notice_of_day"),)
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="notice_says_something"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.date} of {self.estate_id}"
