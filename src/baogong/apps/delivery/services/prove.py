"""More than a tap shows that a door got its bag: a photo, or the household's code (R63)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from baogong.apps.accounts.models import User
from baogong.apps.accounts.policies import SAME_NAME_AND_ADDRESS
from baogong.apps.accounts.services import waits
from baogong.apps.delivery.enums import ProofKind
from baogong.apps.delivery.errors import NotGivenYet, OrderPinWaits, WrongOrderPin
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


def prove_by_pin(*, bag_code: str, pin: str, officer: User, now: datetime) -> Proof:
    """The household said the code of its order, or of one of those in the bag.

    Raises NotGivenYet or WrongOrderPin, or OrderPinWaits after a few wrong ones: they count like
    wrong passwords, and no transaction takes the count back. A parcel without an order has no
    code.
    """
    found = _standing(bag_code, officer).values_list("unit__bag__orders", flat=True)
    order_ids = list(found.order_by("unit__bag__orders"))
    if not order_ids:
        raise NotGivenYet(code=bag_code)
    if order_ids[0] is None:
        raise WrongOrderPin
    origin = waits.origin("order pin", str(order_ids[0]), str(officer.pk))
    waits.count({origin: SAME_NAME_AND_ADDRESS}, refusal=OrderPinWaits, now=now)
    if pin.strip() not in map(order_pin, order_ids):
        raise WrongOrderPin
    with transaction.atomic():
        waits.forget([origin])
        return _proven(_own_proof(bag_code, officer), ProofKind.PIN, officer=officer, now=now)


def _standing(bag_code: str, officer: User) -> QuerySet[Proof]:
    """The proof that stands of a bag that the officer gave."""
    return Proof.objects.filter(
        unit__code=bag_code, attempt__recorded_by=officer, attempt__reversed_by=None
    )


def _own_proof(bag_code: str, officer: User) -> Proof:
    """The proof that stands of a bag that the officer gave, locked. Raises NotGivenYet."""
    found = locks.lock_rows(
        Proof.objects.select_related("unit__destination"),
        keys=_standing(bag_code, officer).values_list("pk", flat=True),
    )
    if not found:
        raise NotGivenYet(code=bag_code)
    return next(iter(found.values()))


def _proven(proof: Proof, kind: ProofKind, *, officer: User, now: datetime) -> Proof:
    if proof.kind != ProofKind.PIN:  # the household's own word outweighs a photo
        proof.kind = kind
    proof.save(update_fields=["kind", "photo"])
    audit.record([audit.Act("bag.proven", proof, officer, now, {"proof": kind})])
    return proof
