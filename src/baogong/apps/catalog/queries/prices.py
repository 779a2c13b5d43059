"""Prices that changed, and those that somebody wants to change."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from baogong.apps.catalog.models import PriceRequest
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price that somebody asked for; ``approved`` is None while it waits.

    ``decided_by`` is empty where the price fell: nobody has to approve that.
    """

    id: int
    package: str
    before_fen: int
    after_fen: int
    reason: str
    asked_by_id: int
    asked_by: str
    asked_at: datetime
    approved: bool | None
    decided_by: str
    decided_at: datetime | None


def waiting_prices() -> list[PriceRow]:
    """What waits for approval, the oldest first. One query."""
    return _rows(PriceRequest.objects.filter(decision=None).order_by("asked_at", "pk"))


def decided_prices(*, most: int) -> list[PriceRow]:
    """What was decided, the latest first. One query."""
    decided = PriceRequest.objects.exclude(decision=None)
    return _rows(decided.order_by("-decision__decided_at", "-pk")[:most])


def price_request_for(pk: int) -> PriceRow:
    """One price that somebody asked for. Raises NotVisible."""
    if not (rows := _rows(PriceRequest.objects.filter(pk=pk))):
        raise NotVisible
    return rows[0]


def _rows(requests: QuerySet[PriceRequest]) -> list[PriceRow]:
    related = ("package", "asked_by", "decision__decided_by")
    return [_row(request) for request in requests.select_related(*related)]


def _row(request: PriceRequest) -> PriceRow:
    decision = getattr(request, "decision", None)
    by = decision and decision.decided_by
    return PriceRow(
        id=request.pk,
        package=request.package.name,
        before_fen=request.before_fen,
        after_fen=request.after_fen,
        reason=request.reason,
        asked_by_id=request.asked_by_id,
        asked_by=request.asked_by.name,
        asked_at=request.asked_at,
        approved=decision.approved if decision else None,
        decided_by=by.name if by else "",
        decided_at=decision.decided_at if decision else None,
    )
