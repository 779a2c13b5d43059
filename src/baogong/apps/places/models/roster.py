"""Rosters on their way into the tree. What they say of people goes once they are loaded."""

from django.db import models

from baogong.apps.places.models.place import Place


class RosterFile(models.Model):
    """A file that was uploaded. ``content`` and ``read`` are emptied when it is loaded or dropped.

    ``adds_doors``: doors that the estate does not have yet are added rather than refused.
    ``digest`` knows the same file again; ``kind`` knows files with the same headings again.
    ``uploaded_by`` and ``loaded_by`` are actors of the audit log.
    """

    estate = models.ForeignKey(Place, models.CASCADE, related_name="roster_files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    adds_doors = models.BooleanField()
    content = models.BinaryField(null=True)
    read = models.JSONField(null=True)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.CharField(max_length=40)
    loaded_at = models.DateTimeField(null=True)
    loaded_by = models.CharField(max_length=40, default="")

    class Meta:
        indexes = (models.Index(fields=("estate", "-uploaded_at"), name="roster_file_newest"),)

    def __str__(self) -> str:
        return f"roster file {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether it can still be looked at and loaded."""
        return self.read is not None


class RosterMapping(models.Model):
    """What somebody said the columns of a kind of file mean; the next such file is read by it.

    ``fields``: heading as it stands in the file -> field of the reader.
    """

    town = models.ForeignKey(Place, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    fields = models.JSONField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=40)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("town", "kind"), name="roster_mapping_once_per_kind"),
        )

    def __str__(self) -> str:
        return self.kind


class RosterConflict(models.Model):
    """Two rows of a roster that cannot both be true, or one that cannot; waits for somebody.

    ``digest`` knows the same conflict again, so a second copy of the file asks nothing twice.
    ``rows``: pairs of sheet and row. ``choices``: what may be said; ``chosen``: what was.
    """

    estate = models.ForeignKey(Place, models.CASCADE, related_name="roster_conflicts")
    file = models.ForeignKey(RosterFile, models.CASCADE, related_name="conflicts")
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=32)
    doors = models.JSONField()
    rows = models.JSONField()
    value = models.CharField(max_length=80)
    choices = models.JSONField()
    chosen = models.JSONField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=40, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("estate", "digest"), name="roster_conflict_asked_once"
            ),
        )
        indexes = (
            models.Index(
                fields=("estate", "id"),
                condition=models.Q(settled_at=None),
                name="roster_conflict_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class RosterRefusal(models.Model):
    """A row that did not become a household, and why (a code)."""

    file = models.ForeignKey(RosterFile, models.CASCADE, related_name="refusals")
    sheet = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    why = models.CharField(max_length=32)
    raw = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"
