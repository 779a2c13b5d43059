"""Gates to rosters and their conflicts: one sees those of estates that are wholly one's own."""

from collections.abc import Collection

from baogong.apps.people.enums import Role
from baogong.apps.people.queries.scope import Viewer, covers, only_visible
from baogong.apps.places.models import RosterConflict, RosterFile


def roster_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> RosterFile:
    """A roster of one of the viewer's estates. Raises NotVisible."""
    files = RosterFile.objects.select_related("estate")
    return only_visible(
        files.filter(covers(viewer=viewer, roles=roles, path="estate__path")), pk=pk
    )


def roster_conflict_for(*, viewer: Viewer, roles: Collection[Role], pk: int) -> RosterConflict:
    """A conflict of one of the viewer's estates. Raises NotVisible."""
    rows = RosterConflict.objects.select_related("estate")
    return only_visible(
        rows.filter(covers(viewer=viewer, roles=roles, path="estate__path")), pk=pk
    )
