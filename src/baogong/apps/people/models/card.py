from django.conf import settings
from django.db import models


class HouseholdCard(models.Model):
    """A household's printed key: a code in a QR and a PIN. One live card per door.

    The PIN is derived from the code, the epoch and the installation's secret, so it is stored
    nowhere and a sheet can be printed again. Re-issue raises the epoch: the old PIN and every
    session of the old card stop working at once. ``handed_out_at`` is empty until somebody says
    that this issue of the card reached its door, ``opened_at`` until it was first signed in with.
    """

    household = models.OneToOneField("places.Place", models.CASCADE, related_name="card")
    code = models.CharField(max_length=12, unique=True)
    epoch = models.PositiveIntegerField(default=1)
    issued_at = models.DateTimeField()
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    handed_out_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    handed_out_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    def __str__(self) -> str:
        return self.code

    @property
    def audit_name(self) -> str:
        return f"card:{self.pk}"
