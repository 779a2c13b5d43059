"""Purchase orders as the shop, the gate and the planners see them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from baogong.apps.ordering.models import ListingItem, OrderLine
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, estates_of, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.procurement.enums import PurchaseState
from baogong.apps.procurement.models import PurchaseOrder, PurchaseOrderLine
from baogong.apps.suppliers.models import SupplierMember

MOST_ORDERS = 100
GATE_ROLES = (Role.GATE,)
SHOP_ROLES = (Role.SHOP,)


@dataclass(frozen=True, slots=True)
class PurchaseOrderRow:
    """What a supplier is to bring to an estate on a day; how many kinds of goods, not how much."""

    id: int
    number: str
    supplier: str
    estate_id: int
    estate: str
    estate_path: str
    round_id: int
    round: str
    delivery_date: date
    state: PurchaseState
    sent_at: datetime
    confirmed_at: datetime | None
    expected_at: datetime | None
    note: str
    kinds: int

    @property
    def is_sent(self) -> bool:
        return self.state is PurchaseState.SENT

    @property
    def is_received(self) -> bool:
        return self.state is PurchaseState.RECEIVED


@dataclass(frozen=True, slots=True)
class OrderedGood:
    """Pieces or grams (``sold_by``) of a good to bring; ``grams`` is what it weighs.

    ``available``: what the shop has of it, None: all of it.
    """

    good_id: int
    sku: str
    name: str
    sold_by: str
    quantity: int
    grams: int
    available: int | None

    @property
    def missing(self) -> int:
        """What the shop said it has not."""
        return 0 if self.available is None else self.quantity - self.available


@dataclass(frozen=True, slots=True)
class OrderedPackage:
    """So many of a package, and what goes into each: (good, sold_by, pieces or grams)."""

    name: str
    quantity: int
    content: tuple[tuple[str, str, int], ...]


def shop_orders(*, viewer: Viewer) -> list[PurchaseOrderRow]:
    """The 100 latest purchase orders of the viewer's suppliers, the next day first. One query."""
    rows = _of_members(viewer).order_by("-round__delivery_date", "-pk")
    return [_row(order) for order in rows[:MOST_ORDERS]]


def shop_order_for(*, viewer: Viewer, pk: int) -> PurchaseOrderRow:
    """Raises NotVisible. The viewer works for the supplier, and holds the role for the estate."""
    return _row(only_visible(_of_members(viewer), pk=pk))


def arrivals(*, viewer: Viewer, today: date) -> list[PurchaseOrderRow]:
    """What should come to the viewer's gates until tomorrow, and what came since today.

    Days before today stand first: those trucks are late. Two queries.
    """
    due = Q(round__delivery_date__lte=today + timedelta(days=1))
    open_or_today = ~Q(state=PurchaseState.RECEIVED) | Q(round__delivery_date__gte=today)
    rows = _at_gates(viewer).filter(due, open_or_today)
    return [_row(order) for order in rows.order_by("round__delivery_date", "supplier__name", "pk")]


def arrival_for(*, viewer: Viewer, pk: int) -> PurchaseOrderRow:
    """Raises NotVisible."""
    return _row(only_visible(_at_gates(viewer), pk=pk))


@dataclass(frozen=True, slots=True)
class BookFilter:
    """Which purchase orders the book shows; empty: all."""

    since: date | None = None
    until: date | None = None
    supplier_id: int | None = None
    state: str = ""


def book_ids(*, viewer: Viewer, roles: Collection[Role], where: BookFilter) -> list[int]:
    """Ids of the purchase orders of the viewer's estates, the next day first (R27). One query."""
    orders = _of_planners(viewer, roles)
    if where.since:
        orders = orders.filter(round__delivery_date__gte=where.since)
    if where.until:
        orders = orders.filter(round__delivery_date__lte=where.until)
    if where.supplier_id:
        orders = orders.filter(supplier=where.supplier_id)
    if where.state:
        orders = orders.filter(state=where.state)
    orders = orders.order_by("-round__delivery_date", "supplier__name", "-pk")
    return list(orders.values_list("pk", flat=True))


def book_rows(ids: Sequence[int]) -> list[PurchaseOrderRow]:
    """The purchase orders of these ids, in their order. One query."""
    rows = _rows().in_bulk(ids)
    return [_row(rows[pk]) for pk in ids if pk in rows]


