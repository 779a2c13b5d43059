"""Gates to places: one sees those in which one holds a role."""

from collections.abc import Collection

from django.db.models.functions import Length

from baogong.apps.people.enums import Role
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.values.errors import NotVisible


def place_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Place:
    """The place, when it lies in one for which the viewer holds a role. Raises NotVisible."""
    return only_visible(
        Place.objects.filter(covers(viewer=viewer, roles=roles, path="path")), pk=pk
    )


def estate_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Place:
    """The estate, all of which lies in the viewer's hands. Raises NotVisible."""
    estates = Place.objects.filter(kind=PlaceKind.ESTATE)
    return only_visible(estates.filter(covers(viewer=viewer, roles=roles, path="path")), pk=pk)


def widest_place(*, viewer: Viewer, roles: Collection[Role]) -> Place:
    """The largest place in the viewer's hands, for lists over all of them. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="path")
    found = Place.objects.filter(inside).order_by(Length("path"), "sort_key").first()
    if found is None:
        raise NotVisible
    return found


def towns_of(*, viewer: Viewer, roles: Collection[Role]) -> list[Place]:
    """The towns for all of which the viewer holds a role."""
    towns = Place.objects.filter(kind=PlaceKind.TOWN)
    return list(towns.filter(covers(viewer=viewer, roles=roles, path="path")).order_by("sort_key"))


def places_of_kind(*, viewer: Viewer, roles: Collection[Role], kind: PlaceKind) -> list[Place]:
    """The viewer's places of a kind, such as depots, in the order in which one walks."""
    inside = covers(viewer=viewer, roles=roles, path="path")
    return list(Place.objects.filter(inside, kind=kind).order_by("sort_key", "pk"))
