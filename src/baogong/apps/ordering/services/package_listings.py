from collections import defaultdict
from collections.abc import Mapping

from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Listing


class PackageListings:
    """The listings of a round by package; a package may come from several shops."""

    def __init__(self, round_id: int) -> None:
        self._rows: dict[int, list[Listing]] = defaultdict(list)
        for row in Listing.objects.filter(round=round_id).order_by("price_fen", "pk"):
            self._rows[row.package_id].append(row)

    def wishes(self, packages: Mapping[int, int], *, held: Mapping[int, int]) -> tuple[Wish, ...]:
        """Each package from the first shop that has enough, else from the first.

        The door gives back what it ``held`` of a listing.
        """
        return tuple(
            Wish(self._best(package_id, quantity, held).pk, quantity)
            for package_id, quantity in sorted(packages.items())
        )

    def _best(self, package_id: int, quantity: int, held: Mapping[int, int]) -> Listing:
        """Only a choice, before the locks."""
        rows = self._rows[package_id]
        for row in rows:
            more = quantity - held.get(row.pk, 0)
            if row.stock is None or row.stock - row.taken >= more:
                row.taken += more
                return row
        return rows[0]
