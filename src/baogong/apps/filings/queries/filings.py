"""What was filed, as its filer and those who approve see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from baogong.apps.catalog.queries import PackageRow, package_rows_of
from baogong.apps.filings.enums import FilingState
from baogong.apps.filings.models import FiledPackage, Filing
from baogong.apps.filings.models.filing import FilingQuerySet
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Carriers, Viewer, carriers_booked, covers, only_visible
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting
from baogong.apps.places.settings import ARRIVAL_SLOT_MINUTES
from baogong.values.errors import NotVisible


@dataclass(frozen=True, slots=True)
class FiledPackageRow:
    """A package of a filing as it stands in the catalogue; ``stock`` None: no bound."""

    id: int
    package: PackageRow
    stock: int | None


@dataclass(frozen=True, slots=True)
class FilingRow:
    """A filing; ``is_new``: its supplier becomes one only when it is approved.

    ``licence_until`` None: the licence names no end. ``photo_id``: the licence of a new supplier.
    """

    id: int
    estate_id: int
    estate: str
    estate_path: str
    title: str
    state: FilingState
    supplier_id: int | None
    supplier: str
    is_new: bool
    licence: str
    licence_until: date | None
    photo_id: int | None
    gate_id: int
    gate: str
    arrives_at: datetime
    delivery_date: date
    cutoff_at: datetime
    packages: tuple[FiledPackageRow, ...]
    filed_by_id: int
    filed_by: str
    filed_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    reason: str
    round_id: int | None

    @property
    def digest(self) -> str:
        """Of all that an approval is about; another one when anything of it changes."""
        terms = (
            self.title,
            self.supplier,
            self.is_new,
            self.licence,
            self.licence_until,
            self.photo_id,
            self.gate_id,
            self.arrives_at.timestamp(),
            self.delivery_date,
            self.cutoff_at.timestamp(),
            [(row.stock, _promise(row.package)) for row in self.packages],
        )
        return sha256(repr(terms).encode()).hexdigest()


def _promise(package: PackageRow) -> tuple[object, ...]:
    """What residents are promised of a package; not where else it was offered."""
    return (
        package.id,
        package.name,
        package.price_fen,
        package.stated_grams,
        package.weight_reason,
        package.at_scale,
        (package.unit, package.holds, package.also_called),
        [(content.sku, content.quantity) for content in package.contents],
    )


def filings_of(
    *, viewer: Viewer, roles: Collection[Role], states: Collection[FilingState], most: int
) -> list[FilingRow]:
    """The filings in these states of the viewer's estates, the latest first. Five queries."""
    rows = _visible(viewer, roles).filter(state__in=states).order_by("-drafted_at", "-pk")
    return _rows(list(rows.with_names()[:most]))


def filings_waiting(*, viewer: Viewer, roles: Collection[Role]) -> int:
    """How many wait for approval. One query."""
    return _visible(viewer, roles).waiting().count()


def filing_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> FilingRow:
    """The gate to a filing. Raises NotVisible."""
    return filing_row(only_visible(_visible(viewer, roles).with_names(), pk=pk))


def filing_photo(*, viewer: Viewer, roles: Collection[Role], pk: int) -> bytes:
    """The licence of a new supplier. Raises NotVisible when there is no photo any more."""
    filing = only_visible(_visible(viewer, roles).select_related("new_photo"), pk=pk)
    if filing.new_photo is None:
        raise NotVisible
    return bytes(filing.new_photo.image)


def carriers_of(row: FilingRow, *, now: datetime) -> Carriers:
    """Who is booked to carry while its truck stands at the gate. Nine queries."""
    estate, gate = (Place.objects.get(pk=pk) for pk in (row.estate_id, row.gate_id))
    minutes = setting(ARRIVAL_SLOT_MINUTES, place=gate, at=now)
    ends_at = row.arrives_at + timedelta(minutes=minutes)
    return carriers_booked(estate=estate, begins_at=row.arrives_at, ends_at=ends_at)


def filing_row(filing: Filing) -> FilingRow:
    """A filing that has passed its gate, as a row."""
    [row] = _rows([filing])
    return row


def _visible(viewer: Viewer, roles: Collection[Role]) -> FilingQuerySet:
    return Filing.objects.filter(covers(viewer=viewer, roles=roles, path="estate__path"))


def _rows(filings: Sequence[Filing]) -> list[FilingRow]:
    filed = FiledPackage.objects.filter(filing__in=filings).order_by("pk")
    filed_rows = list(filed)
    packages = package_rows_of([row.package_id for row in filed_rows])
    return [
        _row(
            filing,
            tuple(
                FiledPackageRow(row.pk, packages[row.package_id], row.stock)
                for row in filed_rows
                if row.filing_id == filing.pk
            ),
        )
        for filing in filings
    ]


def _row(filing: Filing, packages: tuple[FiledPackageRow, ...]) -> FilingRow:
    known = filing.supplier
    return FilingRow(
        id=filing.pk,
        estate_id=filing.estate_id,
        estate=filing.estate.label,
        estate_path=filing.estate.path,
        title=filing.title,
        state=FilingState(filing.state),
        supplier_id=filing.supplier_id,
        supplier=known.name if known else filing.new_name,
        is_new=known is None,
        licence=known.licence if known else filing.new_licence,
        licence_until=known.licence_until if known else filing.new_licence_until,
        photo_id=filing.new_photo_id,
        gate_id=filing.gate_id,
        gate=filing.gate.label,
        arrives_at=filing.arrives_at,
        delivery_date=filing.delivery_date,
        cutoff_at=filing.cutoff_at,
        packages=packages,
        filed_by_id=filing.filed_by_id,
        filed_by=filing.filed_by.name,
        filed_at=filing.filed_at,
        decided_by=filing.decided_by.name if filing.decided_by else "",
        decided_at=filing.decided_at,
        reason=filing.reason,
        round_id=filing.round_id,
    )
