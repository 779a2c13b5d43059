"""Opening, moving and closing rounds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone

from baogong.apps.catalog.models import Package, PackageItem
from baogong.apps.catalog.policies import check_published
from baogong.apps.ordering import policies
from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.errors import CutoffPassed, ShopServesElsewhere
from baogong.apps.ordering.events import RoundClosed
from baogong.apps.ordering.models import Listing, ListingItem, Round, RoundGood
from baogong.apps.ordering.services.deal import deal_round
from baogong.apps.places.enums import CareKind
from baogong.apps.places.models import Place
from baogong.apps.suppliers.models import Supplier, SupplierArea
from baogong.plumbing import audit, events, locks


@dataclass(frozen=True, slots=True)
class Offer:
    """A package in a round; ``stock`` and ``household_limit`` None mean no bound.

    ``limit_days``: over how many days in a row the limit counts; None: over this round only.
    ``rule``: who gets it where there is not enough; all but first come are divided at a moment.
    """

    package: Package
    supplier: Supplier
    stock: int | None = None
    household_limit: int | None = None
    limit_days: int | None = None
    rule: Rule = Rule.FIRST_COME


@dataclass(frozen=True, slots=True)
class GoodBound:
    """What a round has of a good in all, and for each household: pieces or grams, None: no bound.

    It counts over every package and single of the round that holds the good.
    """

    good_id: int
    stock: int | None = None
    household_limit: int | None = None


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """When a round takes orders, for which day, and of which goods it has only so much.

    ``draws_at``: when packages with a rule are divided. Doors with care of a kind in
    ``first_care``, or without a delivery for ``first_days`` days, are priority doors.
    """

    title: str
    opens_at: datetime
    cutoff_at: datetime
    delivery_date: date
    bounds: tuple[GoodBound, ...] = ()
    draws_at: datetime | None = None
    first_care: tuple[CareKind, ...] = ()
    first_days: int | None = None


@transaction.atomic
def open_round(
    *, estate: Place, plan: RoundPlan, offers: Sequence[Offer], actor: audit.Actor, now: datetime
) -> Round:
    """Announce a round; it takes orders from ``opens_at``. Prices and contents are frozen.

    The same plan again is the same round. Raises BadTimes, DrawAfterClosing, NothingListed,
    DrawMissing, NothingToDivide, PriorityMissing, LimitMissing, ShopServesElsewhere or
    NotPublished.
    """
    policies.check_round_plan(
        plan.opens_at,
        plan.cutoff_at,
        day_ends_at=_end_of(plan.delivery_date),
        offers=len(offers),
        draws_at=plan.draws_at,
    )
    rules = ((offer.package.name, offer.rule, offer.stock) for offer in offers)
    says_first = bool(plan.first_care or plan.first_days)
    policies.check_rules(rules, draws_at=plan.draws_at, says_first=says_first)
    policies.check_limit_days(
        (offer.package.name, offer.household_limit, offer.limit_days) for offer in offers
    )
    _check_served(estate, offers)
    locks.lock_one(Place.objects.all(), key=estate.pk)
    round_, made = Round.objects.get_or_create(
        estate=estate,
        title=plan.title,
        opens_at=plan.opens_at,
        cutoff_at=plan.cutoff_at,
        delivery_date=plan.delivery_date,
        defaults={
            "draws_at": plan.draws_at,
            "first_care": list(plan.first_care),
            "first_days": plan.first_days,
        },
    )
    if not made:
        return round_
    _freeze(round_, offers=offers, bounds=plan.bounds)
    audit.record([audit.Act("round.opened", round_, actor, now)])
    return round_


def _check_served(estate: Place, offers: Sequence[Offer]) -> None:
    """A shop that serves estates by name gets orders of these only (R46). Raises
    ShopServesElsewhere."""
    served: dict[int, set[int]] = defaultdict(set)
    areas = SupplierArea.objects.filter(supplier__in={offer.supplier.pk for offer in offers})
    for supplier_id, estate_id in areas.values_list("supplier", "estate"):
        served[supplier_id].add(estate_id)
    for offer in offers:
        if estate.pk not in served.get(offer.supplier.pk, {estate.pk}):
            raise ShopServesElsewhere(shop=offer.supplier.name, estate=estate.label)


def _freeze(round_: Round, *, offers: Sequence[Offer], bounds: Sequence[GoodBound]) -> None:
    """Write down what the round offers, with the prices and contents of now.

    Their packages are locked: neither a new price nor another content slips in between.
    """
    keys = [offer.package.pk for offer in offers]
    packages = locks.lock_rows(Package.objects.all(), keys=keys, shared=True)
    for package in packages.values():
        check_published(package.name, published=package.published_at is not None)
    listings = Listing.objects.bulk_create(
        Listing(
            round=round_,
            package=offer.package,
            supplier=offer.supplier,
            price_fen=packages[offer.package.pk].price_fen,
            stock=offer.stock,
            household_limit=offer.household_limit,
            limit_days=offer.limit_days,
            at_scale=packages[offer.package.pk].at_scale,
            rule=offer.rule,
        )
        for offer in offers
    )
    items = defaultdict(list)
    for item in PackageItem.objects.filter(package__in=keys):
        items[item.package_id].append(item)
    ListingItem.objects.bulk_create(
        ListingItem(listing=listing, good_id=item.good_id, quantity=item.quantity)
        for listing in listings
        for item in items[listing.package_id]
    )
    RoundGood.objects.bulk_create(
        RoundGood(
            round=round_,
            good_id=bound.good_id,
            stock=bound.stock,
            household_limit=bound.household_limit,
        )
        for bound in bounds
    )


def _end_of(day: date) -> datetime:
    """The midnight at which a day of the town ends."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@transaction.atomic
