"""Photos of what a truck brought, as evidence beside the count."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import keep_photo
from baogong.apps.procurement.enums import PhotoOf
from baogong.apps.procurement.models import ArrivalPhoto, PurchaseOrder
from baogong.plumbing import audit, locks


@transaction.atomic
def keep_arrival_photos(
    images: Mapping[PhotoOf, bytes],
    *,
    key: UUID,
    purchase_order_id: int,
    actor: User,
    now: datetime,
) -> None:
    """Keep small JPEGs with a purchase order. The same form again keeps none of them twice."""
    orders = PurchaseOrder.objects.select_related("round__estate")
    order = locks.lock_one(orders, key=purchase_order_id)
    gate = site_of(order.round.estate, PlaceKind.GATE)
    for shows, image in images.items():
        own = uuid5(key, f"{shows} {sha256(image).hexdigest()}")
        photo = keep_photo(image, key=own, place=gate, actor=actor, now=now)
        _, is_new = ArrivalPhoto.objects.get_or_create(
            photo=photo,
            defaults={
                "purchase_order": order,
                "shows": shows,
                "taken_by": actor,
                "taken_at": now,
            },
        )
        if is_new:
            audit.record([audit.Act("purchase_order.photographed", order, actor, now)])
