"""Goods that nobody ordered: filed by one, decided by two, held until then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from baogong.apps.accounts.models import User
from baogong.apps.gate import policies
from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.gate.errors import TooManyForDoor, UnfiledDecided, UnfiledProposed
from baogong.apps.gate.models import UnfiledGoods, UnfiledProposal
from baogong.apps.gate.services.parcels import ToldParcel, check_doors, receive_parcel
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import receive_lots
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import setting, site_of
from baogong.apps.places.queries.sites import estate_of
from baogong.apps.places.services import keep_photo
from baogong.apps.places.settings import UNFILED_HOURS
from baogong.apps.suppliers.services import add_supplier
from baogong.plumbing import audit, locks

MOST_FOR_DOOR = 50


@dataclass(frozen=True, slots=True)
class FoundGoods:
    """What stands at the gate, how many, from whom and where. ``photo``: a small JPEG."""

    key: UUID
    what: str
    count: int
    from_whom: str
    place_there: str
    photo: bytes | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to become of goods.

    ``door_id`` for a door; ``good_id`` and ``quantity``, in pieces or grams, for the depot.
    """

    key: UUID
    outcome: UnfiledOutcome
    reason: str
    door_id: int | None = None
    good_id: int | None = None
    quantity: int | None = None


@transaction.atomic
def file_goods(found: FoundGoods, *, gate_id: int, actor: User, now: datetime) -> UnfiledGoods:
    """Write down goods without order, purchase order or door. The same key again is the same."""
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    if repeated := UnfiledGoods.objects.filter(key=found.key).first():
        return repeated
    photo = (
        keep_photo(found.photo, key=found.key, place=gate, actor=actor, now=now)
        if found.photo
        else None
    )
    goods = UnfiledGoods.objects.create(
        key=found.key,
        gate=gate,
        what=found.what,
        count=found.count,
        from_whom=found.from_whom,
        place_there=found.place_there,
        photo=photo,
        filed_by=actor,
        filed_at=now,
        due_at=now + timedelta(hours=setting(UNFILED_HOURS, place=gate, at=now)),
    )
    audit.record([audit.Act("unfiled.filed", goods, actor, now, {"count": found.count})])
    return goods


@transaction.atomic
def propose(wish: Wish, *, goods_id: int, actor: User, now: datetime) -> UnfiledProposal:
    """Say what is to become of held goods; a second person answers. The same key again changes
    nothing.

    Raises UnfiledProposed, UnfiledDecided, DoorElsewhere or TooManyForDoor.
    """
    goods = _locked(goods_id)
    if repeated := goods.proposals.filter(key=wish.key).first():
        return repeated
    if live := goods.proposals.live().select_related("proposed_by").first():
        raise UnfiledDecided if live.agreed else UnfiledProposed(who=live.proposed_by.name)
    _check_possible(wish, goods=goods)
    proposal = UnfiledProposal.objects.create(
        key=wish.key,
        goods=goods,
        outcome=wish.outcome,
        reason=wish.reason,
        door_id=wish.door_id,
        good_id=wish.good_id,
        quantity=wish.quantity,
        proposed_by=actor,
        proposed_at=now,
    )
    facts = {"outcome": str(wish.outcome)}
    audit.record([audit.Act("unfiled.proposed", goods, actor, now, facts)])
    return proposal


@transaction.atomic
def agree(*, proposal_id: int, actor: User, now: datetime) -> UnfiledProposal:
    """A second person agrees, and it is so: for the depot a lot comes onto the shelf, for a door
    each piece becomes a parcel.

    Raises SecondPersonNeeded, or UnfiledDecided when somebody answered before.
    """
    proposal = _open_proposal(proposal_id)
    policies.check_second_person(proposal, actor=actor)
    if proposal.outcome == UnfiledOutcome.DEPOT:
        proposal.lot = _give_to_depot(proposal, actor=actor, now=now)
    elif proposal.outcome == UnfiledOutcome.DOOR:
        _give_to_door(proposal, actor=actor, now=now)
    return _answer(proposal, agreed=True, actor=actor, now=now)


@transaction.atomic
def refuse(*, proposal_id: int, actor: User, now: datetime) -> UnfiledProposal:
    """Somebody says no, or takes the own proposal back: the goods are held as before.

    Raises UnfiledDecided when somebody answered before.
    """
    return _answer(_open_proposal(proposal_id), agreed=False, actor=actor, now=now)


def _answer(
    proposal: UnfiledProposal, *, agreed: bool, actor: User, now: datetime
) -> UnfiledProposal:
    proposal.agreed, proposal.answered_by, proposal.answered_at = agreed, actor, now
    proposal.save(update_fields=["agreed", "answered_by", "answered_at", "lot"])
    action = "unfiled.agreed" if agreed else "unfiled.refused"
    facts = {"outcome": str(proposal.outcome)}
    audit.record([audit.Act(action, proposal.goods, actor, now, facts)])
    return proposal


def _locked(goods_id: int) -> UnfiledGoods:
    return locks.lock_one(UnfiledGoods.objects.select_related("gate"), key=goods_id)


def _open_proposal(proposal_id: int) -> UnfiledProposal:
    """The proposal under the lock of its goods. Raises UnfiledDecided."""
    goods_id = UnfiledProposal.objects.values_list("goods", flat=True).get(pk=proposal_id)
    goods = _locked(goods_id)
    proposal = goods.proposals.get(pk=proposal_id)
    policies.check_unanswered(proposal)
    return proposal


def _check_possible(wish: Wish, *, goods: UnfiledGoods) -> None:
    if wish.outcome == UnfiledOutcome.DOOR:
        if goods.count > MOST_FOR_DOOR:
            raise TooManyForDoor(most=MOST_FOR_DOOR)
        check_doors([wish.door_id], gate=goods.gate)


def _give_to_depot(proposal: UnfiledProposal, *, actor: User, now: datetime) -> Lot:
    """A lot as a gift of whoever brought it; the town knows givers among its suppliers."""
    goods = proposal.goods
    town = Place.objects.around(goods.gate).get(kind=PlaceKind.TOWN)
    giver = add_supplier(town=town, name=goods.from_whom, actor=actor, now=now)
    lot = Lot(
        good=proposal.good,
        supplier=giver,
        place=site_of(estate_of(goods.gate), PlaceKind.DEPOT),
        received_at=now,
        on_hand=proposal.quantity or 0,
    )
    [made] = receive_lots([lot], source=proposal, now=now)
    return made


def _give_to_door(proposal: UnfiledProposal, *, actor: User, now: datetime) -> None:
    goods = proposal.goods
    told = ToldParcel(tracking="", door_id=proposal.door_id, platform=goods.from_whom)
    for piece in range(goods.count):
        key = uuid5(proposal.key, str(piece))
        receive_parcel(told, key=key, gate_id=goods.gate_id, actor=actor, now=now)
