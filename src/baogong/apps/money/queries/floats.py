"""Floats: with whom cash of the safe is, what was bought with it, and what is left."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum

from baogong.apps.money.models import CashFloat, Purchase
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """What was bought for a door; ``reversed_why``: it was taken back."""

    id: int
    door_id: int
    door: str
    fen: int
    what: str
    has_photo: bool
    at: datetime
    reversed_why: str


@dataclass(frozen=True, slots=True)
class FloatRow:
    """A float. ``left_fen`` is what the books say; below 0 the shopper paid from their own pocket.
    ``back_fen``: what the shopper counted, None as long as it is out."""

    id: int
    estate_id: int
    estate: str
    shopper: str
    shopper_id: int
    fen: int
    given_by: str
    given_at: datetime
    taken_at: datetime | None
    back_fen: int | None
    closed_by: str
    closed_at: datetime | None
    why: str
    spent_fen: int
    purchases: tuple[PurchaseRow, ...]

    @property
    def left_fen(self) -> int:
        return self.fen - self.spent_fen if self.taken_at else 0

    @property
    def in_hand_fen(self) -> int:
        """What the shopper should still hold."""
        return max(self.left_fen, 0)

    @property
    def laid_out_fen(self) -> int:
        """What the shopper paid from their own pocket, and gets from the safe."""
        return max(-self.left_fen, 0)


def left_of(found: CashFloat) -> int:
    """What a float should still hold, in fen; 0 before the shopper has signed. One query."""
    if found.taken_at is None:
        return 0
    spent = found.purchases.filter(reversed_at=None).aggregate(fen=Sum("fen"))["fen"] or 0
    return int(found.fen - spent)


def float_rows(*, estate_id: int, closed: bool) -> list[FloatRow]:
    """An estate's floats that are out, or the last hundred closed ones. Two queries."""
    found = CashFloat.objects.filter(estate=estate_id, closed_at__isnull=not closed)
    return _rows(found.order_by("-pk")[:100])


def floats_of(*, shopper_id: int) -> list[FloatRow]:
    """What somebody has out now. Two queries."""
    return _rows(CashFloat.objects.filter(shopper=shopper_id, closed_at=None).order_by("-pk"))


def float_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> CashFloat:
    """A float of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="estate__path")
    return only_visible(CashFloat.objects.filter(inside), pk=pk)


def own_float(*, viewer: Viewer, pk: int) -> CashFloat:
    """A float that is out with the viewer. Raises NotVisible."""
    mine = CashFloat.objects.filter(shopper=viewer.pk, closed_at=None)
    return only_visible(mine.select_related("estate"), pk=pk)


def purchase_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Purchase:
    """A purchase from a float of an estate in the viewer's care. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="cash_float__estate__path")
    return only_visible(Purchase.objects.filter(inside).select_related("cash_float"), pk=pk)


def receipt_photo(*, viewer: Viewer, roles: Collection[Role], pk: int) -> tuple[int, bytes]:
    """The door of a purchase and its receipt. Raises NotVisible, also when it is kept no more."""
    inside = covers(viewer=viewer, roles=roles, path="household__path")
    rows = Purchase.objects.filter(inside).select_related("photo")
    purchase = only_visible(rows, pk=pk)
    if purchase.photo is None:
        raise NotVisible
    return purchase.household_id, bytes(purchase.photo.image)


def _rows(found: QuerySet[CashFloat]) -> list[FloatRow]:
    named = found.select_related("estate", "shopper", "given_by", "closed_by")
    return [_row(row) for row in named.prefetch_related("purchases__household")]


def _row(row: CashFloat) -> FloatRow:
    bought = sorted(row.purchases.all(), key=lambda purchase: -purchase.pk)
    return FloatRow(
        id=row.pk,
        estate_id=row.estate_id,
        estate=row.estate.label,
        shopper=row.shopper.name,
        shopper_id=row.shopper_id,
        fen=row.fen,
        given_by=row.given_by.name,
        given_at=row.given_at,
        taken_at=row.taken_at,
        back_fen=row.back_fen,
        closed_by=row.closed_by.name if row.closed_by else "",
        closed_at=row.closed_at,
        why=row.why,
        spent_fen=sum(purchase.fen for purchase in bought if purchase.reversed_at is None),
        purchases=tuple(_purchases(bought)),
    )


def _purchases(bought: Iterable[Purchase]) -> Iterable[PurchaseRow]:
    for purchase in bought:
        yield PurchaseRow(
            id=purchase.pk,
            door_id=purchase.household_id,
            door=purchase.household.label,
            fen=purchase.fen,
            what=purchase.what,
            has_photo=purchase.photo_id is not None,
            at=purchase.occurred_at,
            reversed_why=purchase.reversed_why,
        )
