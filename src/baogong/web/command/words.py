"""Names of states and stages as commanders read them."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from baogong.apps.reporting.queries import State

STATE_LABELS: dict[State, Promise] = {
    State.ORDERED: pgettext_lazy("state", "All ordered"),
    State.DELIVERED: pgettext_lazy("state", "Delivered"),
    State.DELIVERED_SHORT: pgettext_lazy("state", "Delivered, something missing"),
    State.RETURNED: pgettext_lazy("state", "Returned"),
    State.SHORT: pgettext_lazy("state", "Short"),
    State.OPEN: pgettext_lazy("state", "Open"),
    State.CLOSED: pgettext_lazy("state", "Closed"),
    State.PACKED: pgettext_lazy("state", "Made up"),
    State.CARRIED: pgettext_lazy("state", "Carried"),
    State.ASTRAY: _("Counted in no state, or in two"),
}


def state_labels(states: Iterable[State]) -> list[tuple[State, Promise]]:
    """For a filter: (state, label)."""
    return [(state, STATE_LABELS[state]) for state in states]
