"""A price changes with a reason: down at once, up when somebody else approves (R22)."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog import policies
from baogong.apps.catalog.errors import PriceDecided
from baogong.apps.catalog.models import Package, PriceDecision, PriceRequest
from baogong.plumbing import audit, locks


@transaction.atomic
def ask_price(
    *, package_id: int, price_fen: int, reason: str, actor: User, now: datetime
) -> PriceRequest:
    """Ask for another price of a published package.

    A lower one holds at once, a higher one waits for ``decide_price``; rounds that are announced
    keep theirs. Raises NotPublished, PriceWaiting, SamePrice or PriceReasonMissing.
    """
    package = locks.lock_one(Package.objects.all(), key=package_id)
    policies.check_published(package.name, published=package.published_at is not None)
    waits = PriceRequest.objects.filter(package=package, decision=None).exists()
    policies.check_nothing_waits(package.name, waits=waits)
    policies.check_new_price(package.price_fen, price_fen, reason=reason)
    request = PriceRequest.objects.create(
        package=package,
        before_fen=package.price_fen,
        after_fen=price_fen,
        reason=reason,
        asked_by=actor,
        asked_at=now,
    )
    audit.record([audit.Act("price.asked", package, actor, now, {"fen": price_fen})])
    if price_fen < package.price_fen:
        _decide(request, package=package, approved=True, by=None, now=now)
    return request


@transaction.atomic
def decide_price(*, request_id: int, approved: bool, actor: User, now: datetime) -> PriceDecision:
    """Approve a higher price, or refuse it; the same answer twice is one.

    Who asked may take it back, not approve it. Raises OwnPrice or PriceDecided.
    """
    package_id = PriceRequest.objects.values_list("package", flat=True).get(pk=request_id)
    package = locks.lock_one(Package.objects.all(), key=package_id)
    request = PriceRequest.objects.get(pk=request_id)
    if approved:
        policies.check_may_approve(asker_id=request.asked_by_id, actor_id=actor.pk)
    if known := _answer_to(request):
        if known.approved != approved:
            raise PriceDecided
        return known
    decision = _decide(request, package=package, approved=approved, by=actor, now=now)
    action = "price.approved" if approved else "price.refused"
    audit.record([audit.Act(action, package, actor, now, {"fen": request.after_fen})])
    return decision


def _answer_to(request: PriceRequest) -> PriceDecision | None:
    return PriceDecision.objects.filter(request=request).first()


def _decide(
    request: PriceRequest, *, package: Package, approved: bool, by: User | None, now: datetime
) -> PriceDecision:
    """Write the answer; an approved price is the package's from now on."""
    if approved:
        package.price_fen = request.after_fen
        package.save(update_fields=["price_fen"])
    return PriceDecision.objects.create(
        request=request, approved=approved, decided_by=by, decided_at=now
    )
