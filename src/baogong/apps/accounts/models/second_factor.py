from django.conf import settings
from django.db import models


class SecondFactor(models.Model):
    """The app on a phone that shows a user six digits, changing each 30 seconds.

    ``sealed_secret`` is encrypted under the installation's secret. ``last_step`` is the newest
    time step whose digits were used, so that nobody can use them again.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="second_factor"
    )
    sealed_secret = models.TextField()
    last_step = models.BigIntegerField()
    set_up_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """A code on paper that stands for the phone once; only its keyed digest is kept."""

    factor = models.ForeignKey(SecondFactor, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("factor", "digest"), name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return f"recovery code of {self.factor_id}"
