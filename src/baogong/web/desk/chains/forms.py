"""A line of a chain as a person reads it."""

from collections.abc import Callable, Iterator
from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy

from baogong.apps.ordering.enums import LineKind
from baogong.apps.ordering.policies import MOST_OF_ONE
from baogong.apps.ordering.queries import ChainLineRow, OfferRow
from baogong.apps.ordering.services import DoorAsk, Mended
from baogong.apps.places.queries import DoorRow
from baogong.web.desk.doors import one_door

FindDoors = Callable[[str], list[DoorRow]]
SEVERAL = {"two_doors", "neighbour_unclear"}  # reasons of a line that names more than one door


class MendForm(forms.Form):
    """What a line does, for which doors, and how many of each package for each."""

    kind = forms.ChoiceField(label=gettext_lazy("What it does"), choices=LineKind.choices)
    adds = forms.BooleanField(
        label=gettext_lazy("On top of what the door ordered elsewhere"), required=False
    )

    def __init__(
        self, offer: OfferRow, data: Any = None, *, doors: int = 1, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.doors = doors
        self.packages = {listing.package_id: listing.name for listing in offer.listings}
        for n in range(doors):
            self.fields[f"door{n}"] = forms.CharField(
                label=gettext_lazy("Door"), max_length=40, required=n == 0
            )
            for package_id, name in self.packages.items():
                self.fields[f"q{n}-{package_id}"] = forms.IntegerField(
                    label=name, required=False, min_value=0, max_value=MOST_OF_ONE
                )

    @classmethod
    def of(cls, row: ChainLineRow, *, offer: OfferRow, data: Any = None) -> Self:
        """With what was read of the line so far."""
        kind = row.kind if row.kind in LineKind.values else LineKind.ORDER
        initial: dict[str, Any] = {"kind": kind, "adds": row.adds}
        asks = [ask for ask in row.asks if not ask.entered]
        for n, ask in enumerate(asks):
            initial[f"door{n}"] = ask.door
            initial |= {f"q{n}-{pk}": quantity for pk, _name, quantity in ask.packages}
        several = any(reason["code"] in SEVERAL for reason in row.reasons)
        doors = max(2 if several else 1, len(asks))
        return cls(offer, data, doors=doors, initial=initial, prefix=f"l{row.id}")

    def blocks(self) -> Iterator[tuple[forms.BoundField, list[forms.BoundField]]]:
        """(door, quantities) for each door, for the page."""
        for n in range(self.doors):
            yield self[f"door{n}"], [self[f"q{n}-{pk}"] for pk in self.packages]

    def mended(self, find: FindDoors) -> Mended | None:
        """The line as it was read; None, with errors, where a door is none or more than one."""
        data, asks = self.cleaned_data, []
        for n in range(self.doors):
            if text := data[f"door{n}"]:
                try:
                    door_id = one_door(text, found=find(text))
                except forms.ValidationError as error:
                    self.add_error(f"door{n}", error)
                    return None
                counts = {pk: data[f"q{n}-{pk}"] for pk in self.packages}
                asks.append(DoorAsk(door_id, {k: q for k, q in counts.items() if q is not None}))
        return Mended(LineKind(data["kind"]), tuple(asks), adds=data["adds"])
