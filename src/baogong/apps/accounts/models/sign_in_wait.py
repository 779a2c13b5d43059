from django.db import models


class SignInWait(models.Model):
    """Wrong tries from one origin, and when it may try again; forgotten after an hour.

    ``origin`` is a keyed digest of a name, an address, an order: none of them can be read here.
    """

    origin = models.CharField(max_length=64, unique=True)
    wrong = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    last_wrong_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.wrong} wrong"
