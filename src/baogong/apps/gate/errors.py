from django.utils.translation import gettext_noop

from baogong.values.errors import DomainError


class GateError(DomainError):
    """Something that the gate cannot do."""


class SlotTaken(GateError):
    code = "slot_taken"
    message = gettext_noop("%(who)s has %(at)s already. Choose another slot.")


class SlotOver(GateError):
    code = "slot_over"
    message = gettext_noop("This slot is over. Choose a later one.")


class TruckIsHere(GateError):
    """A slot whose truck has come cannot be given back."""

    code = "truck_is_here"
    message = gettext_noop("The truck has come. Mark it as gone instead.")


class TruckNotHere(GateError):
    code = "truck_not_here"
    message = gettext_noop("Nobody marked this truck as arrived. Do that first.")


class NothingToSpray(GateError):
    code = "nothing_to_spray"
    message = gettext_noop("Choose what is to be sprayed.")


class LotsInBatch(GateError):
    """Lots that another guard put into a batch a moment ago. ``count``: how many."""

    code = "lots_in_batch"
    message = gettext_noop(
        "%(count)s of these are in another batch already. Choose from what is left."
    )


class ParcelUnknown(GateError):
    """No manifest has the number, and nobody said where the parcel goes."""

    code = "parcel_unknown"
    message = gettext_noop("No manifest has this number. Type the door that stands on the parcel.")


class DoorElsewhere(GateError):
    code = "door_elsewhere"
    message = gettext_noop("This is no door of the estate. Choose one of its doors.")


class NoWave(GateError):
    code = "no_wave"
    message = gettext_noop(
        "No crate is open: no bags are being made up here. Keep the parcels until a round closes."
    )
