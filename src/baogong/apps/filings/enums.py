from django.db import models
from django.utils.translation import pgettext_lazy


class FilingState(models.TextChoices):
    """How far a group buy has come on its way to being announced."""

    DRAFT = "draft", pgettext_lazy("filing", "Draft")
    FILED = "filed", pgettext_lazy("filing", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("filing", "Approved")
    REFUSED = "refused", pgettext_lazy("filing", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("filing", "Withdrawn")


OPEN = (FilingState.DRAFT, FilingState.FILED, FilingState.REFUSED)  # its filer may change it
