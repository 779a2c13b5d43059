from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from baogong.apps.gate.enums import UnfiledOutcome, UnfiledState
from baogong.apps.gate.models import UnfiledGoods, UnfiledProposal
from baogong.apps.gate.policies import unfiled_state
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.values.errors import NotVisible

UNFILED_ROLES = (Role.GATE, Role.CLERK, Role.COMMANDER)
MOST_DECIDED = 60
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """What somebody wants to become of goods; ``agreed`` is None until somebody answered.

    ``quantity``: pieces or grams (``sold_by``) of ``good``, for the depot.
    """

    id: int
    outcome: UnfiledOutcome
    door: str
    good: str
    sold_by: str
    quantity: int
    reason: str
    proposed_by_id: int
    proposed_by: str
    proposed_at: datetime
    agreed: bool | None
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class UnfiledRow:
    """Goods that nobody ordered, with all that was proposed, the latest first."""

    id: int
    gate_id: int
    gate: str
    what: str
    count: int
    from_whom: str
    place_there: str
    photo_id: int | None
    filed_by: str
    filed_at: datetime
    due_at: datetime
    state: UnfiledState
    proposals: tuple[ProposalRow, ...]

    @property
    def live(self) -> ProposalRow | None:
        """What waits for an answer or was agreed."""
        return next((row for row in self.proposals if row.agreed is not False), None)

    @property
    def minutes_allowed(self) -> int:
        return (self.due_at - self.filed_at) // MINUTE

    def minutes_held(self, now: datetime) -> int:
        return (now - self.filed_at) // MINUTE


def unfiled_goods(*, viewer: Viewer) -> list[UnfiledRow]:
    """What is held at the viewer's gates, the oldest first. Two queries."""
    rows = _visible(viewer).filter(~_is_decided()).order_by("filed_at", "pk")
    return [_row(goods) for goods in _with_names(rows)]


def unfiled_decided(*, viewer: Viewer) -> list[UnfiledRow]:
    """The latest goods of which two decided. Two queries."""
    rows = _visible(viewer).filter(_is_decided()).order_by("-filed_at", "-pk")
    return [_row(goods) for goods in _with_names(rows)[:MOST_DECIDED]]


def unfiled_count(*, viewer: Viewer) -> int:
    """How many are held. One query."""
    return _visible(viewer).filter(~_is_decided()).count()


def unfiled_for(*, viewer: Viewer, pk: int) -> UnfiledRow:
    """Raises NotVisible."""
    return _row(only_visible(_with_names(_visible(viewer)), pk=pk))


def unfiled_photo(*, viewer: Viewer, pk: int) -> bytes:
    """The photo of unfiled goods. Raises NotVisible when there is none, or none any more."""
    goods = only_visible(_visible(viewer).select_related("photo"), pk=pk)
    if goods.photo is None:
        raise NotVisible
    return bytes(goods.photo.image)


def _is_decided() -> Exists:
    return Exists(UnfiledProposal.objects.filter(goods=OuterRef("pk"), agreed=True))


def _visible(viewer: Viewer) -> QuerySet[UnfiledGoods]:
    return UnfiledGoods.objects.filter(
        covers(viewer=viewer, roles=UNFILED_ROLES, path="gate__path")
    )


def _with_names(rows: QuerySet[UnfiledGoods]) -> QuerySet[UnfiledGoods]:
    proposals = UnfiledProposal.objects.select_related(
        "door", "good", "proposed_by", "answered_by"
    )
    newest = Prefetch("proposals", proposals.order_by("-pk"))
    return rows.select_related("gate", "filed_by").prefetch_related(newest)


def _row(goods: UnfiledGoods) -> UnfiledRow:
    proposals: Collection[UnfiledProposal] = goods.proposals.all()
    return UnfiledRow(
        id=goods.pk,
        gate_id=goods.gate_id,
        gate=goods.gate.label,
        what=goods.what,
        count=goods.count,
        from_whom=goods.from_whom,
        place_there=goods.place_there,
        photo_id=goods.photo_id,
        filed_by=goods.filed_by.name,
        filed_at=goods.filed_at,
        due_at=goods.due_at,
        state=unfiled_state([proposal.agreed for proposal in proposals]),
        proposals=tuple(_proposal(proposal) for proposal in proposals),
    )


def _proposal(row: UnfiledProposal) -> ProposalRow:
    return ProposalRow(
        id=row.pk,
        outcome=UnfiledOutcome(row.outcome),
        door=row.door.label if row.door else "",
        good=row.good.name if row.good else "",
        sold_by=row.good.sold_by if row.good else "",
        quantity=row.quantity or 0,
        reason=row.reason,
        proposed_by_id=row.proposed_by_id,
        proposed_by=row.proposed_by.name,
        proposed_at=row.proposed_at,
        agreed=row.agreed,
        answered_by=row.answered_by.name if row.answered_by else "",
        answered_at=row.answered_at,
    )
