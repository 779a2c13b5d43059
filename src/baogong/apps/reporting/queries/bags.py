"""One bag's history, read from the ledgers. The number of queries does not grow with its lines."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import Q

from baogong.apps.accounts.models import User
from baogong.apps.catalog.enums import SoldBy
from baogong.apps.custody.models import Handoff, Holder
from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.models import Attempt, FieldConflict, Proof, UnitReturn
from baogong.apps.delivery.queries import way_changes
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.people.queries import covers, only_visible
from baogong.apps.people.queries.scope import Viewer
from baogong.apps.places.models import Place
from baogong.apps.reporting.queries.bag_history import (
    BagContent,
    BagHistory,
    Happening,
    HistoryLine,
    Party,
    Person,
    in_order,
)
from baogong.apps.sorting.models import Bag, BagLine, CrateUnit, Weighing
from baogong.apps.sorting.queries import orders_inside


def bag_history(*, viewer: Viewer, roles: Collection[Role], pk: int) -> BagHistory:
    """The history of a bag of an estate in the viewer's hands. Raises NotVisible."""
    bags = Bag.objects.filter(covers(viewer=viewer, roles=roles, path="household__path"))
    related = ("order", "household", "wave__round__estate")
    bag = only_visible(bags.select_related(*related, "wave__depot"), pk=pk)
    staff = Staff(bag)
    lines = bag.lines.select_related("good", "short__recorded_by", "weighed__weighing")
    contents = list(lines.order_by("pk"))
    history = [*_before_the_depot(bag, staff), *_at_the_depot(bag, contents, staff)]
    history += [*_handoffs(bag, staff), *_at_the_door(bag, staff)]
    return BagHistory(
        id=bag.pk,
        code=bag.code,
        part=bag.part,
        parts=bag.parts,
        order_number=bag.order.number,
        inside=tuple(orders_inside([bag.pk]).get(bag.pk, ())),
        door=bag.household.label,
        estate_id=bag.wave.round.estate_id,
        estate=bag.wave.round.estate.label,
        day=bag.wave.round.delivery_date,
        contents=tuple(
            BagContent(
                line.good.name, line.good.sold_by, line.planned, _missing(line), _weighed(line)
            )
            for line in contents
        ),
        lines=in_order(history),
        has_photo=any(line.data.get("photo") for line in history),
    )


def _missing(line: BagLine) -> int:
    short = getattr(line, "short", None)
    return short.quantity if short else 0


def _weighed(line: BagLine) -> int:
    done = getattr(line, "weighed", None)
    return done.weighing.grams - done.expected if done else 0


class Staff:
    """Who held which role over the bag's door or its depot, and when. One query."""

    def __init__(self, bag: Bag) -> None:
        above = Q(place__in=Place.objects.around(bag.household)) | Q(
            place__in=Place.objects.around(bag.wave.depot)
        )
        self._held = list(Assignment.objects.filter(above).order_by("pk"))

    def person(self, user: User | None, *, at: datetime) -> Person | None:
        if user is None:
            return None
        held = (
            row
            for row in self._held
            if row.user_id == user.pk
            and row.since <= at
            and (row.ended_at is None or at < row.ended_at)
        )
        return Person(name=user.name, roles=tuple({Role(row.role): None for row in held}))

    def party(self, holder: Holder | None, *, at: datetime) -> Party | None:
        if holder is None:
            return None
        label = holder.place.label if holder.place else ""
        return Party(holder.kind, label=label, person=self.person(holder.user, at=at))


def _before_the_depot(bag: Bag, staff: Staff) -> Iterator[HistoryLine]:
    wave = bag.wave
    for order in bag.orders.select_related("placed_by").order_by("pk"):
        yield HistoryLine(
            Happening.ASKED,
            order.occurred_at,
            who=staff.person(order.placed_by, at=order.occurred_at),
            place=bag.household.label,
            recorded_at=order.recorded_at,
            data={"channel": order.get_channel_display(), "number": order.number},
        )
    data = {"part": bag.part, "parts": bag.parts}
    yield HistoryLine(Happening.PLANNED, wave.planned_at, place=wave.depot.label, data=data)
    yield from _modes(bag)


def _modes(bag: Bag) -> Iterator[HistoryLine]:
    """How far it was to be carried when it was planned, unless to the door, and each change."""
    proof = Proof.objects.filter(unit__bag=bag, attempt__reversed_by=None).first()
    until = proof.occurred_at if proof else None
    held = way_changes(place=bag.household, since=bag.wave.planned_at, until=until)
    for number, (at, way) in enumerate(held):
        if number or way.mode is not Mode.DOOR:
            data = {"mode": str(way.mode.label), "point": way.point}
            yield HistoryLine(Happening.MODE, at, place=bag.household.label, data=data)


