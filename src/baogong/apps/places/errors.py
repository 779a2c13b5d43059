from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class PlaceTaken(DomainError):
    """Two places would have the same address."""

    code = "place_taken"
    message = gettext_noop("%(label)s exists already.")


class BadSettingValue(DomainError):
    code = "bad_setting"
    message = gettext_noop("%(key)s cannot be %(value)s.")


class PublicUrlMissing(DomainError):
    """Cards and labels carry the address in their QR codes; without it they would lead nowhere."""

    code = "public_url_missing"
    message = gettext_noop(
        "Cards and labels carry the public address, and it is not set yet. Set it in the setup."
    )
