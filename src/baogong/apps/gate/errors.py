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
