"""Refunds by phone: under way, failed, arrived."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q, Sum

from baogong.apps.money.coverage import Part
from baogong.apps.money.enums import RefundState
from baogong.apps.money.models import ProviderRefund
from baogong.apps.money.queries.balances import household_balances
from baogong.apps.money.queries.provider_payments import parts_of
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible

LAST = 100


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund. ``reason``: the code of why it waits, needs somebody, or failed; ``number`` finds
    it at the provider. ``credit_fen``: what the door of a failed one has to its credit now.

    It goes back over a payment of ``paid_fen`` with the provider's number ``transaction_id``,
    which was begun for ``parts``, by order.
    """

    id: int
    door_id: int
    door: str
    fen: int
    state: RefundState
    reason: str
    number: str
    tries: int
    ordered_at: datetime
    next_at: datetime | None
    settled_at: datetime | None
    paid_fen: int
    paid_at: datetime | None
    transaction_id: str
    parts: tuple[Part, ...]
    credit_fen: int = 0


@dataclass(frozen=True, slots=True)
class EstateRefunds:
    """``held`` by the provider, which could not pay them out. ``failed`` are those whose door
    still has a credit: it is to be paid by hand."""

    held: tuple[RefundRow, ...]
    failed: tuple[RefundRow, ...]
    under_way: tuple[RefundRow, ...]
    done: tuple[RefundRow, ...]


def estate_refunds(*, estate_id: int) -> EstateRefunds:
    """What is open and failed, the oldest first, and the last hundred that arrived. Five
    queries."""
    found = ProviderRefund.objects.filter(paid__estate=estate_id)
    found = found.select_related("paid__household", "paid__payment")
    opened = list(found.filter(settled_at=None).order_by("pk"))
    failed = list(found.filter(state=RefundState.FAILED).order_by("pk"))
    done = list(found.filter(state=RefundState.DONE).order_by("-settled_at", "-pk")[:LAST])
    parts = parts_of({row.paid_id for row in (*opened, *failed, *done)})
    held = [row for row in opened if row.state == RefundState.ABNORMAL]
    under_way = [row for row in opened if row.state != RefundState.ABNORMAL]
    return EstateRefunds(
        held=_rows(held, parts),
        failed=_with_credit(_rows(failed, parts)),
        under_way=_rows(under_way, parts),
        done=_rows(done, parts),
    )


def refunds_needing_somebody(*, estate_ids: Collection[int]) -> dict[int, int]:
    """By estate, how many refunds the provider holds or has refused. Two queries."""
    stuck = Q(state=RefundState.ABNORMAL) | Q(state=RefundState.FAILED)
    rows = ProviderRefund.objects.filter(stuck, paid__estate__in=estate_ids)
    found = list(rows.values_list("paid__estate", "paid__household", "state"))
    balances = household_balances({door_id for _, door_id, _ in found})
    counts: dict[int, int] = {}
    for estate_id, door_id, state in found:
        if state == RefundState.ABNORMAL or balances[door_id] < 0:
            counts[estate_id] = counts.get(estate_id, 0) + 1
    return counts


def coming_back_fen(*, door_id: int) -> int:
    """What is on its way to a household. One query."""
    opened = ProviderRefund.objects.filter(paid__household=door_id, settled_at=None)
    return opened.aggregate(fen=Sum("fen"))["fen"] or 0


def refund_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ProviderRefund:
    """A refund of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="paid__estate__path")
    return only_visible(ProviderRefund.objects.filter(inside).select_related("paid"), pk=pk)


def _rows(
    found: Sequence[ProviderRefund], parts: Mapping[int, list[Part]]
) -> tuple[RefundRow, ...]:
    return tuple(_row(row, parts.get(row.paid_id, [])) for row in found)


def _with_credit(rows: Collection[RefundRow]) -> tuple[RefundRow, ...]:
    balances = household_balances({row.door_id for row in rows})
    filled = (replace(row, credit_fen=-balances[row.door_id]) for row in rows)
    return tuple(row for row in filled if row.credit_fen > 0)


def _row(row: ProviderRefund, parts: Sequence[Part]) -> RefundRow:
    return RefundRow(
        id=row.pk,
        door_id=row.paid.household_id,
        door=row.paid.household.label,
        fen=row.fen,
        state=RefundState(row.state),
        reason=row.reason,
        number=row.number,
        tries=row.tries,
        ordered_at=row.ordered_at,
        next_at=row.next_at,
        settled_at=row.settled_at,
        paid_fen=row.paid.fen,
        paid_at=row.paid.payment.occurred_at if row.paid.payment else None,
        transaction_id=row.paid.transaction_id,
        parts=tuple(parts),
    )
