"""What a filing offers: packages of the catalogue, or new ones that are drafts until approval."""

from datetime import datetime

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.catalog.services import PackageDraft, define_package
from baogong.apps.filings.errors import FiledTwice
from baogong.apps.filings.models import FiledPackage, Filing
from baogong.apps.filings.services.drafts import own_filing
from baogong.plumbing import audit


@transaction.atomic
def add_new(
    draft: PackageDraft, *, stock: int | None, filing_id: int, actor: User, now: datetime
) -> FiledPackage:
    """Add a package that the catalogue does not have; there it is a draft until approval.

    Raises NotYourFiling, FilingSettled, BadPackage or CodeTaken.
    """
    filing = own_filing(filing_id, actor=actor)
    package = define_package(draft, actor=actor, now=now)
    return _add(filing, package.pk, stock=stock, actor=actor, now=now)


@transaction.atomic
def add_known(
    *, package_id: int, stock: int | None, filing_id: int, actor: User, now: datetime
) -> FiledPackage:
    """Add a package of the catalogue. Raises NotYourFiling, FilingSettled or FiledTwice."""
    filing = own_filing(filing_id, actor=actor)
    known = filing.packages.filter(package=package_id).select_related("package").first()
    if known is not None:
        raise FiledTwice(name=known.package.name)
    return _add(filing, package_id, stock=stock, actor=actor, now=now)


@transaction.atomic
def take_out(*, filed_id: int, filing_id: int, actor: User, now: datetime) -> None:
    """Take a package out; gone already is the same. Raises NotYourFiling or FilingSettled."""
    filing = own_filing(filing_id, actor=actor)
    if filing.packages.filter(pk=filed_id).delete()[0]:
        audit.record([audit.Act("filing.changed", filing, actor, now)])


def _add(
    filing: Filing, package_id: int, *, stock: int | None, actor: User, now: datetime
) -> FiledPackage:
    filed = FiledPackage.objects.create(filing=filing, package_id=package_id, stock=stock)
    audit.record([audit.Act("filing.changed", filing, actor, now)])
    return filed