def book_suppliers(*, viewer: Viewer, roles: Collection[Role]) -> list[tuple[int, str]]:
    """(id, name) of the shops that the viewer's estates bought from. One query."""
    orders = _of_planners(viewer, roles)
    names = orders.order_by("supplier__name", "supplier").values_list("supplier", "supplier__name")
    return list(names.distinct())


def _of_planners(viewer: Viewer, roles: Collection[Role]) -> QuerySet[PurchaseOrder]:
    inside = covers(viewer=viewer, roles=roles, path="round__estate__path")
    return PurchaseOrder.objects.filter(inside)


def _of_members(viewer: Viewer) -> QuerySet[PurchaseOrder]:
    works_there = SupplierMember.objects.filter(supplier=OuterRef("supplier"), user=viewer.pk)
    inside = covers(viewer=viewer, roles=SHOP_ROLES, path="round__estate__path")
    return _rows().filter(Exists(works_there), inside)


def _at_gates(viewer: Viewer) -> QuerySet[PurchaseOrder]:
    """Guards may hold their role for a gate alone, which lies inside its estate."""
    return _rows().filter(round__estate__in=estates_of(viewer=viewer, roles=GATE_ROLES))


def _rows() -> QuerySet[PurchaseOrder]:
    orders = PurchaseOrder.objects.select_related("supplier", "round__estate")
    return orders.annotate(kinds=Count("lines"))


def _row(order: PurchaseOrder) -> PurchaseOrderRow:
    return PurchaseOrderRow(
        id=order.pk,
        number=order.number,
        supplier=order.supplier.name,
        estate_id=order.round.estate_id,
        estate=order.round.estate.label,
        estate_path=order.round.estate.path,
        round_id=order.round_id,
        round=order.round.title,
        delivery_date=order.round.delivery_date,
        state=PurchaseState(order.state),
        sent_at=order.sent_at,
        confirmed_at=order.confirmed_at,
        expected_at=order.expected_at,
        note=order.note,
        kinds=order.kinds,  # type: ignore[attr-defined]
    )


def ordered_goods(*, purchase_order_id: int) -> list[OrderedGood]:
    """The goods of a purchase order that a gate let through, by their names. One query."""
    lines = PurchaseOrderLine.objects.filter(purchase_order=purchase_order_id)
    return [
        OrderedGood(
            good_id=line.good_id,
            sku=line.good.sku,
            name=line.good.name,
            sold_by=line.good.sold_by,
            quantity=line.quantity,
            grams=line.good.grams(line.quantity),
            available=line.available,
        )
        for line in lines.select_related("good").order_by("good__name", "pk")
    ]


def ordered_packages(*, purchase_order_id: int) -> list[OrderedPackage]:
    """How the households put it together: the packages that these goods are for. Two queries."""
    asked = (
        OrderLine.objects.filter(
            order__canceled_at=None,
            listing__round__purchase_orders=purchase_order_id,
            listing__supplier=F("listing__round__purchase_orders__supplier"),
        )
        .values_list("listing", "listing__package__name")
        .annotate(sum=Sum("quantity"))
        .order_by("listing")
    )
    packages = list(asked)
    content = _content([listing_id for listing_id, _, _ in packages])
    return [
        OrderedPackage(name=name, quantity=quantity, content=tuple(content[listing_id]))
        for listing_id, name, quantity in packages
    ]


def packages_by_building(*, purchase_order_id: int) -> list[tuple[str, str, int]]:
    """(building, package, how many) of a purchase order, in walking order. One query."""
    asked = OrderLine.objects.filter(
        order__canceled_at=None,
        listing__round__purchase_orders=purchase_order_id,
        listing__supplier=F("listing__round__purchase_orders__supplier"),
    )
    building = "order__household__parent__parent"
    rows = (
        asked.values_list(f"{building}__label", "listing__package__name")
        .annotate(sum=Sum("quantity"))
        .order_by(f"{building}__sort_key", building, "listing")
    )
    return [(label or "", name, quantity) for label, name, quantity in rows]


def _content(listing_ids: Collection[int]) -> dict[int, list[tuple[str, str, int]]]:
    content: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    items = ListingItem.objects.filter(listing__in=listing_ids).order_by("good__name")
    rows = items.values_list("listing", "good__name", "good__sold_by", "quantity")
    for listing_id, name, sold_by, quantity in rows:
        content[listing_id].append((name, sold_by, quantity))
    return content