def _at_the_depot(bag: Bag, contents: list[BagLine], staff: Staff) -> Iterator[HistoryLine]:
    depot = bag.wave.depot.label
    for line in contents:
        if short := getattr(line, "short", None):
            yield HistoryLine(
                Happening.SHORT,
                short.occurred_at,
                who=staff.person(short.recorded_by, at=short.occurred_at),
                place=depot,
                data={
                    "good": line.good.name,
                    "sold_by": line.good.sold_by,
                    "quantity": short.quantity,
                },
            )
    weighings = Weighing.objects.filter(bag_line__bag=bag).select_related("weighed_by")
    for row in weighings.select_related("bag_line__good"):
        data = {"good": row.bag_line.good.name, "sold_by": SoldBy.GRAM, "quantity": row.grams}
        who = staff.person(row.weighed_by, at=row.occurred_at)
        yield HistoryLine(Happening.WEIGHED, row.occurred_at, who=who, place=depot, data=data)
    for put in CrateUnit.objects.filter(unit__bag=bag).select_related("crate__entrance"):
        data = {"entrance": put.crate.entrance.label, "number": put.crate.number}
        yield HistoryLine(Happening.CRATED, put.put_at, place=depot, data=data)


def _handoffs(bag: Bag, staff: Staff) -> Iterator[HistoryLine]:
    if bag.unit_id is None:
        return
    handoffs = Handoff.objects.filter(lines__unit=bag.unit_id).select_related(
        "giver__user",
        "giver__place",
        "receiver__user",
        "receiver__place",
        "place",
        "recorded_by",
        "discrepancy",
    )
    for row in handoffs.order_by("pk"):
        at = row.occurred_at
        data = {"counted": row.counted, "evidence": row.get_evidence_display()}
        line = HistoryLine(
            Happening.HANDED_OVER if row.giver else Happening.LABELLED,
            at,
            who=staff.person(row.recorded_by, at=at),
            place=row.place.label,
            recorded_at=row.recorded_at,
            giver=staff.party(row.giver, at=at),
            receiver=staff.party(row.receiver, at=at),
            data=data,
        )
        yield line
        if difference := getattr(row, "discrepancy", None):
            counts = {"expected": difference.expected, "counted": difference.counted}
            yield HistoryLine(Happening.DIFFERED, at, place=row.place.label, data=counts)


def _at_the_door(bag: Bag, staff: Staff) -> Iterator[HistoryLine]:
    door = bag.household.label
    for tap in Attempt.objects.filter(unit__bag=bag).select_related(
        "recorded_by", "proof", "reversed_by"
    ):
        proof = getattr(tap, "proof", None)
        yield HistoryLine(
            Happening.ATTEMPTED,
            tap.occurred_at,
            who=staff.person(tap.recorded_by, at=tap.occurred_at),
            place=door,
            recorded_at=tap.recorded_at,
            data={
                "result": tap.result,
                "label": _said(tap, proof),
                "undone": hasattr(tap, "reversed_by"),
                "proof": proof.get_kind_display() if proof else "",
                "photo": proof is not None and proof.photo_id is not None,
            },
        )
    yield from _back_again(bag)
    for conflict in FieldConflict.objects.filter(unit__bag=bag).select_related("reported_by"):
        yield HistoryLine(
            Happening.CONFLICT,
            conflict.occurred_at,
            who=staff.person(conflict.reported_by, at=conflict.occurred_at),
            place=door,
            recorded_at=conflict.recorded_at,
            data={"reason": conflict.get_reason_display(), "note": conflict.note},
        )


def _said(tap: Attempt, proof: Proof | None) -> str:
    return Mode(proof.end).done_label if proof else str(Result(tap.result).label)


def _back_again(bag: Bag) -> Iterator[HistoryLine]:
    depot = bag.wave.depot.label
    for back in UnitReturn.objects.filter(unit__bag=bag).select_related("reoffer__crate"):
        data = {"reason": back.get_reason_display()}
        yield HistoryLine(Happening.RETURNED, back.returned_at, place=depot, data=data)
        if again := getattr(back, "reoffer", None):
            crate = {"number": again.crate.number}
            yield HistoryLine(Happening.OFFERED_AGAIN, again.offered_at, place=depot, data=crate)
