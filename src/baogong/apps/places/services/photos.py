"""Photos as evidence."""

from datetime import datetime
from uuid import UUID

from baogong.apps.places.models import Photo, Place
from baogong.plumbing import audit


def keep_photo(
    image: bytes, *, key: UUID, place: Place, actor: audit.Actor, now: datetime
) -> Photo:
    """Keep a picture that ``readers.photos`` made small; the same key again is the same photo."""
    photo, _ = Photo.objects.get_or_create(
        key=key,
        defaults={"place": place, "image": image, "kept_by": actor.audit_name, "kept_at": now},
    )
    return photo
