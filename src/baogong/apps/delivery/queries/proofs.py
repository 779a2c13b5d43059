"""What shows that a bag arrived."""

from collections.abc import Collection

from baogong.apps.delivery.models import Proof
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers
from baogong.values.errors import NotVisible


def proof_photo(*, viewer: Viewer, roles: Collection[Role], bag_id: int) -> bytes:
    """The photo of where a bag was left. Raises NotVisible when there is none (any more)."""
    inside = covers(viewer=viewer, roles=roles, path="unit__destination__path")
    proofs = Proof.objects.filter(inside, unit__bag=bag_id, photo__isnull=False)
    if (proof := proofs.select_related("photo").last()) is None or proof.photo is None:
        raise NotVisible
    return bytes(proof.photo.image)
