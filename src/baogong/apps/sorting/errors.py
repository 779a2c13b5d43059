from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class SortingError(DomainError):
    """A refused step at the depot."""


class WrongQuantity(SortingError):
    code = "wrong_quantity"
    message = gettext_noop("%(name)s: between 0 and %(planned)s can go into this bag.")


class CrateCountDiffers(SortingError):
    code = "crate_count_differs"
    message = gettext_noop(
        "%(counted)s counted, %(expected)s scanned into this crate. Scan the bags again."
    )


class CrateEmpty(SortingError):
    code = "crate_empty"
    message = gettext_noop("No bag is in this crate yet. Pack a bag first.")
