from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class ControlError(DomainError):
    """A refused entry of a timeline."""


class AuthorityMissing(ControlError):
    code = "authority_missing"
    message = gettext_noop("Write which authority decided it.")


class ReasonMissing(ControlError):
    code = "reason_missing"
    message = gettext_noop("Write why the entry is taken back.")
