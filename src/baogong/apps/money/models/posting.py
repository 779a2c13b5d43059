from django.db import models
from django.db.models import F, Q

from baogong.apps.money.enums import PostingKind
from baogong.apps.money.models.account import Account


class Posting(models.Model):
    """One event that moved money. Append-only: a mistake is taken back by another posting.

    ``source_type`` and ``source_id`` name the row that it was for; of one source each kind is
    posted once, so that nothing can be charged or paid twice. ``order_id``: the order that it is
    about, if any; the app that has orders stands above, so that no foreign key leads there.
    """

    kind = models.CharField(max_length=12, choices=PostingKind)
    source_type = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    order_id = models.BigIntegerField(null=True)
    actor = models.CharField(max_length=40)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("source_type", "source_id", "kind"), name="posting_once_of_a_source"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.source_type} {self.source_id}"


class Transfer(models.Model):
    """So many fen from the account that is credited to the one that is debited (decision 0028).

    Both sides stand in one row, so that balances sum to zero whatever is written.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="transfers")
    debit = models.ForeignKey(Account, models.PROTECT, related_name="debits")
    credit = models.ForeignKey(Account, models.PROTECT, related_name="credits")
    fen = models.PositiveBigIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(fen__gt=0), name="transfer_moves_something"),
            models.CheckConstraint(
                condition=~Q(debit=F("credit")), name="transfer_between_two_accounts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.fen}: {self.credit_id} to {self.debit_id}"
