"""What group-buy tools collected for rounds, and what organisers handed over of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count

from baogong.apps.money.enums import PayMethod
from baogong.apps.ordering.models import Round, ToolHandover
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible

# A payment belongs to the order of the tool whose number it names, of the same household; what was
# paid back in the tool, or written down by mistake and taken back, counts against it.
_COLLECTED = """
    SELECT bought.round_id,
           sum(CASE WHEN payment.is_back THEN -payment.fen ELSE payment.fen END)::bigint,
           count(*) FILTER (WHERE NOT payment.is_back AND payment.undoes_id IS NULL)
      FROM money_payment payment
      CROSS JOIN LATERAL (
           SELECT placed.round_id
             FROM ordering_groupbuyorder line
             JOIN ordering_order placed ON placed.id = line.order_id
            WHERE line.estate_id = payment.estate_id AND line.number = payment.reference
              AND placed.household_id = payment.household_id
            ORDER BY line.id DESC
            LIMIT 1
      ) bought
     WHERE payment.method = %(method)s AND payment.estate_id = %(estate)s
       AND payment.reference <> ''
     GROUP BY bought.round_id
"""


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """Something that was handed over. ``fee_fen``: what the tool kept of it. ``written_off_fen``:
    no more expected though it did not come; below 0 more came."""

    id: int
    organiser: str
    organiser_id: int
    method: PayMethod
    reference: str
    fen: int
    fee_fen: int
    expected_fen: int
    written_off_fen: int
    why: str
    counted_by: str
    counted_by_id: int
    counted_at: datetime
    signed_by: str
    booked_at: datetime | None
    reversed_at: datetime | None
    reversed_why: str

    @property
    def waits(self) -> bool:
        return self.booked_at is None and self.reversed_at is None

    @property
    def stands(self) -> bool:
        return self.booked_at is not None and self.reversed_at is None


@dataclass(frozen=True, slots=True)
class ToolRound:
    """A round that took orders from a tool: what ``payments`` of them ``collected_fen``, less what
    went back in the tool, and what was handed over of it."""

    id: int
    title: str
    delivery_date: date
    payments: int
    collected_fen: int
    handovers: tuple[HandoverRow, ...]

    @property
    def handed_fen(self) -> int:
        return sum(row.fen for row in self.handovers if row.stands)

    @property
    def fee_fen(self) -> int:
        return sum(row.fee_fen for row in self.handovers if row.stands)

    @property
    def written_off_fen(self) -> int:
        return sum(row.written_off_fen for row in self.handovers if row.stands)

    @property
    def left_fen(self) -> int:
        """What is still to come; below 0 more was handed over than stands collected now."""
        return self.collected_fen - self.handed_fen - self.fee_fen - self.written_off_fen

    @property
    def waits(self) -> bool:
        """Whether cash of it waits for its second name."""
        return any(row.waits for row in self.handovers)


def tool_rounds(*, estate_id: int) -> list[ToolRound]:
    """The rounds of an estate that tools collected for, the latest first. Three queries."""
    with connection.cursor() as cursor:
        cursor.execute(_COLLECTED, {"method": PayMethod.GROUP_BUY, "estate": estate_id})
        collected = {pk: (int(fen), count) for pk, fen, count in cursor.fetchall()}
    found = ToolHandover.objects.filter(round__estate=estate_id)
    handovers = _by_round(
        found.select_related("organiser", "counted_by", "signed_by").order_by("-pk")
    )
    rounds = Round.objects.filter(pk__in={*collected, *handovers})
    return [
        ToolRound(
            id=row.pk,
            title=row.title,
            delivery_date=row.delivery_date,
            payments=collected.get(row.pk, (0, 0))[1],
            collected_fen=collected.get(row.pk, (0, 0))[0],
            handovers=tuple(handovers.get(row.pk, ())),
        )
        for row in rounds.order_by("-delivery_date", "-pk")
    ]


def left_in_tool(round_: Round) -> int:
    """What is still to be handed over of a round, in fen. Three queries."""
    rows = tool_rounds(estate_id=round_.estate_id)
    return next((row.left_fen for row in rows if row.id == round_.pk), 0)


def handover_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ToolHandover:
    """Something handed over for a round in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    return only_visible(ToolHandover.objects.filter(inside).select_related("round"), pk=pk)


def handovers_waiting(*, viewer: Viewer, roles: Collection[Role]) -> dict[int, int]:
    """By estate in the viewer's care, how much that was handed over waits for its second name."""
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    waiting = ToolHandover.objects.filter(inside, booked_at=None, reversed_at=None)
    counts = waiting.values_list("round__estate").annotate(Count("pk"))
    return dict(counts.order_by("round__estate"))


def _by_round(found: Iterable[ToolHandover]) -> dict[int, list[HandoverRow]]:
    by_round: dict[int, list[HandoverRow]] = {}
    for row in found:
        by_round.setdefault(row.round_id, []).append(_row(row))
    return by_round


def _row(row: ToolHandover) -> HandoverRow:
    return HandoverRow(
        id=row.pk,
        organiser=row.organiser.name,
        organiser_id=row.organiser_id,
        method=PayMethod(row.method),
        reference=row.reference,
        fen=row.fen,
        fee_fen=row.fee_fen,
        expected_fen=row.expected_fen,
        written_off_fen=row.written_off_fen,
        why=row.why,
        counted_by=row.counted_by.name,
        counted_by_id=row.counted_by_id,
        counted_at=row.counted_at,
        signed_by=row.signed_by.name if row.signed_by else "",
        booked_at=row.booked_at,
        reversed_at=row.reversed_at,
        reversed_why=row.reversed_why,
    )
