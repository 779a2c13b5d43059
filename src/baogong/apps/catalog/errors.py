from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class CatalogError(DomainError):
    """A refused good or package."""


class CodeTaken(CatalogError):
    code = "code_taken"
    message = gettext_noop("%(value)s is in the catalogue already.")


class BadPackage(CatalogError):
    code = "bad_package"
    message = gettext_noop("A package needs a name, and goods that are in the catalogue.")


class IncompletePackage(CatalogError):
    """``missing``: every part that it lacks (``policies.Missing``)."""

    code = "incomplete_package"
    message = gettext_noop("%(name)s is not complete yet. Add what is missing, then publish it.")


class TooLight(CatalogError):
    code = "too_light"
    message = gettext_noop(
        "The contents weigh %(contents)s, the package says %(stated)s: more than %(percent)s%% too"
        " little. State less, put more in, or write why."
    )


class NotPublished(CatalogError):
    code = "not_published"
    message = gettext_noop("%(name)s is a draft. Publish it first.")


class PackageOffered(CatalogError):
    code = "package_offered"
    message = gettext_noop("%(name)s has been on offer, so it stays as it is. Add a new package.")


class SamePrice(CatalogError):
    code = "same_price"
    message = gettext_noop("That is the price already. Write another one.")


class PriceReasonMissing(CatalogError):
    code = "price_reason_missing"
    message = gettext_noop("Write why the price changes. Residents read it.")


class PriceWaiting(CatalogError):
    code = "price_waiting"
    message = gettext_noop("A new price of %(name)s waits for approval. Decide on it first.")


class PriceDecided(CatalogError):
    code = "price_decided"
    message = gettext_noop("Somebody decided on this price meanwhile. Load the page again.")


class OwnPrice(CatalogError):
    code = "own_price"
    message = gettext_noop("You asked for this price yourself. Another commander must approve it.")
