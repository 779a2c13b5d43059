"""Reports of residents: the desk's list, and what a household sees of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet

from baogong.apps.ordering.models.order import order_number
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.tickets.enums import Remedy, TicketKind, TicketOutcome
from baogong.apps.tickets.models import Ticket
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A report and its answer. ``refund_fen`` is what was promised."""

    id: int
    number: str
    order_id: int
    door_id: int
    door: str
    estate: str
    kind: TicketKind
    goods: tuple[str, ...]
    remedy: Remedy | None
    note: str
    has_photo: bool
    placed_by: str
    reported_at: datetime
    due_at: datetime
    outcome: TicketOutcome | None
    refund_fen: int | None
    answer: str
    answered_at: datetime | None
    answered_by: str

    @property
    def order_number(self) -> str:
        return order_number(self.order_id)

    @property
    def accepted(self) -> bool:
        return self.outcome is not None and self.outcome is not TicketOutcome.DECLINED


@dataclass(frozen=True, slots=True)
class Overdue:
    """So many wait beyond their time, the first since then."""

    count: int
    since: datetime


def ticket_ids(
    *, viewer: Viewer, roles: Collection[Role], settled: bool, kind: str = ""
) -> list[int]:
    """Ids of open ones, the next due first, or of settled ones, the latest first. One query."""
    tickets = _visible(viewer, roles).filter(answered_at__isnull=not settled)
    if kind:
        tickets = tickets.filter(kind=kind)
    order = ("-answered_at", "-pk") if settled else ("due_at", "pk")
    return list(tickets.order_by(*order).values_list("pk", flat=True))


def ticket_rows(ids: Sequence[int]) -> list[TicketRow]:
    """The tickets of these ids, in their order. Three queries."""
    found = _with_names(Ticket.objects.all()).in_bulk(ids)
    return [_row(found[pk]) for pk in ids if pk in found]


def ticket_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> TicketRow:
    """Raises NotVisible."""
    return _row(only_visible(_with_names(_visible(viewer, roles)), pk=pk))


def tickets_of_order(*, order_id: int) -> list[TicketRow]:
    """What was reported of an order, the newest first. Three queries."""
    tickets = _with_names(Ticket.objects.filter(order=order_id))
    return [_row(ticket) for ticket in tickets.order_by("-pk")]


def ticket_photo(*, viewer: Viewer, roles: Collection[Role], pk: int) -> bytes:
    """Raises NotVisible, also when there is none any more."""
    ticket = only_visible(_visible(viewer, roles).select_related("photo"), pk=pk)
    if ticket.photo is None:
        raise NotVisible
    return bytes(ticket.photo.image)


def overdue_tickets(*, estate_path: str, now: datetime) -> Overdue | None:
    """What an estate's desk should have answered by now; None when there is nothing. One query."""
    late = Ticket.objects.filter(
        order__household__path__startswith=estate_path, answered_at=None, due_at__lt=now
    )
    found = late.aggregate(count=Count("pk"), since=Min("due_at"))
    return Overdue(**found) if found["count"] else None


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Ticket]:
    return Ticket.objects.filter(covers(viewer=viewer, roles=roles, path="order__household__path"))


def _with_names(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    named = tickets.select_related(
        "order__household", "order__round__estate", "answered_by", "placed_by"
    )
    return named.prefetch_related("lines__good")


def _row(ticket: Ticket) -> TicketRow:
    order = ticket.order
    return TicketRow(
        id=ticket.pk,
        number=ticket.number,
        order_id=ticket.order_id,
        door_id=order.household_id,
        door=order.household.label,
        estate=order.round.estate.label,
        kind=TicketKind(ticket.kind),
        goods=tuple(sorted(line.good.name for line in ticket.lines.all())),
        remedy=Remedy(ticket.remedy) if ticket.remedy else None,
        note=ticket.note,
        has_photo=ticket.photo_id is not None,
        placed_by=ticket.placed_by.name if ticket.placed_by else "",
        reported_at=ticket.reported_at,
        due_at=ticket.due_at,
        outcome=TicketOutcome(ticket.outcome) if ticket.outcome else None,
        refund_fen=ticket.refund_fen,
        answer=ticket.answer,
        answered_at=ticket.answered_at,
        answered_by=ticket.answered_by.name if ticket.answered_by else "",
    )
