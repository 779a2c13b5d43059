"""Chains of a round, their lines, and what is still to do."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.models import (
    Ask,
    AskLine,
    Chain,
    ChainAsk,
    ChainLine,
    DealShare,
    Order,
    OrderLine,
)
from baogong.apps.ordering.models.order import order_number
from baogong.apps.ordering.queries.read_lines import (
    WAITING,
    AskRow,
    DoorEntered,
    ReadLineRow,
    package_names,
    packages_of,
    state_counts,
    waiting_of,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


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
class ChainLineRow(ReadLineRow):
    """An entry as it stands in the chat and what came of it. ``earlier``: of an older copy.

    ``before``: what was entered of it when an older copy had it.
    """

    kind: str
    paid: bool | None
    earlier: bool
    before: tuple[AskRow, ...] = ()


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
    """The live orders that came of these chains, at once or of what they asked for."""
    at_once = ChainAsk.objects.filter(order=OuterRef("pk"), line__chain__in=family)
    return Order.objects.live().filter(Exists(at_once) | Exists(given_to(family))).order_by("pk")


def given_to(family: Collection[int]) -> QuerySet[DealShare]:
    """What these chains asked for and the order of the outer query gave."""
    return DealShare.objects.filter(
        order=OuterRef("pk"), line__ask__chain_asks__line__chain__in=family
    )


def asks_of(family: Collection[int]) -> QuerySet[Ask]:
    """The asks of these chains that stand and still wait for something."""
    asked = ChainAsk.objects.filter(ask=OuterRef("pk"), line__chain__in=family)
    waits = AskLine.objects.filter(ask=OuterRef("pk"), waiting__gt=0)
    return Ask.objects.standing().filter(Exists(asked), Exists(waits)).order_by("pk")


def chain_rows(*, round_id: int) -> list[ChainRow]:
    """The chains of a round, the newest first. Two queries."""
    counts = state_counts(ChainLine.objects.filter(chain__round=round_id), by="chain")
    chains = Chain.objects.filter(round=round_id).defer("text").select_related("pasted_by")
    return [
        ChainRow(
            id=row.pk,
            pasted_by=row.pasted_by.name,
            pasted_at=row.pasted_at,
            review=counts[row.pk][LineState.REVIEW],
            ready=counts[row.pk][LineState.READY],
            entered=counts[row.pk][LineState.ENTERED],
        )
        for row in chains.order_by("-pk")
    ]


def lines_waiting(*, round_ids: Collection[int]) -> dict[int, int]:
    """How many lines of a round's chains are still to look at or to enter, by round. One query."""
    lines = ChainLine.objects.filter(chain__round__in=round_ids, state__in=WAITING)
    return dict(lines.values_list("chain__round").annotate(Count("pk")))


def doors_entered(chain: Chain) -> list[DoorEntered]:
    """What each door has of a chain and its earlier copies now; nothing where it was canceled.

    A door that has something else in its place, which is no matter of the chat, is left out. Six
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
    waits = waiting_of(asks_of(family))
    here = {"round": chain.round_id, "household__in": doors}
    acts = Order.objects.live().filter(**here), Ask.objects.standing().filter(**here)
    others = {pk for found in acts for pk in found.values_list("household", flat=True)}
    elsewhere = others - has.keys() - waits.keys()
    return [
        DoorEntered(label, tuple(has[pk]), tuple(waits.get(pk, ())))
        for pk, label in doors.items()
        if pk not in elsewhere
    ]


def chain_line_states(chain: Chain) -> dict[int, LineState]:
    """Every line of a chain in the order of the text, behind those of earlier copies that wait.

    Two queries.
    """
    waits = Q(chain__in=family_of(chain), state__in=WAITING)
    lines = ChainLine.objects.filter(Q(chain=chain) | waits).order_by("chain", "position")
    return {pk: LineState(state) for pk, state in lines.values_list("pk", "state")}


def chain_lines(ids: Collection[int], *, shown_on: Chain) -> list[ChainLineRow]:
    """Some lines in the order of the text, as the page of a chain shows them. Three queries, and
    two more where some stood there before."""
    found = list(ChainLine.objects.filter(pk__in=ids).order_by("chain", "position"))
    before = _entered_before(found, chain=shown_on)
    asks = _asks([*found, *before.values()])
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
            earlier=line.chain_id != shown_on.pk,
            asks=tuple(asks[line.pk]),
            before=tuple(asks[before[line.pk].pk]) if line.pk in before else (),
        )
        for line in found
    ]


def _entered_before(lines: Iterable[ChainLine], *, chain: Chain) -> dict[int, ChainLine]:
    """By line that an earlier copy has: that line, where it is the only one that says the same
    and is entered."""
    known = [line for line in lines if line.state == LineState.KNOWN and line.raw]
    if not known:
        return {}
    family = ChainLine.objects.filter(chain__in=family_of(chain)).exclude(state=LineState.KNOWN)
    saying: dict[str, list[ChainLine]] = defaultdict(list)
    for line in family:
        saying[_words(line)].append(line)
    found = {line.pk: saying[_words(line)] for line in known}
    return {
        pk: same[0]
        for pk, same in found.items()
        if [line.state for line in same] == [LineState.ENTERED]
    }


def _words(line: ChainLine) -> str:
    """What a line says: a chat numbers its entries anew when somebody takes one out."""
    return "".join(line.raw.split()).removeprefix(line.number)


def _asks(lines: Iterable[ChainLine]) -> dict[int, list[AskRow]]:
    found = ChainAsk.objects.filter(line__in=[line.pk for line in lines]).select_related("door")
    asks = list(found.order_by("door__sort_key"))
    names = package_names(asks)
    rows: dict[int, list[AskRow]] = defaultdict(list)
    for ask in asks:
        rows[ask.line_id].append(
            AskRow(
                door=ask.door.label if ask.door else "",
                packages=packages_of(ask, names),
                entered=ask.entered_at is not None,
                order_id=ask.order_id,
                ask_id=ask.ask_id,
                number=order_number(pk) if (pk := ask.order_id or ask.ask_id) else "",
            )
        )
    return rows
