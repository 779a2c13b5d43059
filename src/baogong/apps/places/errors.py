from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class PlaceTaken(DomainError):
    """Two places would have the same address."""

    code = "place_taken"
    message = gettext_noop("%(label)s exists already.")


class BadSettingValue(DomainError):
    code = "bad_setting"
    message = gettext_noop("%(key)s cannot be %(value)s.")
