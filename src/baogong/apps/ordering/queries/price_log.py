"""What everybody may know of prices: each change, and why (R22)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Value

from baogong.apps.catalog.models import PriceDecision
from baogong.apps.ordering.models import Listing
from baogong.apps.places.functions import StartsWith


@dataclass(frozen=True, slots=True)
class PriceChangeRow:
    """A package's price became another one; ``reason`` as it was written for residents."""

    package: str
    before_fen: int
    after_fen: int
    reason: str
    since: datetime


def price_log_for_door(*, path: str, most: int = 100) -> list[PriceChangeRow]:
    """How prices changed of what rounds have offered to the door at ``path``, the latest first.

    One query.
    """
    around = StartsWith(Value(path), F("round__estate__path"))
    changes = PriceDecision.objects.filter(
        approved=True, request__package__in=Listing.objects.filter(around).values("package")
    )
    return [
        PriceChangeRow(
            package=change.request.package.name,
            before_fen=change.request.before_fen,
            after_fen=change.request.after_fen,
            reason=change.request.reason,
            since=change.decided_at,
        )
        for change in changes.select_related("request__package").order_by("-decided_at", "-pk")[
            :most
        ]
    ]
