from django.db import models

from baogong.apps.places.models import Place


class Erasure(models.Model):
    """Proof that rows of one kind were erased: how many, when and by whom; nothing about people.

    ``keys`` is a digest of the erased rows' ids. ``digest`` covers this row and the ``previous``
    digest of the estate, so that no proof can be changed or taken out unseen.
    """

    estate = models.ForeignKey(Place, models.PROTECT, related_name="erasures")
    what = models.CharField(max_length=32)
    cutoff = models.DateTimeField()
    rows = models.PositiveIntegerField()
    keys = models.CharField(max_length=64)
    erased_at = models.DateTimeField()
    erased_by = models.CharField(max_length=40)
    reason = models.CharField(max_length=16, blank=True)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("estate", "previous"), name="erasure_chain_is_a_line"),
            models.CheckConstraint(condition=models.Q(rows__gt=0), name="erasure_of_something"),
        )

    def __str__(self) -> str:
        return f"{self.rows} {self.what}"
