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


class ParcelsInBatch(GateError):
    """Parcels that another guard put into a batch or carried off a moment ago."""

    code = "parcels_in_batch"
    message = gettext_noop(
        "%(count)s of these parcels are in another batch already or gone. Scan what is left."
    )


class ParcelsResting(GateError):
    """Nothing may go yet. ``until``: when the first of them may."""

    code = "parcels_resting"
    message = gettext_noop("The parcels rest after disinfection until %(until)s. Send them then.")


class ParcelsHeld(GateError):
    """All are being sprayed and nobody can say yet until when."""

    code = "parcels_held"
    message = gettext_noop(
        "The parcels are being disinfected. End the spraying first; then their rest begins."
    )


class ParcelUnknown(GateError):
    """No manifest has the number, and nobody said where the parcel goes."""

    code = "parcel_unknown"
    message = gettext_noop("No manifest has this number. Type the door that stands on the parcel.")


class DoorElsewhere(GateError):
    code = "door_elsewhere"
    message = gettext_noop("This is no door of the estate. Choose one of its doors.")


class UnfiledDecided(GateError):
    """Two agreed on these goods already; nothing more is decided about them."""

    code = "unfiled_decided"
    message = gettext_noop("This was decided already. Load the page to see what becomes of it.")


class UnfiledProposed(GateError):
    """Somebody proposed something a moment ago. ``who``: by name."""

    code = "unfiled_proposed"
    message = gettext_noop("%(who)s proposed something already. Agree with it or refuse it first.")


class SecondPersonNeeded(GateError):
    code = "second_person_needed"
    message = gettext_noop(
        "You proposed this yourself. Somebody else of the gate, the desk or the command agrees."
    )


class TooManyForDoor(GateError):
    """``most``: how many labels one door's goods get."""

    code = "too_many_for_door"
    message = gettext_noop(
        "More than %(most)s pieces do not go to one door. Choose the depot or send them back."
    )


class NoWave(GateError):
    code = "no_wave"
    message = gettext_noop(
        "No crate is open: no bags are being made up here. Keep the parcels until a round closes."
    )
