"""Paper slips by door: which are printed, which came back, which are missing."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.models import Ask, Order, PrintedSlip, Round
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.models.place import PlaceQuerySet
from baogong.values.codes import BadCode, decode_number


@dataclass(frozen=True, slots=True)
class PlaceSlips:
    """The doors of a place in a round, without those known to be empty that did not order. To ask
    for something that has to wait is to order here. ``typed``: doors of which a slip was typed;
    ``missing``: doors with a printed slip that did not order in any way."""

    id: int
    label: str
    doors: int
    ordered: int
    printed: int
    typed: int
    missing: int
    entrances: tuple["PlaceSlips", ...] = ()

    @property
    def without_order(self) -> int:
        return self.doors - self.ordered


@dataclass(frozen=True, slots=True)
class DoorSlip:
    """A door as one looks for its slip. ``code`` is empty before one is printed; ``acts`` are what
    it ordered or asked for in the round, so that nobody types a slip twice."""

    id: int
    door: str
    entrance: str
    code: str
    acts: tuple["DoorAct", ...]


@dataclass(frozen=True, slots=True)
class DoorAct:
    """An order of a door, or an ask of which nothing was ordered at once."""

    id: int
    number: str
    channel: Channel
    asked: bool


def slip_by_code(*, viewer: Viewer, roles: Collection[Role], code: str) -> PrintedSlip:
    """The slip under the code that was scanned or typed. Raises NotVisible."""
    slips = PrintedSlip.objects.filter(
        covers(viewer=viewer, roles=roles, path="household__path")
    ).select_related("round", "household")
    return only_visible(slips, pk=_number(code) or 0)


def slip_doors(*, round_id: int, codes: Iterable[str]) -> dict[str, int]:
    """The door of each code of a slip of this round; other texts are left out. One query."""
    numbers = (_number(code) for code in codes)
    slips = PrintedSlip.objects.filter(
        round=round_id, pk__in=[number for number in numbers if number is not None]
    )
    return {slip.code: slip.household_id for slip in slips}


def _number(code: str) -> int | None:
    try:
        number = decode_number(code)
    except BadCode:
        return None
    return number if number < 2**63 else None


def doors_for_slips(
    *, round_id: int, place: Place, only_without_order: bool
) -> list[tuple[int, str, str]]:
    """(id, door, entrance) in walking order, without homes that are known to be empty. One query.

    ``only_without_order``: doors that did not order in the round so far.
    """
    doors = Place.objects.within(place).doors().exclude(occupied=False)
    if only_without_order:
        doors = doors.exclude(_has_acts(round_id))
    return list(doors.order_by("sort_key").values_list("pk", "label", "parent__label"))


def slip_progress(*, round_id: int, place: Place) -> list[PlaceSlips]:
    """The buildings of a place, each with its entrances, as one walks. One query."""
    rows = _entrance_rows(round_id, Place.objects.within(place).doors())
    buildings: dict[tuple[int, str], list[PlaceSlips]] = defaultdict(list)
    for building, entrance in rows:
        buildings[building].append(entrance)
    return [_sum(*building, entrances) for building, entrances in buildings.items()]


def _entrance_rows(
    round_id: int, doors: PlaceQuerySet
) -> Iterable[tuple[tuple[int, str], PlaceSlips]]:
    printed = PrintedSlip.objects.filter(round=round_id, household=OuterRef("pk"))
    counted = (
        doors.annotate(
            has_order=_has_acts(round_id),
            has_typed=_has_acts(round_id, channel=Channel.SHEET),
            has_slip=Exists(printed),
        )
        .exclude(occupied=False, has_order=False)
        .values(
            "parent_id",
            "parent__label",
            "parent__kind",
            "parent__parent_id",
            "parent__parent__label",
            "parent__parent__kind",
            key=F("parent__sort_key"),
        )
        .annotate(
            doors=Count("pk"),
            ordered=Count("pk", filter=Q(has_order=True)),
            printed=Count("pk", filter=Q(has_slip=True)),
            typed=Count("pk", filter=Q(has_typed=True)),
            missing=Count("pk", filter=Q(has_slip=True, has_order=False)),
        )
        .order_by("key", "parent_id")
    )
    for row in counted:
        entrance = PlaceSlips(
            id=row["parent_id"],
            label=row["parent__label"],
            doors=row["doors"],
            ordered=row["ordered"],
            printed=row["printed"],
            typed=row["typed"],
            missing=row["missing"],
        )
        if row["parent__parent__kind"] == PlaceKind.BUILDING:
            yield (row["parent__parent_id"] or 0, row["parent__parent__label"]), entrance
        else:
            yield (entrance.id, entrance.label), entrance


def _sum(pk: int, label: str, entrances: list[PlaceSlips]) -> PlaceSlips:
    return PlaceSlips(
        id=pk,
        label=label,
        doors=sum(row.doors for row in entrances),
        ordered=sum(row.ordered for row in entrances),
        printed=sum(row.printed for row in entrances),
        typed=sum(row.typed for row in entrances),
        missing=sum(row.missing for row in entrances),
        entrances=tuple(entrances) if len(entrances) > 1 else (),
    )


def door_slips(*, round_: Round, door_ids: Collection[int]) -> list[DoorSlip]:
    """The doors of these that lie in the round's estate, as one walks. Four queries."""
    doors = Place.objects.within(round_.estate).doors().filter(pk__in=door_ids)
    slips = PrintedSlip.objects.filter(round=round_, household__in=door_ids)
    codes = {slip.household_id: slip.code for slip in slips}
    acts = _acts(Order.objects.live().filter(round=round_, household__in=door_ids))
    asks = _acts(Ask.objects.standing().filter(round=round_, household__in=door_ids))
    return [
        DoorSlip(
            id=door.pk,
            door=door.label,
            entrance=door.parent.label if door.parent else "",
            code=codes.get(door.pk, ""),
            acts=tuple((asks[door.pk] | acts[door.pk]).values()),
        )
        for door in doors.select_related("parent").order_by("sort_key")
    ]


def _acts(rows: Iterable[Order | Ask]) -> dict[int, dict[int, DoorAct]]:
    """By door and id."""
    acts: dict[int, dict[int, DoorAct]] = defaultdict(dict)
    for row in rows:
        asked = isinstance(row, Ask)
        acts[row.household_id][row.pk] = DoorAct(
            row.pk, row.number, Channel(row.channel), asked=asked
        )
    return acts


def _has_acts(round_id: int, **where: Any) -> Exists | Q:
    """Whether the door that the outer query is at ordered or asked in the round."""
    here = {"round": round_id, "household": OuterRef("pk"), **where}
    orders, asks = Order.objects.live().filter(**here), Ask.objects.standing().filter(**here)
    return Exists(orders) | Exists(asks)
