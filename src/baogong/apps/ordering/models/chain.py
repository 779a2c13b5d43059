from django.conf import settings
from django.db import models

from baogong.apps.ordering.models.ask import Ask
from baogong.apps.ordering.models.order import Order
from baogong.apps.ordering.models.read_line import SETTLED_BY_SOMEBODY, ReadLine
from baogong.apps.ordering.models.round import Round


class Chain(models.Model):
    """A chat chain (接龙) as it was pasted into a round, phones masked before it was kept.

    ``digest`` knows the same text again. ``continues`` is an earlier copy of the same chain, of
    which only the difference was read. ``text`` is emptied when its time is over.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="chains")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    continues = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    pasted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pasted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("round", "digest"), name="chain_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"chain {self.pk}"


class ChainLine(ReadLine):
    """One entry of a chain. ``paid`` is None where the line says nothing of it, ``writer`` where
    it does not tell whose household wrote it."""

    CAME_WITH = "chain"

    chain = models.ForeignKey(Chain, models.CASCADE, related_name="lines")
    number = models.CharField(max_length=8)
    kind = models.CharField(max_length=8)
    paid = models.BooleanField(null=True)
    writer = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("chain", "position"), name="chain_line_once"),
            models.CheckConstraint(
                condition=SETTLED_BY_SOMEBODY, name="chain_line_settled_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"line {self.position} of {self.chain_id}"


class ChainAsk(models.Model):
    """What a line asks for one door, and what came of it; while the line is for review, what is
    certain of it, with no door where that is not.

    ``packages``: id -> quantity. Of a change: the new quantities of those it speaks of; of a
    cancel: nothing, or those that are dropped. ``order`` and ``ask``: None where nothing came at
    once, or nothing waits; both, where the door's lines of one go came to nothing.
    ``paid_denied_at``: when somebody found that the line says paid, and it is not.
    """

    line = models.ForeignKey(ChainLine, models.CASCADE, related_name="asks")
    door = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    packages = models.JSONField(default=dict)
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="chain_asks")
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, related_name="chain_asks")
    entered_at = models.DateTimeField(null=True)
    paid_denied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("line", "door"), name="chain_ask_once_per_door"),
        )

    def __str__(self) -> str:
        return f"{self.packages} for {self.door_id}"
