"""What a round offers, as people call, count and weigh it in chats and files."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from baogong.apps.catalog.enums import SoldBy, Unit
from baogong.apps.ordering.models import Listing
from baogong.values.quantity import GRAMS_PER_JIN, format_jin

_NO_COUNT = 10  # yuan; a smaller number ahead of a name is how many
NOT_WHOLE = "not_whole"  # why an order of 2.3 斤 of what is sold in halves waits


@dataclass(frozen=True, slots=True)
class Offered:
    """A package of a round. ``grams``: of the one good by weight that it holds, else None.

    ``holds``: what one holds as its label or its net weight says.
    """

    package_id: int
    name: str
    unit: str
    aliases: tuple[str, ...]
    price_fen: int
    grams: int | None
    holds: str

    @classmethod
    def of(cls, listing: Listing) -> "Offered":
        """``listing``: with its package, and its items with their goods."""
        package, items = listing.package, list(listing.items.all())
        weighed = [item.quantity for item in items if item.good.sold_by == SoldBy.GRAM]
        grams = weighed[0] if len(items) == len(weighed) == 1 else None
        by_jin = package.unit == Unit.JIN and grams is not None
        by_weight = f"{format_jin(grams)}斤/{package.unit}" if grams else ""
        return cls(
            package_id=package.pk,
            name=package.name,
            unit=package.unit,
            aliases=(*package.other_names, *(() if by_jin else _priced(listing))),
            price_fen=listing.price_fen,
            grams=grams,
            holds=package.holds or by_weight or f"{package.stated_grams}g",
        )

    @property
    def by_jin(self) -> bool:
        """Whether people order so much of it, and no packages."""
        return self.unit == Unit.JIN and self.grams is not None

    def row(self, code: str) -> dict[str, str]:
        """As a row of a list of goods; what is sold by weight costs so much a jin."""
        fen = self.price_fen
        if self.by_jin and self.grams:
            fen = fen * GRAMS_PER_JIN // self.grams
        return {
            "sku": code,
            "name": self.name,
            "aliases": "|".join(self.aliases),
            "unit": self.unit,
            "price_fen": str(fen),
            "sold_by": "weight" if self.by_jin else "count",
            "pack_note": "" if self.by_jin else self.holds,
        }

    def packages(self, quantity: Decimal) -> int | None:
        """How many packages so many of its units are; None where they are no whole number."""
        in_one = Decimal(self.grams) / GRAMS_PER_JIN if self.by_jin and self.grams else Decimal(1)
        packages = quantity / in_one
        return int(packages) if packages == packages.to_integral_value() else None


def offered_by_code(round_id: int) -> dict[str, Offered]:
    """What a round offers by package code, at its lowest price. Three queries."""
    listings = Listing.objects.filter(round=round_id).select_related("package")
    listings = listings.prefetch_related("items__good").order_by("-price_fen", "-pk")
    return {row.package.code: Offered.of(row) for row in listings}


def whole_packages(
    items: Mapping[str, Decimal], offered: Mapping[str, Offered]
) -> tuple[dict[str, int], list[str]]:
    """Package ids -> how many, and the codes of what comes to no whole number of packages."""
    counts = {code: offered[code].packages(quantity) for code, quantity in items.items()}
    whole = {str(offered[code].package_id): n for code, n in counts.items() if n is not None}
    return whole, [code for code, n in counts.items() if n is None]


def _priced(listing: Listing) -> tuple[str, ...]:
    """``35元蔬菜包`` and ``35蔬菜包``, as people write whole yuan; but ``3盐`` are three."""
    name, (yuan, rest) = listing.package.name, divmod(listing.price_fen, 100)
    if rest:
        return ()
    return (f"{yuan}元{name}", *([f"{yuan}{name}"] if yuan >= _NO_COUNT else []))
