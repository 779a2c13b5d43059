"""Approving a group buy as it was seen, and refusing it."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog.models import Package
from baogong.apps.catalog.services import publish_package
from baogong.apps.filings import policies
from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.models import FiledPackage, Filing
from baogong.apps.filings.queries import FilingRow, carriers_of, filing_row
from baogong.apps.filings.services.checks import check_whole
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.gate.services import Booking, book_slot
from baogong.apps.ordering.models import Round
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.places.models import Place
from baogong.apps.places.queries import town_of
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.models import Supplier
from baogong.apps.suppliers.services import SupplierProfile, add_supplier, describe_supplier
from baogong.plumbing import audit, locks

MOST_WHO = 40  # letters that a slot at the gate has for whoever comes


@transaction.atomic
def approve_filing(*, filing_id: int, seen: str, actor: User, now: datetime) -> Filing:
    """Announce the group buy as it was seen, book its truck's slot, take its supplier in.

    ``seen``: the digest of what was looked at. Raises FilingNotWaiting, FilingChanged, OwnFiling,
    CarriersMissing or what ``check_whole`` raises.
    """
    filing, row = _waiting(filing_id, seen=seen)
    policies.check_may_approve(filer_id=filing.filed_by_id, actor_id=actor.pk)
    check_whole(filing, row, now=now)
    policies.check_carriers(carriers_of(row, now=now))
    filing.supplier = filing.supplier or _take_in(filing, actor=actor, now=now)
    filing.round = _announce(filing, row, supplier=filing.supplier, actor=actor, now=now)
    filing.slot = _book(filing, supplier=filing.supplier, actor=actor, now=now)
    filing.state, filing.reason = FilingState.APPROVED, ""
    _decide(filing, "supplier", "round", "slot", actor=actor, now=now)
    audit.record([audit.Act("filing.approved", filing, actor, now)])
    return filing


@transaction.atomic
def refuse_filing(*, filing_id: int, seen: str, reason: str, actor: User, now: datetime) -> Filing:
    """Refuse it as it was seen; its filer may mend it and file it again.

    Raises FilingNotWaiting, FilingChanged or RefusalWithoutReason.
    """
    filing, _ = _waiting(filing_id, seen=seen)
    policies.check_reason(reason)
    filing.state, filing.reason = FilingState.REFUSED, reason.strip()
    _decide(filing, actor=actor, now=now)
    audit.record([audit.Act("filing.refused", filing, actor, now)])
    return filing


def _waiting(filing_id: int, *, seen: str) -> tuple[Filing, FilingRow]:
    """The filing that waits, with all that it speaks of locked until it is decided.

    The places come before the packages, as where a round is opened. Raises FilingNotWaiting or
    FilingChanged.
    """
    filing = locks.lock_one(Filing.objects.with_names(), key=filing_id)
    policies.check_waiting(filing.state)
    locks.lock_rows(Place.objects.all(), keys=[town_of(filing.estate).pk, filing.estate_id])
    packages = FiledPackage.objects.filter(filing=filing).values_list("package", flat=True)
    locks.lock_rows(Package.objects.all(), keys=packages)
    row = filing_row(filing)
    policies.check_as_seen(seen, digest=row.digest)
    return filing, row


def _decide(filing: Filing, *made: str, actor: User, now: datetime) -> None:
    """``made``: fields of what came to be by it."""
    filing.decided_by, filing.decided_at = actor, now
    filing.save(update_fields=["state", "reason", "decided_by", "decided_at", *made])


def _take_in(filing: Filing, *, actor: User, now: datetime) -> Supplier:
    """Make the new supplier one of the town's, with its licence, for this estate."""
    supplier = add_supplier(
        town=town_of(filing.estate), name=filing.new_name, actor=actor, now=now
    )
    profile = SupplierProfile(
        kind=SupplierKind(supplier.kind),
        licence=filing.new_licence,
        licence_until=filing.new_licence_until,
        estate_ids=(filing.estate_id,),
    )
    return describe_supplier(profile, supplier_id=supplier.pk, actor=actor, now=now)


def _announce(
    filing: Filing, row: FilingRow, *, supplier: Supplier, actor: User, now: datetime
) -> Round:
    """Publish what is a draft, and open the round at once."""
    estate = filing.estate
    offers = [
        Offer(
            publish_package(package_id=filed.package.id, place=estate, actor=actor, now=now),
            supplier,
            stock=filed.stock,
        )
        for filed in row.packages
    ]
    plan = RoundPlan(
        title=filing.title,
        opens_at=now,
        cutoff_at=filing.cutoff_at,
        delivery_date=filing.delivery_date,
    )
    return open_round(estate=estate, plan=plan, offers=offers, actor=actor, now=now)


def _book(filing: Filing, *, supplier: Supplier, actor: User, now: datetime) -> ArrivalSlot:
    booking = Booking(
        key=filing.key, begins_at=filing.arrives_at, boxes=0, who=supplier.name[:MOST_WHO]
    )
    return book_slot(booking, gate_id=filing.gate_id, actor=actor, now=now)
