"""Gates of the depot: one sees what is made up in a place for which one holds a role."""

from collections.abc import Collection

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.sorting.models import Bag, Crate, Wave
from baogong.values.codes import read_code
from baogong.values.errors import NotVisible


def wave_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Wave:
    """A wave with its round and depot. Raises NotVisible."""
    waves = Wave.objects.select_related("round__estate", "depot")
    return only_visible(
        waves.filter(covers(viewer=viewer, roles=roles, path="depot__path")), pk=pk
    )


def bag_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Bag:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="wave__depot__path")
    bags = Bag.objects.select_related("wave__round__estate", "household__parent")
    return only_visible(bags.filter(inside), pk=pk)


def bag_id_of(*, viewer: Viewer, roles: Collection[Role], code: str) -> int:
    """The bag that a scanned or typed code stands on. Raises BadCode or NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="wave__depot__path")
    found = Bag.objects.filter(inside, code=read_code(code)).values_list("pk", flat=True).first()
    if found is None:
        raise NotVisible
    return found


def crate_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Crate:
    """Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="wave__depot__path")
    crates = Crate.objects.select_related("wave__round__estate", "entrance", "unit__holder__user")
    return only_visible(crates.filter(inside), pk=pk)


def crate_of_entrance_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> Crate:
    """A crate for those who hold a role for its entrance: its officer. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="entrance__path")
    crates = Crate.objects.select_related("wave__round__estate", "entrance", "unit__holder__user")
    return only_visible(crates.filter(inside), pk=pk)
