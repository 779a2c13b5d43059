"""A line as a person reads it."""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Self

from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import LineKind
from baogong.apps.ordering.queries import OfferRow, ReadLineRow
from baogong.apps.ordering.services import DoorAsk
from baogong.apps.places.queries import DoorRow
from baogong.web.components.order_form import quantity_field
from baogong.web.desk.doors import one_door

FindDoors = Callable[[str], list[DoorRow]]


class AskForm(forms.Form):
    """For which doors a line is, and how many of each package for each. ``ordered``: doors that
    have another order, so that the line cannot be entered without saying that it comes on top."""

    adds = forms.BooleanField(
        label=gettext_lazy("On top of what the door ordered elsewhere"), required=False
    )

    def __init__(
        self,
        offer: OfferRow,
        data: Any = None,
        *,
        doors: int = 1,
        ordered: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.doors, self.ordered = doors, ordered
        self.packages = {listing.package_id: listing.name for listing in offer.listings}
        for n in range(doors):
            self.fields[f"door{n}"] = forms.CharField(
                label=gettext_lazy("Door"), max_length=40, required=n == 0
            )
            for package_id, name in self.packages.items():
                self.fields[f"q{n}-{package_id}"] = quantity_field(name)

    @classmethod
    def of_row(
        cls, row: ReadLineRow, *, offer: OfferRow, data: Any = None, doors: int = 1, **initial: Any
    ) -> Self:
        """With what was read of the line so far; with a place for ``doors`` at least."""
        initial |= {"adds": row.adds}
        asks = [ask for ask in row.asks if not ask.entered]
        for n, ask in enumerate(asks):
            initial[f"door{n}"] = ask.door
            initial |= {f"q{n}-{pk}": quantity for pk, _name, quantity in ask.packages}
        doors = max(doors, len(asks))
        ordered = [ask.door for ask in asks] if row.ordered_elsewhere else ()
        prefix = prefix_of(row.id)
        return cls(offer, data, doors=doors, ordered=ordered, initial=initial, prefix=prefix)

    def blocks(self) -> Iterator[tuple[forms.BoundField, list[forms.BoundField]]]:
        """(door, quantities) for each door, for the page."""
        for n in range(self.doors):
            yield self[f"door{n}"], [self[f"q{n}-{pk}"] for pk in self.packages]

    def asks(self, find: FindDoors) -> tuple[DoorAsk, ...] | None:
        """What is asked for; None, with errors, where a door is none or more than one."""
        data, asks = self.cleaned_data, []
        if any(data[f"door{n}"] in self.ordered for n in range(self.doors)) and not (
            data["adds"] or data.get("kind") == LineKind.CANCEL
        ):
            self.add_error("adds", _("Tick this to add to that order, or leave the line out."))
            return None
        for n in range(self.doors):
            if text := data[f"door{n}"]:
                try:
                    door_id = one_door(text, found=find(text))
                except forms.ValidationError as error:
                    self.add_error(f"door{n}", error)
                    return None
                counts = {pk: data[f"q{n}-{pk}"] for pk in self.packages}
                asks.append(DoorAsk(door_id, {k: q for k, q in counts.items() if q is not None}))
        return tuple(asks)


def prefix_of(line_id: int) -> str:
    return f"l{line_id}"


def sent_for(request: HttpRequest, line_id: int) -> QueryDict:
    """What was sent for a line; ``door`` is a candidate that was tapped."""
    data = request.POST.copy()
    if tapped := data.get("door"):
        data[f"{prefix_of(line_id)}-door0"] = tapped
    return data
