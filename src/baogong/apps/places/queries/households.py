"""What is known of the people behind each door."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from baogong.apps.places.models import CareFlag, HouseholdPhone, Place


@dataclass(frozen=True, slots=True)
class KnownHousehold:
    """A door and its people. ``phones`` in the order of the roster, ``flags`` sorted codes."""

    id: int
    path: str
    door: str
    people: int | None
    occupied: bool | None
    phones: tuple[str, ...]
    flags: tuple[str, ...]


def known_households(doors: Iterable[int] | None = None, *, within: Place) -> list[KnownHousehold]:
    """The households at a place in walking order, or those of ``doors``. Three queries."""
    rows = Place.objects.within(within).doors()
    if doors is not None:
        rows = rows.filter(pk__in=list(doors))
    phones: dict[int, list[str]] = defaultdict(list)
    flags: dict[int, list[str]] = defaultdict(list)
    for phone in HouseholdPhone.objects.filter(household__in=rows).order_by("position", "pk"):
        phones[phone.household_id].append(phone.number)
    for flag in CareFlag.objects.filter(household__in=rows).order_by("kind"):
        flags[flag.household_id].append(flag.kind)
    return [
        KnownHousehold(
            id=pk,
            path=path,
            door=label,
            people=people,
            occupied=occupied,
            phones=tuple(phones[pk]),
            flags=tuple(flags[pk]),
        )
        for pk, path, label, people, occupied in rows.order_by("sort_key").values_list(
            "pk", "path", "label", "people", "occupied"
        )
    ]
