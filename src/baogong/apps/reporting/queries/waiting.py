"""How much waits for each role, for the page after sign-in."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.queries import conflict_ids, crates_to_fetch, waiting_crates
from baogong.apps.ordering.models import Round
from baogong.apps.ordering.queries import group_buys_waiting, lines_waiting
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Bag
from baogong.apps.tickets.queries import escalated_errands, ticket_ids


def what_waits(*, viewer: Viewer, role: Role, roles: Collection[Role], now: datetime) -> int:
    """Count what waits in the work of one role, at the places where the viewer holds ``roles``.

    Commander: rounds that take orders. Clerk: differences and reports that nobody
    settled or answered. Shop: purchase orders to confirm. Gate: purchase orders under way. Sorter:
    bags to pack. Officer and grid leader: closed crates that nobody took; an officer's lie behind
    no border, and a leader has overdue errands beside them. Liaison: what chains and group-buy
    files hold and nobody entered.
    """
    rows: QuerySet[Any]
    match role:
        case Role.COMMANDER:
            here = covers(viewer=viewer, roles=roles, path="estate__path")
            rows = Round.objects.taking_orders(now).filter(here)
        case Role.CLERK:
            return _unsettled(viewer, roles)
        case Role.SHOP:
            to_confirm = PurchaseOrder.objects.filter(state=PurchaseState.SENT)
            rows = to_confirm.filter(supplier__members__user=viewer.pk)
        case Role.GATE:
            here = covers(viewer=viewer, roles=roles, path="round__estate__path")
            rows = PurchaseOrder.objects.exclude(state=PurchaseState.RECEIVED).filter(here)
        case Role.SORTER:
            here = covers(viewer=viewer, roles=roles, path="wave__depot__path")
            rows = Bag.objects.filter(here, done_at=None)
        case Role.OFFICER | Role.GRID_LEADER:
            return _at_doors(viewer, role, roles, now)
        case Role.LIAISON:
            return _read_lines(viewer, roles)
    return rows.count()


def _read_lines(viewer: Viewer, roles: Collection[Role]) -> int:
    here = covers(viewer=viewer, roles=roles, path="estate__path")
    ids = list(Round.objects.filter(here).values_list("pk", flat=True))
    lines, bought = lines_waiting(round_ids=ids), group_buys_waiting(round_ids=ids)
    return sum(lines.values()) + sum(bought.values())


def _at_doors(viewer: Viewer, role: Role, roles: Collection[Role], now: datetime) -> int:
    if role is Role.GRID_LEADER:
        errands = escalated_errands(viewer=viewer, roles=roles)
        return len(crates_to_fetch(viewer=viewer, roles=roles)) + len(errands)
    return sum(crate.border is None for crate in waiting_crates(viewer=viewer, now=now))


def _unsettled(viewer: Viewer, roles: Collection[Role]) -> int:
    differences = Discrepancy.objects.filter(
        covers(viewer=viewer, roles=roles, path="handoff__place__path"), settled_at=None
    )
    conflicts = conflict_ids(viewer=viewer, roles=roles, settled=False)
    tickets = ticket_ids(viewer=viewer, roles=roles, settled=False)
    return differences.count() + len(conflicts) + len(tickets)
