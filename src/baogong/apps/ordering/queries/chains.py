"""Chains of a round, their lines, and what is still to do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from baogong.apps.catalog.models import Package
from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.models import Chain, ChainAsk, ChainLine, Order, OrderLine
from baogong.apps.ordering.models.order import order_number
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible

WAITING = (LineState.REVIEW, LineState.READY)


@dataclass(frozen=True, slots=True)
class ChainRow:
    """A pasted chain and how far its lines have come."""

    id: int
    pasted_by: str
    pasted_at: datetime
    review: int
    ready: int
    entered: int

    @property
    def done(self) -> bool:
        return not self.review and not self.ready


@dataclass(frozen=True, slots=True)
class AskRow:
    """What a line asks for one door: (package id, name, quantity), and the order that has it."""

    door: str
    packages: tuple[tuple[int, str, int], ...]
    entered: bool
    order_id: int | None
    order: str


@dataclass(frozen=True, slots=True)
class DoorEntered:
    """What a door has from a chain: (package, quantity)."""

    door: str
    packages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ChainLineRow:
    """An entry as it stands in the chat and what came of it. ``earlier``: of an older copy."""

    id: int
    number: str
    raw: str
    kind: str
    state: LineState
    reasons: Sequence[dict[str, Any]]
    paid: bool | None
    adds: bool
    earlier: bool
    asks: tuple[AskRow, ...]

    @property
    def refused(self) -> bool:
        """Whether it was to be entered and came back."""
        return any("refused" in reason for reason in self.reasons)


def chain_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Chain:
    """The gate to a chain of a round in the viewer's care. Raises NotVisible."""
    chains = Chain.objects.filter(covers(viewer=viewer, roles=roles, path="round__estate__path"))
    return only_visible(chains.select_related("round__estate"), pk=pk)


def chain_line_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> ChainLine:
    """The gate to a line. Raises NotVisible."""
    path = "chain__round__estate__path"
    lines = ChainLine.objects.filter(covers(viewer=viewer, roles=roles, path=path))
    return only_visible(lines.select_related("chain__round__estate"), pk=pk)


def family_of(chain: Chain) -> list[int]:
    """The chain and the earlier copies that it continues, itself first. One query."""
    chains = Chain.objects.filter(round=chain.round_id)
    continues = dict(chains.values_list("pk", "continues"))
    ids = [chain.pk]
    while (earlier := continues[ids[-1]]) is not None:
        ids.append(earlier)
    return ids


def orders_of(family: Collection[int]) -> QuerySet[Order]:
    """The live orders that came of these chains."""
    asked = ChainAsk.objects.filter(order=OuterRef("pk"), line__chain__in=family)
    return Order.objects.live().filter(Exists(asked)).order_by("pk")


def chain_rows(*, round_id: int) -> list[ChainRow]:
    """The chains of a round, the newest first. One query."""
    chains = (
        Chain.objects.filter(round=round_id)
        .select_related("pasted_by")
        .annotate(
            review=Count("lines", filter=Q(lines__state=LineState.REVIEW)),
            ready=Count("lines", filter=Q(lines__state=LineState.READY)),
            entered=Count("lines", filter=Q(lines__state=LineState.ENTERED)),
        )
        .order_by("-pk")
    )
    return [
        ChainRow(row.pk, row.pasted_by.name, row.pasted_at, row.review, row.ready, row.entered)
        for row in chains
    ]


def lines_waiting(*, round_ids: Collection[int]) -> dict[int, int]:
    """How many lines of a round's chains are still to look at or to enter, by round. One query."""
    lines = ChainLine.objects.filter(chain__round__in=round_ids, state__in=WAITING)
    return dict(lines.values_list("chain__round").annotate(Count("pk")))


def doors_entered(chain: Chain) -> list[DoorEntered]:
    """What each door has of a chain and its earlier copies now; nothing where it was canceled.

    A door that has something else in its place, which is no matter of the chat, is left out. Four
    queries.
    """
    family = family_of(chain)
    asks = ChainAsk.objects.filter(line__chain__in=family).exclude(entered_at=None)
    doors = dict(asks.order_by("door__sort_key").values_list("door", "door__label"))
    has: dict[int, list[tuple[str, int]]] = defaultdict(list)
    lines = OrderLine.objects.filter(order__in=orders_of(family))
    rows = lines.values_list("order__household", "listing__package__name").annotate(
        Sum("quantity")
    )
    for door_id, name, quantity in rows.order_by("listing__package__name"):
        has[door_id].append((name, quantity))
    live = Order.objects.live().filter(round=chain.round_id, household__in=doors)
    elsewhere = set(live.values_list("household", flat=True)) - has.keys()
    return [
        DoorEntered(label, tuple(has[pk])) for pk, label in doors.items() if pk not in elsewhere
    ]


def chain_line_states(chain: Chain) -> dict[int, LineState]:
    """Every line of a chain in the order of the text, behind those of earlier copies that wait.

    Two queries.
    """
    waits = Q(chain__in=family_of(chain), state__in=WAITING)
    lines = ChainLine.objects.filter(Q(chain=chain) | waits).order_by("chain", "position")
    return {pk: LineState(state) for pk, state in lines.values_list("pk", "state")}


def chain_lines(ids: Collection[int], *, shown_on: int) -> list[ChainLineRow]:
    """Some lines in the order of the text, as the page of a chain shows them. Three queries."""
    found = list(ChainLine.objects.filter(pk__in=ids).order_by("chain", "position"))
    asks = _asks(found)
    return [
        ChainLineRow(
            id=line.pk,
            number=line.number,
            raw=line.raw,
            kind=line.kind,
            state=LineState(line.state),
            reasons=line.reasons,
            paid=line.paid,
            adds=line.adds,
            earlier=line.chain_id != shown_on,
            asks=tuple(asks[line.pk]),
        )
        for line in found
    ]


def _asks(lines: Iterable[ChainLine]) -> dict[int, list[AskRow]]:
    found = ChainAsk.objects.filter(line__in=[line.pk for line in lines]).select_related("door")
    asks = list(found.order_by("door__sort_key"))
    ids = {int(pk) for ask in asks for pk in ask.packages}
    names = dict(Package.objects.filter(pk__in=ids).values_list("pk", "name"))
    rows: dict[int, list[AskRow]] = defaultdict(list)
    for ask in asks:
        rows[ask.line_id].append(
            AskRow(
                door=ask.door.label if ask.door else "",
                packages=tuple(
                    (int(pk), names[int(pk)], quantity) for pk, quantity in ask.packages.items()
                ),
                entered=ask.entered_at is not None,
                order_id=ask.order_id,
                order=order_number(ask.order_id) if ask.order_id else "",
            )
        )
    return rows
