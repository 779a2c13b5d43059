"""The entries of a place's timeline, past and to come, with what holds now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.models import MovementChange, ZoneChange
from baogong.apps.control.queries.holding import (
    around,
    levels_at,
    nearest,
    rules_at,
    standing,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import Viewer, covers, only_visible
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import grid_of


class Kind(StrEnum):
    """Which of the two timelines an entry stands in."""

    LEVEL = "level"
    RULE = "rule"


MODELS: dict[Kind, Any] = {Kind.LEVEL: ZoneChange, Kind.RULE: MovementChange}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """An entry; ``own``: of the place itself, else of one above it or of its grid.

    ``holds``: it decides now. ``reason`` and ``reversed_by`` say why and by whom it was taken
    back; empty while it stands.
    """

    id: int
    kind: Kind
    value: ZoneLevel | MovementRule
    place_id: int
    place: str
    own: bool
    holds: bool
    starts_at: datetime
    authority: str
    document_no: str
    recorded_by: str
    recorded_at: datetime
    reason: str
    reversed_by: str

    @property
    def stands(self) -> bool:
        return not self.reason


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A grid or building, and what holds there now."""

    id: int
    label: str
    level: ZoneLevel
    rule: MovementRule


@dataclass(frozen=True, slots=True)
class Timeline:
    """``level`` and ``rule`` hold now; ``entries``: the latest start first."""

    level: ZoneLevel
    rule: MovementRule
    entries: tuple[ChangeRow, ...]


def timeline(*, place: Place, now: datetime) -> Timeline:
    """Both timelines of a place, with the entries of places above it. Ten queries."""
    grid = grid_of(place, at=now)
    entries = []
    for kind, model in MODELS.items():
        [holding] = nearest(standing(model.objects.all()), [(place, now)])
        changes = model.objects.filter(around([place], [grid]), reverses=None)
        entries += [
            _row(kind, change, place, holding=holding)
            for change in changes.select_related(
                "place", "recorded_by", "reversed_by__recorded_by"
            )
        ]
    entries.sort(key=lambda row: (row.starts_at, row.recorded_at, row.id), reverse=True)
    holding_now = {row.kind: row.value for row in entries if row.holds}
    return Timeline(
        level=ZoneLevel(holding_now.get(Kind.LEVEL, ZoneLevel.NONE)),
        rule=MovementRule(holding_now.get(Kind.RULE, MovementRule.FREE)),
        entries=tuple(entries),
    )


def places_below(*, place: Place, now: datetime) -> list[HeldRow]:
    """What holds now in the estates, grids and buildings of a place. Seven queries."""
    kinds = (PlaceKind.ESTATE, PlaceKind.GRID, PlaceKind.BUILDING)
    inside = Place.objects.within(place).exclude(pk=place.pk).filter(kind__in=kinds)
    places = list(inside.order_by("sort_key", "pk"))
    asked = [(each, now) for each in places]
    return [
        HeldRow(each.pk, each.label, level, rule)
        for each, level, rule in zip(places, levels_at(asked), rules_at(asked), strict=True)
    ]


def change_for(*, viewer: Viewer, roles: Collection[Role], kind: Kind, pk: int) -> Any:
    """An entry of one of the viewer's places, with its place. Raises NotVisible."""
    inside = covers(viewer=viewer, roles=roles, path="place__path")
    return only_visible(MODELS[kind].objects.filter(inside).select_related("place"), pk=pk)


def _row(kind: Kind, change: Any, place: Place, *, holding: Any) -> ChangeRow:
    reversal = getattr(change, "reversed_by", None)
    return ChangeRow(
        id=change.pk,
        kind=kind,
        value=ZoneLevel(change.level) if kind is Kind.LEVEL else MovementRule(change.rule),
        place_id=change.place_id,
        place=change.place.label,
        own=change.place_id == place.pk,
        holds=holding is not None and holding.pk == change.pk,
        starts_at=change.starts_at,
        authority=change.authority,
        document_no=change.document_no,
        recorded_by=change.recorded_by.name,
        recorded_at=change.recorded_at,
        reason=reversal.reason if reversal else "",
        reversed_by=reversal.recorded_by.name if reversal else "",
    )
