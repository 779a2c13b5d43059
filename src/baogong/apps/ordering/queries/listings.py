from baogong.apps.ordering.models import Listing


def listing_ids(*, round_id: int) -> list[int]:
    """What a round offers, the cheapest first. One query."""
    listings = Listing.objects.filter(round=round_id).order_by("price_fen", "pk")
    return list(listings.values_list("pk", flat=True))
