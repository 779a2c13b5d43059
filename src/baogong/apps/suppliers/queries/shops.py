"""The shops that serve a door, as its residents see them (R30)."""

from dataclasses import dataclass
from datetime import date, time

from django.db.models import F, Q, Value

from baogong.apps.places.functions import StartsWith
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier


@dataclass(frozen=True, slots=True)
class ShopRow:
    """A shop with its hours; no person and no number of a person.

    ``daily_orders``: how many orders it can make up in a day; None: not said.
    """

    id: int
    name: str
    kind: SupplierKind
    opens_at: time
    closes_at: time
    daily_orders: int | None

    def is_open(self, clock: time) -> bool:
        """Is it open at ``clock``? A shop that closes before it opens is open over midnight, and
        one whose hours are the same is always open."""
        if self.opens_at < self.closes_at:
            return self.opens_at <= clock < self.closes_at
        return clock >= self.opens_at or clock < self.closes_at

    @property
    def never_closes(self) -> bool:
        return self.opens_at == self.closes_at


def shops_serving(*, path: str, day: date) -> list[ShopRow]:
    """The shops that serve the estate that ``path`` lies in and whose licence holds on a day, by
    name. One query."""
    holds = Q(licence_until=None) | Q(licence_until__gte=day)
    serving = (
        Supplier.objects.filter(holds, StartsWith(Value(path), F("areas__estate__path")))
        .exclude(licence="")
        .order_by("name", "pk")
    )
    rows = serving.values_list("pk", "name", "kind", "opens_at", "closes_at", "daily_orders")
    return [
        ShopRow(pk, name, SupplierKind(kind), opens, closes, daily)
        for pk, name, kind, opens, closes, daily in rows
        if opens is not None and closes is not None
    ]
