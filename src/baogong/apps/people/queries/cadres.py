"""Which estate has a cadre of the district, and who could be sent (R16)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Person
from baogong.apps.people.queries.places import places_of_kind
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.enums import PlaceKind


@dataclass(frozen=True, slots=True)
class EstateCadres:
    """An estate and its cadres at hand, as (id, name and organisation)."""

    estate_id: int
    estate: str
    cadres: tuple[tuple[int, str], ...]


def cadres_by_estate(*, viewer: Viewer, roles: Collection[Role]) -> list[EstateCadres]:
    """The viewer's estates, those without a cadre first. Two queries."""
    estates = places_of_kind(viewer=viewer, roles=roles, kind=PlaceKind.ESTATE)
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    cadres = Person.objects.at_hand().filter(cadre=True).order_by("name", "pk")
    for pk, name, organisation, path in cadres.values_list(
        "pk", "name", "organisation", "place__path"
    ):
        for estate in estates:
            if path.startswith(estate.path):
                found[estate.pk].append((pk, " · ".join(filter(None, (name, organisation)))))
    rows = [EstateCadres(e.pk, e.label, tuple(found[e.pk])) for e in estates]
    return sorted(rows, key=lambda row: bool(row.cadres))
