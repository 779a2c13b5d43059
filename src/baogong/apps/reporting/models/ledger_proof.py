from django.db import models


class LedgerProof(models.Model):
    """One night's look at the books of the whole installation. Append-only.

    ``sum_fen`` is what all balances come to; ``differences``, of how many records that move money
    the ledger says something else than they do. ``named``: the first of them, each with the kind
    of its posting (empty where the record is gone), its type and id, and the fen that it and the
    ledger say.
    """

    date = models.DateField(unique=True)
    sum_fen = models.BigIntegerField()
    differences = models.PositiveIntegerField()
    named = models.JSONField(default=list)
    postings = models.PositiveIntegerField()
    proven_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.date}: {self.sum_fen}, {self.differences}"

    @property
    def balanced(self) -> bool:
        return not self.sum_fen and not self.differences