def move_cutoff(*, round_id: int, cutoff_at: datetime, actor: audit.Actor, now: datetime) -> None:
    """Close earlier or later.

    Raises CutoffPassed once the round has closed, BadTimes or DrawAfterClosing.
    """
    round_ = locks.lock_one(Round.objects.all(), key=round_id)
    if round_.closed_at is not None:
        raise CutoffPassed(cutoff_at=round_.cutoff_at)
    policies.check_round_plan(
        round_.opens_at,
        cutoff_at,
        day_ends_at=_end_of(round_.delivery_date),
        offers=round_.listings.count(),
        draws_at=round_.draws_at,
    )
    audit.record(
        [audit.Act("round.cutoff_moved", round_, actor, now, {"to": cutoff_at.isoformat()})]
    )
    round_.cutoff_at = cutoff_at
    round_.save(update_fields=["cutoff_at"])


@transaction.atomic
def close_round(*, round_id: int, actor: audit.Actor, now: datetime) -> bool:
    """Close a round for good and tell the apps above; return False when it was closed before.

    Waits for every order that is being decided in it: they share the round's lock. What is still
    to be dealt out is dealt out before.
    """
    round_ = locks.lock_one(Round.objects.all(), key=round_id)
    if round_.closed_at is not None:
        return False
    while deal_round(round_id=round_id, now=now, last=True):
        pass  # whoever may not have theirs has left it to the next ones
    round_.closed_at = now
    round_.save(update_fields=["closed_at"])
    audit.record([audit.Act("round.closed", round_, actor, now)])
    events.publish(RoundClosed(round_id=round_id))
    return True


def close_due_rounds(now: datetime) -> None:
    """The sweep: close each round whose cut-off has passed, each in its own transaction.

    A round that the database cannot close now does not keep the others open; raises an
    ExceptionGroup of what went wrong, and the next minute tries again.
    """
    failed: list[Exception] = []
    for round_id in Round.objects.due(now).order_by("pk").values_list("pk", flat=True):
        try:
            close_round(round_id=round_id, actor=audit.SYSTEM, now=now)
        except (DatabaseError, locks.Busy) as error:
            failed.append(error)
    if failed:
        raise ExceptionGroup("rounds that stayed open", failed)
