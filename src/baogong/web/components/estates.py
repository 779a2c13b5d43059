"""One estate of several, chosen in the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.apps.people.queries import places_of_kind
from baogong.apps.places.enums import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from baogong.apps.people.enums import Role
    from baogong.apps.places.models import Place
    from baogong.web.access import StaffRequest


def chosen_estate(
    request: StaffRequest, *, roles: Collection[Role]
) -> tuple[list[Place], Place | None]:
    """The estates in the viewer's care, and of them the one in ``?estate=``, or the first."""
    estates = places_of_kind(viewer=request.user, roles=roles, kind=PlaceKind.ESTATE)
    asked = [row for row in estates if str(row.pk) == request.GET.get("estate")]
    return estates, next(iter(asked or estates), None)
