"""Files of group-buy tools, their orders, and what is still to do."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from baogong.apps.ordering.enums import LineState
from baogong.apps.ordering.models import Ask, GroupBuyFile, GroupBuyOrder, Order, OrderLine
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
from baogong.apps.ordering.sheet_json import read_back
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.readers.rosters.sheets import Sheet

EXAMPLES = 3
UNKNOWN_GOODS = ("unknown_good", "ambiguous_good")


@dataclass(frozen=True, slots=True)
class GroupBuyFileRow:
    """An uploaded file and how far its orders have come. ``asks``: its columns wait for a word."""

    id: int
    name: str
    uploaded_by: str
    uploaded_at: datetime
    asks: bool
    skipped: int
    review: int
    ready: int
    entered: int

    @property
    def done(self) -> bool:
        return not (self.asks or self.review or self.ready)


@dataclass(frozen=True, slots=True)
class GroupBuyOrderRow(ReadLineRow):
    """An order as it stands in the file and what came of it; ``paid_fen`` as the model has it."""

    position: int
    paid_fen: int | None

    @property
    def has_order(self) -> bool:
        """Whether it was entered once, whatever its state is now."""
        return any(ask.number for ask in self.asks)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A heading of a file, what it was taken for, and what stands below it in the first rows."""

    heading: str
    field: str
    examples: tuple[str, ...]


def group_buy_file_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> GroupBuyFile:
    """The gate to a file of a round in the viewer's care. Raises NotVisible."""
    found = covers(viewer=viewer, roles=roles, path="round__estate__path")
    files = GroupBuyFile.objects.filter(found).defer("sheets")
    return only_visible(files.select_related("round__estate"), pk=pk)


def group_buy_order_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> GroupBuyOrder:
    """The gate to an order of a file. Raises NotVisible."""
    found = covers(viewer=viewer, roles=roles, path="file__round__estate__path")
    orders = GroupBuyOrder.objects.filter(found).defer("file__sheets")
    return only_visible(orders.select_related("file__round__estate"), pk=pk)


def group_buy_file_rows(*, round_id: int) -> list[GroupBuyFileRow]:
    """The files of a round, the newest first. Two queries."""
    counts = state_counts(GroupBuyOrder.objects.filter(file__round=round_id), by="file")
    files = GroupBuyFile.objects.filter(round=round_id).defer("sheets", "problems")
    return [
        GroupBuyFileRow(
            id=row.pk,
            name=row.name,
            uploaded_by=row.uploaded_by.name,
            uploaded_at=row.uploaded_at,
            asks=row.read_at is None,
            skipped=row.skipped,
            review=counts[row.pk][LineState.REVIEW],
            ready=counts[row.pk][LineState.READY],
            entered=counts[row.pk][LineState.ENTERED],
        )
        for row in files.select_related("uploaded_by").order_by("-pk")
    ]


def group_buys_waiting(*, round_ids: Collection[int]) -> dict[int, int]:
    """How many orders of files are still to look at or to enter, by round, with one for each file
    whose columns wait for a word. One query."""
    waits = Q(orders__state__in=WAITING)
    asks = Q(read_at=None, sheets__isnull=False)
    rounds = (
        GroupBuyFile.objects.filter(round__in=round_ids)
        .values_list("round")
        .annotate(
            bought=Count("orders", filter=waits),
            unread=Count("pk", filter=asks, distinct=True),
        )
    )
    return {round_id: orders + files for round_id, orders, files in rounds if orders + files}


def group_buy_states(file: GroupBuyFile) -> dict[int, LineState]:
    """Every order of a file in its order. One query."""
    states = file.orders.order_by("position", "pk").values_list("pk", "state")
    return {pk: LineState(state) for pk, state in states}


def group_buy_orders(ids: Collection[int]) -> list[GroupBuyOrderRow]:
    """Some orders in the order of their file. Two queries."""
    found = list(
        GroupBuyOrder.objects.filter(pk__in=ids).select_related("door").order_by("position", "pk")
    )
    names = package_names(found)
    return [
        GroupBuyOrderRow(
            id=row.pk,
            number=row.number,
            raw=row.raw,
            state=LineState(row.state),
            reasons=row.reasons,
            adds=row.adds,
            asks=(_ask(row, names),),
            position=row.position,
            paid_fen=row.paid_fen,
        )
        for row in found
    ]


def _ask(row: GroupBuyOrder, names: Mapping[int, str]) -> AskRow:
    return AskRow(
        door=row.door.label if row.door else "",
        packages=packages_of(row, names),
        entered=row.state == LineState.ENTERED,
        order_id=row.order_id,
        ask_id=row.ask_id,
        number=order_number(row.act_id) if row.act_id else "",
    )


def group_buy_doors(file: GroupBuyFile) -> list[DoorEntered]:
    """What each door has of a file and asks for by it; nothing where it was canceled. Three
    queries."""
    entered = file.orders.exclude(order=None, ask=None).order_by("door__sort_key")
    doors = dict(entered.values_list("door", "door__label"))
    orders = Order.objects.live().filter(
        Q(group_buy__file=file) | Q(deal_shares__line__ask__group_buy__file=file)
    )
    has: dict[int, list[tuple[str, int]]] = defaultdict(list)
    lines = OrderLine.objects.filter(order__in=orders).values_list(
        "order__household", "listing__package__name"
    )
    for door_id, name, count in lines.annotate(Sum("quantity")).order_by("listing__package__name"):
        has[door_id].append((name, count))
    waits = waiting_of(Ask.objects.standing().filter(group_buy__file=file))
    return [
        DoorEntered(label, tuple(has[pk]), tuple(waits.get(pk, ())))
        for pk, label in doors.items()
        if pk is not None
    ]


def goods_unknown(file: GroupBuyFile) -> list[tuple[str, int]]:
    """(words of the file for a good that is not on offer, in how many orders), the most first."""
    waiting = file.orders.filter(state=LineState.REVIEW, order=None, ask=None)
    reasons: list[Sequence[dict[str, Any]]] = list(waiting.values_list("reasons", flat=True))
    texts = (
        {reason["text"] for reason in row if reason["code"] in UNKNOWN_GOODS} for row in reasons
    )
    return Counter(text for each in texts for text in each).most_common()


def file_columns(file: GroupBuyFile) -> list[ColumnRow]:
    """The columns of a file with three examples of each, in the order of the sheet. One query.

    Without examples once its content is no longer kept.
    """
    sheets = read_back(file.sheets) if file.sheets else []
    sheet = next((each for each in sheets if each.name == file.head["sheet"]), None)
    examples = _examples(sheet, file.head["row"]) if sheet else {}
    rows = {
        heading: ColumnRow(heading, field, examples.get(heading, ()))
        for heading, field in file.head["columns"].items()
    }
    return [rows[heading] for heading in dict.fromkeys([*examples, *rows]) if heading in rows]


def _examples(sheet: Sheet, row: int) -> dict[str, tuple[str, ...]]:
    below = [number for number in sheet.row_numbers if number > row][:EXAMPLES]
    columns = sorted(
        {*sheet.rows.get(row, {}), *(column for at, column in sheet.down if at == row)}
    )
    return {
        sheet.text(row, column): tuple(sheet.text(number, column) for number in below)
        for column in columns
    }
