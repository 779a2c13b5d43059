from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class SupplierError(DomainError):
    """A refused change of a supplier."""


class HoursIncomplete(SupplierError):
    code = "hours_incomplete"
    message = gettext_noop("Write both hours, when it opens and when it closes, or neither.")


class NotInTown(SupplierError):
    code = "not_in_town"
    message = gettext_noop("A supplier of %(town)s serves estates of %(town)s only.")
