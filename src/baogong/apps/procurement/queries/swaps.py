"""What shops offer in the place of goods that are out, and what the desk said to it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.models import Swap
from baogong.apps.procurement.policies import share_of_swap


@dataclass(frozen=True, slots=True)
class SwapRow:
    """``replaced`` pieces or grams of ``good``, for which ``quantity`` of ``other`` come.

    ``answer`` is empty while it waits for the desk; ``answer_label`` in the reader's language.
    """

    id: int
    purchase_order_id: int
    number: str
    supplier: str
    estate: str
    delivery_date: date
    good: str
    sold_by: str
    replaced: int
    other: str
    other_sold_by: str
    quantity: int
    proposed_by: str
    proposed_at: datetime
    answer: str
    answer_label: str
    decided_by: str
    decided_at: datetime | None

    @property
    def is_accepted(self) -> bool:
        return self.answer == SwapAnswer.ACCEPTED


@dataclass(frozen=True, slots=True)
class StandIn:
    """The good that stands in for another one which is out."""

    good_id: int
    sku: str
    name: str
    sold_by: str
    replaced: int
    quantity: int

    def share(self, missing: int) -> int:
        """How much of it stands for so many missing pieces or grams."""
        return share_of_swap(missing, replaced=self.replaced, quantity=self.quantity)


def swap_ids(*, viewer: Viewer, roles: Collection[Role], settled: bool) -> list[int]:
    """Ids of those that wait, the oldest first, or of decided ones, the latest first. One
    query."""
    rows = _visible(viewer, roles).filter(decided_at__isnull=not settled)
    order = ("-decided_at", "-pk") if settled else ("proposed_at", "pk")
    return list(rows.order_by(*order).values_list("pk", flat=True))


def swap_rows(ids: Sequence[int]) -> list[SwapRow]:
    """The swaps of these ids, in their order. One query."""
    rows = _with_names(Swap.objects.all()).in_bulk(ids)
    return [_row(rows[pk]) for pk in ids if pk in rows]


def swap_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> SwapRow:
    """Raises NotVisible."""
    return _row(only_visible(_with_names(_visible(viewer, roles)), pk=pk))


def swaps_of_orders(purchase_order_ids: Collection[int]) -> list[SwapRow]:
    """All swaps of some purchase orders that passed a gate, the oldest first. One query."""
    rows = _with_names(Swap.objects.filter(purchase_order__in=purchase_order_ids))
    return [_row(row) for row in rows.order_by("proposed_at", "pk")]


def swaps_for_order(*, order_id: int) -> list[SwapRow]:
    """The accepted swaps that a household's order may meet at its door. One query."""
    rows = Swap.objects.filter(
        answer=SwapAnswer.ACCEPTED,
        purchase_order__round__orders=order_id,
        purchase_order__round__listings__lines__order=order_id,
        purchase_order__round__listings__supplier=F("purchase_order__supplier"),
        purchase_order__round__listings__items__good=F("good"),
    )
    return [_row(row) for row in _with_names(rows).order_by("pk").distinct()]


def stand_ins(*, round_id: int) -> dict[int, StandIn]:
    """By good that is out: what its shop sends instead, as the desk agreed. One query.

    Shops that swap the same good of a round swap it alike.
    """
    rows = Swap.objects.filter(purchase_order__round=round_id, answer=SwapAnswer.ACCEPTED)
    return {
        row.good_id: StandIn(
            good_id=row.other_id,
            sku=row.other.sku,
            name=row.other.name,
            sold_by=row.other.sold_by,
            replaced=row.replaced,
            quantity=row.quantity,
        )
        for row in rows.select_related("other")
    }


def _visible(viewer: Viewer, roles: Collection[Role]) -> QuerySet[Swap]:
    path = "purchase_order__round__estate__path"
    return Swap.objects.filter(covers(viewer=viewer, roles=roles, path=path))


def _with_names(rows: QuerySet[Swap]) -> QuerySet[Swap]:
    return rows.select_related(
        "good",
        "other",
        "proposed_by",
        "decided_by",
        "purchase_order__supplier",
        "purchase_order__round__estate",
    )


def _row(row: Swap) -> SwapRow:
    order = row.purchase_order
    return SwapRow(
        id=row.pk,
        purchase_order_id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        estate=order.round.estate.label,
        delivery_date=order.round.delivery_date,
        good=row.good.name,
        sold_by=row.good.sold_by,
        replaced=row.replaced,
        other=row.other.name,
        other_sold_by=row.other.sold_by,
        quantity=row.quantity,
        proposed_by=row.proposed_by.name,
        proposed_at=row.proposed_at,
        answer=row.answer,
        answer_label=row.get_answer_display(),
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
    )
