from django.conf import settings
from django.db import models

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.models.ask import Ask
from baogong.apps.ordering.models.order import Order
from baogong.apps.ordering.models.read_line import SETTLED_BY_SOMEBODY, ReadLine
from baogong.apps.ordering.models.round import Round


class GroupBuyFile(models.Model):
    """An export of a group-buy tool as it was uploaded into a round.

    ``digest`` knows the same file again, ``kind`` files with the same headings. ``sheets`` are its
    cells, phones masked before they were kept; emptied when their time is over. ``head``: sheet
    and row of its headings, and what each column was taken for. ``read_at`` is None until somebody
    has confirmed that, for this file or one of its kind. ``skipped`` orders had come with another
    file before. ``problems``: rows that are part of no order.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="group_buy_files")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    sheets = models.JSONField(null=True)
    head = models.JSONField()
    problems = models.JSONField(default=list)
    skipped = models.PositiveIntegerField(default=0)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("round", "digest"), name="group_buy_file_once_in_a_round"
            ),
        )

    def __str__(self) -> str:
        return f"group-buy file {self.pk}"


class GroupBuyMapping(models.Model):
    """What somebody said the columns of a kind of file mean; the next such file is read by it.

    ``fields``: heading as it stands in the file -> field of the reader. ``goods``: words for a
    good as they stand there -> code of the package that is meant.
    """

    town = models.ForeignKey("places.Place", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=64)
    fields = models.JSONField()
    goods = models.JSONField(default=dict)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("town", "kind"), name="group_buy_mapping_once_per_kind"
            ),
        )

    def __str__(self) -> str:
        return self.kind


class GroupBuyOrder(ReadLine):
    """One order of a group-buy tool. ``file`` is the last one that told something new of it.

    ``identity`` is the same in whatever file it stands; ``content`` is the reader's digest of
    what is wanted, empty once its time is over. ``packages``: id -> quantity; while it is for
    review, what is certain, with no ``door`` where that is not. ``paid_fen``: what was paid for it
    in the tool, None where the file does not say so clearly. ``order`` and ``ask``: what came of
    it.
    """

    CAME_WITH = "file"

    estate = models.ForeignKey("places.Place", models.PROTECT, related_name="+")
    file = models.ForeignKey(GroupBuyFile, models.CASCADE, related_name="orders")
    identity = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    number = models.CharField(max_length=40)
    door = models.ForeignKey("places.Place", models.PROTECT, null=True, related_name="+")
    packages = models.JSONField(default=dict)
    paid_fen = models.PositiveIntegerField(null=True)
    order = models.OneToOneField(Order, models.PROTECT, null=True, related_name="group_buy")
    ask = models.OneToOneField(Ask, models.PROTECT, null=True, related_name="group_buy")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("estate", "identity"), name="group_buy_order_once"),
            models.CheckConstraint(
                condition=SETTLED_BY_SOMEBODY, name="group_buy_order_settled_by_somebody"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=LineState.ENTERED)
                | models.Q(order__isnull=False)
                | models.Q(ask__isnull=False),
                name="group_buy_order_entered_has_act",
            ),
        )

    def __str__(self) -> str:
        return f"group-buy order {self.pk}"

    @property
    def left_out(self) -> LineState:
        """One that was entered and has changed since stays as it was entered."""
        return LineState.LEFT_OUT if self.act_id is None else LineState.ENTERED

    @property
    def act_id(self) -> int | None:
        """The one id of its order and its ask; None before it is entered."""
        return self.order_id or self.ask_id
