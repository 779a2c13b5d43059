"""The shops that a round's packages come from; a package may come from several."""

from collections import defaultdict
from collections.abc import Mapping

from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Listing


class RoundListings:
    """Chooses shops for packages, before anything is locked: among equal prices the one that took
    the package over last."""

    def __init__(self, round_id: int) -> None:
        self._rows: dict[int, list[Listing]] = defaultdict(list)
        for row in Listing.objects.filter(round=round_id).order_by("price_fen", "-pk"):
            self._rows[row.package_id].append(row)

    def wishes(
        self, packages: Mapping[int, int], *, held: Mapping[int, int] | None = None
    ) -> tuple[Wish, ...]:
        """Each package, id -> quantity, from the first shop that has enough, else from the first.

        ``held``: what is given back for it, by listing.
        """
        return tuple(
            Wish(self._best(package_id, quantity, held or {}).pk, quantity)
            for package_id, quantity in sorted(packages.items())
        )

    def _best(self, package_id: int, quantity: int, held: Mapping[int, int]) -> Listing:
        rows = self._rows[package_id]
        for row in rows:
            more = quantity - held.get(row.pk, 0)
            if row.free is None or row.free >= more:
                row.taken += more
                return row
        return rows[0]
