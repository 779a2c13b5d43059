from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class FilingError(DomainError):
    """A group buy that cannot be changed, filed, approved or refused like this."""


class FilingSettled(FilingError):
    code = "filing_settled"
    message = gettext_noop("This group buy was decided on or withdrawn. Load the page again.")


class FilingNotWaiting(FilingError):
    code = "filing_not_waiting"
    message = gettext_noop("This group buy does not wait for approval any more. Take the next.")


class FilingChanged(FilingError):
    """It is not what was looked at: its filer or somebody at the catalogue changed it."""

    code = "filing_changed"
    message = gettext_noop(
        "This group buy changed after you opened it. Read it again below, then decide."
    )


class NotYourFiling(FilingError):
    code = "not_your_filing"
    message = gettext_noop("%(who)s made this filing. Only %(who)s can change it.")


class OwnFiling(FilingError):
    code = "own_filing"
    message = gettext_noop("You filed this group buy yourself. Another commander must approve it.")


class NothingFiled(FilingError):
    code = "nothing_filed"
    message = gettext_noop("No package is in this group buy yet. Add at least one.")


class FiledTwice(FilingError):
    code = "filed_twice"
    message = gettext_noop("%(name)s is in this group buy already. Take it out first.")


class PackageUnfinished(FilingError):
    code = "package_unfinished"
    message = gettext_noop("%(name)s is not whole yet. %(why)s Take it out and add it whole.")


class BadFilingTimes(FilingError):
    code = "bad_filing_times"
    message = gettext_noop("Orders must close after now and before the truck comes.")


class NoSuchSlot(FilingError):
    """``minutes``: how long the gate's slots last; they are counted from midnight."""

    code = "no_such_slot"
    message = gettext_noop(
        "Slots at the gate last %(minutes)s minutes. Write %(before)s or %(after)s."
    )


class LicenceMissing(FilingError):
    code = "licence_missing"
    message = gettext_noop(
        "%(supplier)s has no licence on file. Ask a commander to write it down, or choose another."
    )


class LicenceExpired(FilingError):
    code = "licence_expired"
    message = gettext_noop(
        "The licence of %(supplier)s ends on %(until)s, before the delivery day. Get a new one."
    )


class LicencePhotoMissing(FilingError):
    code = "licence_photo_missing"
    message = gettext_noop("Add a photo of the licence of %(supplier)s.")


class SupplierKnown(FilingError):
    code = "supplier_known"
    message = gettext_noop(
        "%(supplier)s is among the suppliers already. Choose it from the list; if it is not there,"
        " its licence is missing: ask a commander to write it down."
    )


class CarriersMissing(FilingError):
    """``missing`` of ``buildings`` have nobody booked; ``first``: labels of the first of them."""

    code = "carriers_missing"
    message = gettext_noop(
        "%(missing)s of %(buildings)s buildings have no officer on a shift when the truck comes:"
        " %(first)s. Book at least one for each, then approve."
    )


class RefusalWithoutReason(FilingError):
    code = "refusal_without_reason"
    message = gettext_noop("Write why it is refused, so that it can be mended.")
