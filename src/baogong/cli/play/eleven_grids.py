"""怡海花园 as story D1 tells it: 11 grids, over 10,000 residents, nobody leaves their grid.

Who lives there and where its buildings stand is made up; the numbers are the story's. A grid has
a leader and two officers of its own; carriers are chosen by grid until there is a relay.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.control.services import Basis, change_level, change_rule
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import place_for
from baogong.apps.people.services import assign, hire, issue_cards
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import buildings_within, grids_of
from baogong.apps.places.services import (
    add_estate,
    add_site,
    approve_plan,
    assign_parts,
    draw_plan,
    load_doors,
    load_outlines,
)
from baogong.cli.play.asking import Demand
from baogong.cli.play.scene import serve_too
from baogong.cli.play.under_way import closed_round, go_half_way
from baogong.readers.doors import DoorLine
from baogong.readers.outlines import Outline
from baogong.values.geo import Point

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.accounts.models import User
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

GRIDS, BUILDINGS_PER_GRID = 11, 4
FLOORS, ROOMS, ENTRANCES = 14, 3, ("1", "2")
PEOPLE = (3, 2, 4, 2, 3)
OFFICERS_PER_GRID = 2
AUTHORITY = "区疫情防控指挥部"
CORNER = Point(116.300, 39.820)


@dataclass(frozen=True, slots=True)
class Size:
    """How many floors its buildings have, and how many orders today's round gets."""

    floors: int
    demand: Demand


WHOLE = Size(floors=FLOORS, demand=Demand(orders=160, by_phone=20))
SMALL = Size(floors=1, demand=Demand(orders=8, by_phone=1))


def door_lines(floors: int) -> list[DoorLine]:
    """44 buildings of two entrances: 3,696 doors and over 10,000 people on 14 floors."""
    names = [f"{number}号楼" for number in range(1, GRIDS * BUILDINGS_PER_GRID + 1)]
    addresses = [
        (name, entrance, floor, room)
        for name in names
        for entrance in ENTRANCES
        for floor in range(1, floors + 1)
        for room in range(1, ROOMS + 1)
    ]
    return [
        DoorLine(
            door=f"{name.removesuffix('号楼')}-{entrance}-{floor}{room:02d}",
            building=name,
            entrance=entrance,
            floor=floor,
            room=f"{floor}{room:02d}",
            people=PEOPLE[number % len(PEOPLE)],
        )
        for number, (name, entrance, floor, room) in enumerate(addresses)
    ]


def _outlines() -> list[Outline]:
    """Made-up ground: four grids to a row, the four buildings of a grid two by two."""
    return [
        _block(
            f"{number + 1}号楼",
            column=number // BUILDINGS_PER_GRID % 4 * 2 + number % 2,
            row=number // BUILDINGS_PER_GRID // 4 * 2 + number % BUILDINGS_PER_GRID // 2,
        )
        for number in range(GRIDS * BUILDINGS_PER_GRID)
    ]


def _block(name: str, *, column: int, row: int) -> Outline:
    """A block of 45 by 14 metres; every second column and row is a little further away."""
    west = CORNER.lon + column * 0.00072 + column // 2 * 0.0002
    north = CORNER.lat - row * 0.00042 - row // 2 * 0.0002
    east, south = west + 0.00053, north - 0.00013
    ring = ((west, north), (east, north), (east, south), (west, south), (west, north))
    return Outline(name, ((ring,),))


def load(scene: Scene, size: Size, *, password: str, random: Random, now: datetime) -> Place:
    """Put the estate beside the one of ``scene``, with a supply day half done."""
    began, boss = now - timedelta(days=2), scene.commander
    estate = add_estate(town=scene.town, code="yihai", name="怡海花园", actor=boss, now=began)
    load_doors(door_lines(size.floors), estate=estate, actor=boss, now=began)
    issue_cards(place=estate, actor=boss, now=began)
    serve_too(scene, estate, now=began)
    load_outlines(_outlines(), estate=estate, actor=boss, now=began)
    grid_of = _draw_grids(estate, by=boss, now=began)
    _close_off(estate, by=boss, now=began)
    officers = _staff(estate, grid_of, scene, password=password, now=began)
    here = replace(scene, estate=estate, officers=officers)
    at = timezone.localtime(now - timedelta(days=1)).replace(hour=18, minute=30)
    today = closed_round(here, "怡海今日套餐", size.demand, random=random, at=at)
    go_half_way(here, today, random=random, now=now)
    return estate


def _draw_grids(estate: Place, *, by: User, now: datetime) -> dict[int, int]:
    """Four buildings to a grid, as plan v1; the grid of each building, both by id."""
    plan = draw_plan(estate=estate, grids=GRIDS, actor=by, now=now)
    grids = grids_of(estate_id=estate.pk)
    grid_of = {
        building.pk: grids[number // BUILDINGS_PER_GRID].id
        for number, building in enumerate(buildings_within(estate))
    }
    assign_parts(plan_id=plan.pk, grid_of=grid_of, actor=by, now=now)
    approve_plan(plan_id=plan.pk, seen=1, note="", actor=by, now=now)
    for number in range(1, GRIDS + 1):
        name = f"网格 {number} 交接点"
        add_site(above=estate, kind=PlaceKind.BORDER_POINT, name=name, actor=by, now=now)
    return grid_of


def _close_off(estate: Place, *, by: User, now: datetime) -> None:
    """R2, R3: high risk, and nobody leaves their grid."""
    basis = Basis(starts_at=now, authority=AUTHORITY, document_no="2022年第7号通告")
    change_level(place=estate, level=ZoneLevel.LOCKDOWN, basis=basis, actor=by, now=now)
    change_rule(place=estate, rule=MovementRule.STAY_IN_GRID, basis=basis, actor=by, now=now)


def _staff(
    estate: Place, grid_of: dict[int, int], scene: Scene, *, password: str, now: datetime
) -> dict[int | None, list[User]]:
    """A leader and two officers for each grid; desk, gate and depot keep the same crew."""
    boss = scene.commander
    for role, crew in scene.crew.items():
        for user in crew:
            assign(user=user, role=role, place=estate, actor=boss, now=now)

    def somebody(username: str, name: str, role: Role, grid: Place) -> User:
        user = hire(username=username, name=name, password=password, actor=boss, now=now)
        assign(user=user, role=role, place=grid, actor=boss, now=now)
        return user

    officers: dict[int, list[User]] = {}
    for number, grid_id in enumerate(dict.fromkeys(grid_of.values()), start=1):
        grid = place_for(viewer=boss, roles={Role.COMMANDER}, pk=grid_id)
        somebody(f"y{number}", f"怡海网格长 {number}", Role.GRID_LEADER, grid)
        officers[grid_id] = [
            somebody(f"y{number}-{n}", f"怡海网格 {number} 保供员 {n}", Role.OFFICER, grid)
            for n in range(1, OFFICERS_PER_GRID + 1)
        ]
    return {building: officers[grid_id] for building, grid_id in grid_of.items()}
