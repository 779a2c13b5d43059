from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class SortingError(DomainError):
    """A refused step at the depot."""


class WrongQuantity(SortingError):
    code = "wrong_quantity"
    message = gettext_noop("%(name)s: between 0 and %(planned)s can go into this bag.")


class WrongGood(SortingError):
    code = "wrong_good"
    message = gettext_noop("%(name)s does not belong into this bag. Take it out again.")


class ScansDiffer(SortingError):
    code = "scans_differ"
    message = gettext_noop("Not scanned: %(goods)s. Scan it, or tell what is missing.")


class CrateCountDiffers(SortingError):
    code = "crate_count_differs"
    message = gettext_noop(
        "%(counted)s counted, %(expected)s scanned into this crate. Scan the bags again."
    )


class CrateEmpty(SortingError):
    code = "crate_empty"
    message = gettext_noop("No bag is in this crate yet. Pack a bag first.")
