"""Parcels that we never sold: announced, received once, labelled, and sent on with the bags."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Min, QuerySet

from baogong.apps.accounts.models import User
from baogong.apps.custody.enums import Evidence, UnitKind
from baogong.apps.custody.models import Handoff, Unit
from baogong.apps.custody.services import Exchange, Label, hand_over, open_units, site
from baogong.apps.gate.errors import (
    DoorElsewhere,
    NoWave,
    ParcelsHeld,
    ParcelsResting,
    ParcelUnknown,
)
from baogong.apps.gate.models import Parcel
from baogong.apps.places.models import Place
from baogong.apps.places.queries.sites import estate_of
from baogong.apps.sorting.models import Crate, Wave
from baogong.apps.sorting.services.crates import open_crate_of, put_in_crate
from baogong.plumbing import audit, locks
from baogong.values.codes import random_code


@dataclass(frozen=True, slots=True)
class ToldParcel:
    """What a manifest or a waybill says. ``door_id`` is None where the door is not certain.

    ``phone_tail``: the last four digits. ``address``: as it was told. ``pieces``: how many parcels
    come under the one number.
    """

    tracking: str
    door_id: int | None
    address: str = ""
    phone_tail: str = ""
    platform: str = ""
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Received:
    """The parcel, and whether this was the first time that it was seen here."""

    parcel: Parcel
    is_new: bool


@transaction.atomic
def announce_parcels(
    told: Sequence[ToldParcel], *, gate_id: int, actor: User, now: datetime
) -> int:
    """Write down what is to come; how many parcels were new. The same file again adds nothing.

    A number that is known gets the pieces that it lacks, and its door where none was known.
    """
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    check_doors([one.door_id for one in told], gate=gate)
    by_tracking = {one.tracking: one for one in reversed(told)}
    mine = Parcel.objects.filter(gate=gate, tracking__in=by_tracking).order_by("piece")
    last = {parcel.tracking: parcel for parcel in mine}
    made = Parcel.objects.bulk_create(
        parcel
        for one in by_tracking.values()
        for parcel in _missing_pieces(one, after=last.get(one.tracking), gate=gate, now=now)
    )
    for tracking, pieces in {one.tracking: one.pieces for one in made}.items():
        if tracking in last:
            mine.filter(tracking=tracking).update(pieces=pieces)
    for parcel in last.values():
        door_id = by_tracking[parcel.tracking].door_id
        if parcel.door_id is None and door_id is not None:
            parcel.door_id = door_id
            _settle_pieces(parcel, actor=actor, now=now)
    audit.record([audit.Act("parcels.announced", gate, actor, now, {"count": len(made)})])
    return len(made)


@transaction.atomic
def receive_parcel(
    told: ToldParcel, *, key: UUID, gate_id: int, actor: User, now: datetime
) -> Received:
    """A parcel is at the gate. The same key or the same tracking number is the same parcel; of
    several pieces under one number the next that is not here yet.

    What a manifest said of its door holds, unless it said none. Without a door it is received
    too and waits on the review list. Raises ParcelUnknown where no manifest and nobody says
    anything of where it goes, and DoorElsewhere.
    """
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    parcel = _known(told, key=key, gate=gate)
    if parcel is not None and parcel.received_at is not None:
        return Received(parcel, is_new=False)
    if parcel is None:
        if told.door_id is None and not told.address:
            raise ParcelUnknown
        check_doors([told.door_id], gate=gate)
        parcel = _unsaved(told, piece=1, key=key, gate=gate, now=now)
    elif parcel.door_id is None and told.door_id is not None:
        check_doors([told.door_id], gate=gate)
        parcel.door_id = told.door_id
        _settle_pieces(parcel, actor=actor, now=now)
    parcel.key = key  # so that this send is known again where several pieces have one number
    parcel.received_at, parcel.received_by = now, actor
    _label(parcel, actor=actor, now=now)
    parcel.save()
    audit.record([audit.Act("parcel.received", parcel, actor, now)])
    return Received(parcel, is_new=True)


@transaction.atomic
def settle_door(*, parcel_id: int, door_id: int, actor: User, now: datetime) -> Parcel:
    """Somebody found the door of a parcel on the review list; its label is stuck on.

    The other pieces under its number go to the same door. Twice is the same as once: the first
    door stays. Raises DoorElsewhere.
    """
    gate_id = Parcel.objects.values_list("gate", flat=True).get(pk=parcel_id)
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    parcel = locks.lock_one(Parcel.objects.all(), key=parcel_id)
    if parcel.door_id is not None:
        return parcel
    check_doors([door_id], gate=gate)
    parcel.door_id = door_id
    _label(parcel, actor=actor, now=now)
    parcel.save(update_fields=["door", "unit"])
    _settle_pieces(parcel, actor=actor, now=now)
    audit.record([audit.Act("parcel.door_found", parcel, actor, now, {"door": door_id})])
    return parcel


@transaction.atomic
def crate_parcels(
    *, key: UUID, gate_id: int, counted: int, shown_at: datetime, actor: User, now: datetime
) -> int:
    """Send what may leave the gate to the depot, each into the crate of its entrance; how many.

    They go with the estate's latest wave, those alone that might go when the page was shown at
    ``shown_at``. ``counted`` is what the depot's people counted; another number opens a
    discrepancy. What is sprayed or rests stays; where there is nothing else, raises ParcelsHeld or
    ParcelsResting. The same key again is the same handoff. Raises NoWave.
    """
    gate = locks.lock_one(Place.objects.all(), key=gate_id)
    if sent := Handoff.objects.filter(key=key, giver=site(gate.pk)).first():
        return sent.lines.count()
    wave = Wave.objects.filter(depot__parent=gate.parent_id).order_by("-planned_at").first()
    if wave is None:
        raise NoWave
    units = _free_units(gate, at=min(shown_at, now))
    if not units:
        return 0
    crates = _crates_of(wave, units)
    exchange = Exchange(
        key=key,
        giver=site(gate.pk),
        receiver=site(wave.depot_id),
        place_id=wave.depot_id,
        evidence=Evidence.COUNT,
        recorded_by=actor,
        occurred_at=now,
    )
    hand_over([unit.pk for unit in units], exchange=exchange, counted=counted, now=now)
    for entrance_id, crate in crates.items():
        inside = [unit for unit in units if unit.destination.entrance_id == entrance_id]
        put_in_crate(inside, crate=crate, now=now)
    audit.record([audit.Act("parcels.crated", wave, actor, now, {"count": len(units)})])
    return len(units)


def _free_units(gate: Place, *, at: datetime) -> list[Unit]:
    """Labelled parcels that might leave the gate then, in walking order.

    Raises ParcelsHeld or ParcelsResting where there are others only.
    """
    waiting = Unit.objects.filter(kind=UnitKind.PARCEL, holder=site(gate.pk), opened_at__lte=at)
    held = Parcel.objects.filter(gate=gate).held(now=at)
    free = waiting.exclude(parcel__in=held).select_related("destination")
    units = list(free.order_by("destination__sort_key", "pk"))
    if not units:
        _check_none_held(held.filter(unit__in=waiting))
    return units


def _check_none_held(held: QuerySet[Parcel]) -> None:
    """Raises ParcelsResting, or ParcelsHeld where nobody can say yet until when."""
    until = held.aggregate(until=Min("sprayed__batch__release_at"))["until"]
    if until is not None:
        raise ParcelsResting(until=until)
    if held.exists():
        raise ParcelsHeld


def _crates_of(wave: Wave, units: Sequence[Unit]) -> dict[int, Crate]:
    """An open crate for each entrance that the units go to."""
    entrances = sorted({unit.destination.entrance_id for unit in units})
    return {entrance: open_crate_of(wave=wave, entrance_id=entrance) for entrance in entrances}


def _known(told: ToldParcel, *, key: UUID, gate: Place) -> Parcel | None:
    """The parcel of this key, or of this tracking number at this gate: one that is not here yet,
    else the last piece."""
    if (sent := Parcel.objects.filter(key=key).first()) or not told.tracking:
        return sent
    pieces = Parcel.objects.filter(gate=gate, tracking=told.tracking)
    return pieces.order_by(F("received_at").desc(nulls_first=True), "piece").first()


def _missing_pieces(
    told: ToldParcel, *, after: Parcel | None, gate: Place, now: datetime
) -> list[Parcel]:
    """The pieces under a number that come ``after`` the last one known, for the door that it has
    already."""
    known = 0
    if after is not None:
        known, told = after.piece, replace(told, door_id=after.door_id or told.door_id)
    return [
        _unsaved(told, piece=piece, key=uuid4(), gate=gate, now=now)
        for piece in range(known + 1, told.pieces + 1)
    ]


def _settle_pieces(parcel: Parcel, *, actor: User, now: datetime) -> None:
    """Let all pieces under a parcel's number that have no door yet go to its door."""
    if not parcel.tracking:
        return
    pieces = Parcel.objects.without_door().filter(gate=parcel.gate_id, tracking=parcel.tracking)
    waiting = pieces.values_list("pk", flat=True)
    for piece in locks.lock_rows(Parcel.objects.all(), keys=waiting).values():
        piece.door_id = parcel.door_id
        _label(piece, actor=actor, now=now)
        piece.save(update_fields=["door", "unit"])


