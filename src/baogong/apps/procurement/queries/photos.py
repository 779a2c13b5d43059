"""Photos of arrivals."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, estates_of, only_visible
from baogong.apps.procurement.models import ArrivalPhoto
from baogong.apps.procurement.queries.orders import GATE_ROLES
from baogong.values.errors import NotVisible

DESK_ROLES = (Role.CLERK, Role.COMMANDER)
ARRIVAL_PHOTO_ROLES = GATE_ROLES + DESK_ROLES


@dataclass(frozen=True, slots=True)
class ArrivalPhotoRow:
    """A photo of a truck or of damage; ``shows`` is a label. It may be gone: ``is_kept``."""

    id: int
    shows: str
    taken_by: str
    taken_at: datetime
    is_kept: bool


def arrival_photos(*, purchase_order_id: int) -> list[ArrivalPhotoRow]:
    """What was photographed of a purchase order that a gate let through. One query."""
    photos = ArrivalPhoto.objects.filter(purchase_order=purchase_order_id)
    return [
        ArrivalPhotoRow(
            id=row.pk,
            shows=row.get_shows_display(),
            taken_by=row.taken_by.name,
            taken_at=row.taken_at,
            is_kept=row.photo_id is not None,
        )
        for row in photos.select_related("taken_by").order_by("taken_at", "pk")
    ]


def arrival_photo(*, viewer: Viewer, pk: int) -> bytes:
    """For guards and the desk. Raises NotVisible when there is none, or none any more."""
    estates = estates_of(viewer=viewer, roles=GATE_ROLES)
    estate = "purchase_order__round__estate"
    mine = Q(**{f"{estate}__in": estates}) | Q(
        covers(viewer=viewer, roles=DESK_ROLES, path=f"{estate}__path")
    )
    row = only_visible(ArrivalPhoto.objects.filter(mine).select_related("photo"), pk=pk)
    if row.photo is None:
        raise NotVisible
    return bytes(row.photo.image)
