"""Pure decisions about group buys that are filed."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.utils import timezone

from baogong.apps.catalog.policies import check_publishable
from baogong.apps.catalog.queries import PackageRow
from baogong.apps.filings.enums import OPEN, FilingState
from baogong.apps.filings.errors import (
    BadFilingTimes,
    CarriersMissing,
    FilingChanged,
    FilingNotWaiting,
    FilingSettled,
    LicenceExpired,
    LicenceMissing,
    NoSuchSlot,
    NothingFiled,
    NotYourFiling,
    OwnFiling,
    PackageUnfinished,
    RefusalWithoutReason,
)
from baogong.apps.people.queries import Carriers

FIRST_BUILDINGS = 6  # a refusal names so many; the page names all


def check_may_change(state: str, *, is_own: bool, who: str) -> None:
    """``who``: the name of its filer. Raises NotYourFiling or FilingSettled."""
    if not is_own:
        raise NotYourFiling(who=who)
    if state not in OPEN:
        raise FilingSettled


def check_waiting(state: str) -> None:
    """Raises FilingNotWaiting."""
    if state != FilingState.FILED:
        raise FilingNotWaiting


def check_as_seen(seen: str, *, digest: str) -> None:
    """Raises FilingChanged."""
    if seen != digest:
        raise FilingChanged


def check_may_approve(*, filer_id: int, actor_id: int) -> None:
    """Raises OwnFiling."""
    if filer_id == actor_id:
        raise OwnFiling


def check_reason(reason: str) -> None:
    """Raises RefusalWithoutReason."""
    if not reason.strip():
        raise RefusalWithoutReason


def check_times(*, cutoff_at: datetime, arrives_at: datetime, now: datetime) -> None:
    """Raises BadFilingTimes."""
    if not now < cutoff_at < arrives_at:
        raise BadFilingTimes


def check_on_slot(arrives_at: datetime, *, minutes: int) -> None:
    """Slots are counted from the town's midnight. Raises NoSuchSlot with the two around it."""
    local = timezone.localtime(arrives_at)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    over = (local - midnight) % timedelta(minutes=minutes)
    if over:
        before = local - over
        after = before + timedelta(minutes=minutes)
        raise NoSuchSlot(minutes=minutes, before=f"{before:%H:%M}", after=f"{after:%H:%M}")


def check_licence(supplier: str, licence: str, until: date | None, *, day: date) -> None:
    """It holds on the delivery ``day``; ``until`` None names no end.

    Raises LicenceMissing or LicenceExpired.
    """
    if not licence:
        raise LicenceMissing(supplier=supplier)
    if until is not None and until < day:
        raise LicenceExpired(supplier=supplier, until=until)


def check_packages(packages: Collection[PackageRow], *, percent: int) -> None:
    """``percent``: how much less than stated a draft may weigh.

    Raises NothingFiled, PackageUnfinished or TooLight.
    """
    if not packages:
        raise NothingFiled
    for row in packages:
        for lack in row.missing:
            raise PackageUnfinished(name=row.name, why=lack.part.label % {"good": lack.good})
        if not row.published:
            check_publishable(row.name, (), row.weighed, percent=percent, reason=row.weight_reason)


def check_carriers(carriers: Carriers) -> None:
    """Raises CarriersMissing."""
    if lacking := carriers.lacking:
        first = ", ".join(lacking[:FIRST_BUILDINGS])
        if len(lacking) > FIRST_BUILDINGS:
            first += " …"
        raise CarriersMissing(missing=len(lacking), buildings=len(carriers.buildings), first=first)
