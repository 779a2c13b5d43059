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


class BagsMadeUp(SortingError):
    code = "bags_made_up"
    message = gettext_noop(
        "Bag %(code)s of order %(number)s is made up already. Settle it at the door instead."
    )


class OrderDivided(SortingError):
    code = "order_divided"
    message = gettext_noop(
        "Goods that came short were divided and order %(number)s got its share. Settle it at the "
        "door instead."
    )


class ShortageChanged(SortingError):
    code = "shortage_changed"
    message = gettext_noop(
        "Bags were packed, orders changed or goods came since you looked. Nothing was divided. "
        "Look at the new shares, then confirm them."
    )


class FirstDoorsMissing(SortingError):
    code = "first_doors_missing"
    message = gettext_noop(
        "Say which doors come first: tick what households have priority for, or name doors."
    )


class NothingShort(SortingError):
    code = "nothing_short"
    message = gettext_noop("There is enough of %(name)s for every bag that is not packed yet.")


class TruckAwaited(SortingError):
    code = "truck_awaited"
    message = gettext_noop(
        "A truck with %(name)s has not been counted at the gate yet. Count it first."
    )


class SupplyTooHigh(SortingError):
    code = "supply_too_high"
    message = gettext_noop("Only %(most)s of it lie on the shelf. Divide at most that.")


class DivisionReasonMissing(SortingError):
    code = "division_reason_missing"
    message = gettext_noop("Write in a few words why it is divided this way. The log keeps it.")


class CutSettled(SortingError):
    code = "cut_settled"
    message = gettext_noop("Somebody else has written down already what this household wants.")


class NoStandIn(SortingError):
    code = "no_stand_in"
    message = gettext_noop(
        "Nothing can go in for it any more: the bag is packed, or nothing similar is left. "
        "Give the money back."
    )


class BagWithdrawn(SortingError):
    code = "bag_withdrawn"
    message = gettext_noop("The order of this bag was corrected. Take its new label.")


class NotForTheScale(SortingError):
    code = "not_for_the_scale"
    message = gettext_noop("%(name)s is not weighed. It goes into the bag as it is.")


class WeightSlip(SortingError):
    """A weight that is none of this line: a lost point, another unit. Amounts of grams."""

    code = "weight_slip"
    message = gettext_noop(
        "%(read)s of %(name)s cannot be right: %(expected)s belong here. Look at the point and "
        "the unit and weigh again. If the rest is missing, say so first; if it is too much, take "
        "some out."
    )


class NotWeighed(SortingError):
    code = "not_weighed"
    message = gettext_noop(
        "Not weighed yet: %(goods)s. Weigh it, or say that there is none of it."
    )


class BagPacked(SortingError):
    code = "bag_packed"
    message = gettext_noop("This bag is packed already; its weights stand.")


class WeighingReused(SortingError):
    code = "weighing_reused"
    message = gettext_noop("This weighing was sent before with another weight. Weigh once more.")


class ConsentOutOfRange(SortingError):
    """``over`` and ``most``: amounts of grams."""

    code = "consent_out_of_range"
    message = gettext_noop(
        "%(name)s: the household can agree to more than %(over)s and at most %(most)s."
    )


class SlipUnchecked(SortingError):
    code = "slip_unchecked"
    message = gettext_noop(
        "Order %(number)s was typed from a slip and nobody has checked it. Pack another bag first."
    )


class OtherEntrance(SortingError):
    code = "other_entrance"
    message = gettext_noop("This one goes to %(entrance)s. Take it out of this crate.")


class NotInCrate(SortingError):
    code = "not_in_crate"
    message = gettext_noop("This one was not packed for this crate. Put it aside and look it up.")


class BagLeft(SortingError):
    code = "bag_left"
    message = gettext_noop("This bag is not at the depot. The list of doors says who has it.")


class CrateClosed(SortingError):
    code = "crate_closed"
    message = gettext_noop("This crate is closed already. What is packed now goes into the next.")


class GoodsRecalled(SortingError):
    """Units with goods that nobody may eat. ``codes``: their labels."""

    code = "goods_recalled"
    message = gettext_noop(
        "Called-back goods are in %(codes)s. Open these bags at the depot, take the goods out and "
        "say so on the bag's page."
    )


class CrateHalfScanned(SortingError):
    code = "crate_half_scanned"
    message = gettext_noop(
        "Scanned into this crate: %(scanned)s of %(expected)s. Not scanned: %(codes)s. Find and "
        "scan them before it is closed."
    )


class CrateEmpty(SortingError):
    code = "crate_empty"
    message = gettext_noop("No bag is in this crate yet. Pack a bag first.")
