from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class CatalogError(DomainError):
    """A refused good or package."""


class CodeTaken(CatalogError):
    code = "code_taken"
    message = gettext_noop("%(value)s is in the catalogue already.")


class IncompletePackage(CatalogError):
    code = "incomplete_package"
    message = gettext_noop(
        "A package needs a name, a price, and at least one good with a quantity."
    )


class PackageOffered(CatalogError):
    code = "package_offered"
    message = gettext_noop("%(name)s has been on offer, so it stays as it is. Add a new package.")
