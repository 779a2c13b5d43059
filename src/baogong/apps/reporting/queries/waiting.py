"""How much waits for each role, for the page after sign-in."""

from collections.abc import Collection
from datetime import datetime

from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.queries import conflict_ids, crates_to_fetch, waiting_crates
from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.models import PurchaseOrder
from baogong.apps.sorting.models import Bag
from baogong.apps.tickets.queries import ticket_ids


def what_waits(*, viewer: Viewer, role: Role, roles: Collection[Role], now: datetime) -> int:
    """Count what waits in the work of one role, at the places where the viewer holds ``roles``.

    Commander: rounds that take orders. Clerk: differences and reports that nobody
    settled or answered. Shop: purchase orders to confirm. Gate: purchase orders under way. Sorter:
    bags to pack. Officer and grid leader: closed crates that nobody took; an officer's lie behind
    no border.
    """
    match role:
        case Role.COMMANDER:
            rounds = Round.objects.taking_orders(now)
            return rounds.filter(covers(viewer=viewer, roles=roles, path="estate__path")).count()
        case Role.CLERK:
            return _unsettled(viewer, roles)
        case Role.SHOP:
            to_confirm = PurchaseOrder.objects.filter(state=PurchaseState.SENT)
            return to_confirm.filter(supplier__members__user=viewer.pk).count()
        case Role.GATE:
            under_way = PurchaseOrder.objects.exclude(state=PurchaseState.RECEIVED)
            here = covers(viewer=viewer, roles=roles, path="round__estate__path")
            return under_way.filter(here).count()
        case Role.SORTER:
            to_pack = Bag.objects.filter(done_at=None)
            here = covers(viewer=viewer, roles=roles, path="wave__depot__path")
            return to_pack.filter(here).count()
        case Role.OFFICER | Role.GRID_LEADER:
            return _crates(viewer, role, roles, now)


def _crates(viewer: Viewer, role: Role, roles: Collection[Role], now: datetime) -> int:
    if role is Role.GRID_LEADER:
        return len(crates_to_fetch(viewer=viewer, roles=roles))
    return sum(crate.border is None for crate in waiting_crates(viewer=viewer, now=now))


def _unsettled(viewer: Viewer, roles: Collection[Role]) -> int:
    differences = Discrepancy.objects.filter(
        covers(viewer=viewer, roles=roles, path="handoff__place__path"), settled_at=None
    )
    conflicts = conflict_ids(viewer=viewer, roles=roles, settled=False)
    tickets = ticket_ids(viewer=viewer, roles=roles, settled=False)
    return differences.count() + len(conflicts) + len(tickets)
