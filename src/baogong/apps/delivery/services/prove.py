"""More than a tap shows that a door got its bag: a photo, or the household's code (R63)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.delivery.enums import ProofKind
from baogong.apps.delivery.errors import NotGivenYet, WrongOrderPin
from baogong.apps.delivery.models import Proof
from baogong.apps.delivery.pins import order_pin
from baogong.apps.places.services import keep_photo
from baogong.plumbing import audit, locks


@transaction.atomic
def prove_by_photo(
    *, key: UUID, bag_code: str, image: bytes, officer: User, now: datetime
) -> Proof:
    """Keep a photo of where the officer left a bag. Twice is the same as once.

    Raises NotGivenYet.
    """
    proof = _own_proof(bag_code, officer)
    place = proof.unit.destination
    proof.photo = keep_photo(image, key=key, place=place, actor=officer, now=now)
    return _proven(proof, ProofKind.PHOTO, officer=officer, now=now)


@transaction.atomic
def prove_by_pin(*, bag_code: str, pin: str, officer: User, now: datetime) -> Proof:
    """The household said the code of its order. Raises NotGivenYet or WrongOrderPin.

    A parcel that came without an order has no code.
    """
    proof = _own_proof(bag_code, officer)
    bag = getattr(proof.unit, "bag", None)
    if bag is None or pin.strip() != order_pin(bag.order_id):
        raise WrongOrderPin
    return _proven(proof, ProofKind.PIN, officer=officer, now=now)


def _own_proof(bag_code: str, officer: User) -> Proof:
    """The proof that stands of a bag that the officer gave, locked."""
    standing = Proof.objects.filter(
        unit__code=bag_code, attempt__recorded_by=officer, attempt__reversed_by=None
    )
    found = locks.lock_rows(
        Proof.objects.select_related("unit__destination", "unit__bag"),
        keys=standing.values_list("pk", flat=True),
    )
    if not found:
        raise NotGivenYet(code=bag_code)
    return next(iter(found.values()))


def _proven(proof: Proof, kind: ProofKind, *, officer: User, now: datetime) -> Proof:
    proof.kind = kind
    proof.save(update_fields=["kind", "photo"])
    audit.record([audit.Act("bag.proven", proof, officer, now, {"proof": kind})])
    return proof