def _unsaved(told: ToldParcel, *, piece: int, key: UUID, gate: Place, now: datetime) -> Parcel:
    return Parcel(
        key=key,
        gate=gate,
        platform=told.platform,
        tracking=told.tracking,
        phone_tail=told.phone_tail,
        address="" if told.door_id else told.address,
        door_id=told.door_id,
        piece=piece,
        pieces=told.pieces,
        recorded_at=now,
    )


def check_doors(door_ids: Sequence[int | None], *, gate: Place) -> None:
    """Raises DoorElsewhere unless all of them are doors of the gate's estate."""
    wanted = {pk for pk in door_ids if pk is not None}
    if not wanted:
        return
    estate = estate_of(gate)
    if Place.objects.within(estate).doors().filter(pk__in=wanted).count() != len(wanted):
        raise DoorElsewhere


def _label(parcel: Parcel, *, actor: User, now: datetime) -> None:
    """Give a parcel that is here and has a door its label, in the hands of the gate."""
    if parcel.door_id is None or parcel.received_at is None:
        return
    exchange = Exchange(
        key=uuid4(),
        giver=None,
        receiver=site(parcel.gate_id),
        place_id=parcel.gate_id,
        evidence=Evidence.LABEL,
        recorded_by=actor,
        occurred_at=now,
    )
    label = Label(UnitKind.PARCEL, random_code(), parcel.door_id)
    [parcel.unit] = open_units([label], exchange=exchange)
