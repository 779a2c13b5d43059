"""What must be right about a filing when it is written, filed and approved."""

from datetime import datetime, timedelta

from baogong.apps.filings import policies
from baogong.apps.filings.errors import LicencePhotoMissing, SupplierKnown
from baogong.apps.filings.models import Filing
from baogong.apps.filings.queries import FilingRow
from baogong.apps.gate.services import check_free
from baogong.apps.places.queries import setting, town_of
from baogong.apps.places.settings import ARRIVAL_SLOT_MINUTES, NET_WEIGHT_TOLERANCE
from baogong.apps.suppliers.models import Supplier


def check_terms(filing: Filing, *, now: datetime) -> None:
    """Raises BadFilingTimes, NoSuchSlot, SlotTaken, SupplierKnown, LicencePhotoMissing,
    LicenceMissing or LicenceExpired."""
    policies.check_times(cutoff_at=filing.cutoff_at, arrives_at=filing.arrives_at, now=now)
    minutes = setting(ARRIVAL_SLOT_MINUTES, place=filing.gate, at=now)
    policies.check_on_slot(filing.arrives_at, minutes=minutes)
    ends_at = filing.arrives_at + timedelta(minutes=minutes)
    check_free(filing.gate, begins_at=filing.arrives_at, ends_at=ends_at)
    _check_supplier(filing)


def _check_supplier(filing: Filing) -> None:
    if (known := filing.supplier) is not None:
        name, licence, until = known.name, known.licence, known.licence_until
    else:
        name, licence, until = filing.new_name, filing.new_licence, filing.new_licence_until
        if Supplier.objects.filter(town=town_of(filing.estate), name=name).exists():
            raise SupplierKnown(supplier=name)
        if filing.new_photo_id is None:
            raise LicencePhotoMissing(supplier=name)
    policies.check_licence(name, licence, until, day=filing.delivery_date)


def check_whole(filing: Filing, row: FilingRow, *, now: datetime) -> None:
    """Terms and packages. Raises what ``check_terms`` raises, NothingFiled, PackageUnfinished or
    TooLight."""
    check_terms(filing, now=now)
    percent = setting(NET_WEIGHT_TOLERANCE, place=filing.estate, at=now)
    policies.check_packages([filed.package for filed in row.packages], percent=percent)
