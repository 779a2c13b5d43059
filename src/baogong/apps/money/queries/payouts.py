"""What a payment provider holds, and what it paid out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from baogong.apps.money.models import Payout, PayoutPart
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible


@dataclass(frozen=True, slots=True)
class PayoutPartRow:
    """In fen, of an estate; below 0 where it was put in."""

    estate_id: int
    estate: str
    gross_fen: int
    fee_fen: int
    net_fen: int


@dataclass(frozen=True, slots=True)
class PayoutRow:
    """A payout, with ``reversed_why`` where it was taken back."""

    id: int
    number: str
    paid_date: date
    is_put_in: bool
    written_by: str
    parts: tuple[PayoutPartRow, ...]
    reversed_why: str

    @property
    def gross_fen(self) -> int:
        return sum(part.gross_fen for part in self.parts)

    @property
    def fee_fen(self) -> int:
        return sum(part.fee_fen for part in self.parts)

    @property
    def net_fen(self) -> int:
        return sum(part.net_fen for part in self.parts)

    @property
    def put_in_fen(self) -> int:
        return -self.net_fen


def payout_ids(*, viewer: Viewer, roles: Collection[Role]) -> list[int]:
    """Payouts of which every part is of an estate in the viewer's care, the latest first."""
    payouts = _visible(viewer=viewer, roles=roles).order_by("-paid_date", "-pk")
    return list(payouts.values_list("pk", flat=True))


def payout_rows(ids: Collection[int]) -> list[PayoutRow]:
    """In the order of the latest. Two queries."""
    payouts = _with_parts().filter(pk__in=ids).order_by("-paid_date", "-pk")
    return [payout_row(payout) for payout in payouts]


def payout_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Payout:
    """A payout of estates in the viewer's care. Raises NotVisible."""
    return only_visible(_visible(viewer=viewer, roles=roles), pk=pk)


def payout_of_number(number: str) -> PayoutRow | None:
    """The one that stands under the provider's number, however that is written."""
    standing = _with_parts().filter(number__iexact=number, reversed_at=None).first()
    return payout_row(standing) if standing else None


def _visible(*, viewer: Viewer, roles: Collection[Role]) -> QuerySet[Payout]:
    inside = covers(viewer=viewer, roles=roles, path="estate__path")
    return Payout.objects.exclude(parts__in=PayoutPart.objects.exclude(inside))


def _with_parts() -> QuerySet[Payout]:
    parts = PayoutPart.objects.select_related("estate").order_by("estate__sort_key", "pk")
    return Payout.objects.select_related("written_by").prefetch_related(Prefetch("parts", parts))


def payout_row(payout: Payout) -> PayoutRow:
    sign = -1 if payout.is_put_in else 1
    return PayoutRow(
        id=payout.pk,
        number=payout.number,
        paid_date=payout.paid_date,
        is_put_in=payout.is_put_in,
        written_by=payout.written_by.name,
        parts=tuple(
            PayoutPartRow(part.estate_id, part.estate.label, *(sign * fen for fen in part.sums))
            for part in payout.parts.all()
        ),
        reversed_why=payout.reversed_why,
    )
