"""Grid plans: the world's buildings shared out and approved."""

from collections.abc import Sequence

from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import GridPlan, Place
from baogong.apps.places.services import add_grids, approve_plan, assign_parts, draw_plan
from tests.factories.world import NOW, World


def building(world: World, code: str) -> Place:
    return Place.objects.get(path=f"{world.estate.path}{code}/")


def grid(world: World, number: int) -> Place:
    return Place.objects.get(path=f"{world.estate.path}@g{number}/")


def draft(world: World, *groups: Sequence[str]) -> GridPlan:
    """A draft in which each group of building codes is a grid; missing grids are made."""
    boss = world.staff[Role.COMMANDER]
    have = Place.objects.filter(parent=world.estate, kind=PlaceKind.GRID).count()
    if len(groups) > have:
        add_grids(estate=world.estate, count=len(groups) - have, actor=boss, now=NOW)
    plan = draw_plan(estate=world.estate, actor=boss, now=NOW)
    give = {
        building(world, code).pk: grid(world, number).pk
        for number, group in enumerate(groups, start=1)
        for code in group
    }
    assign_parts(plan_id=plan.pk, grid_of=give, actor=boss, now=NOW)
    plan.refresh_from_db()
    return plan


def approve(world: World, plan: GridPlan, *, note: str = "", now=NOW) -> GridPlan:
    boss = world.staff[Role.COMMANDER]
    return approve_plan(plan_id=plan.pk, seen=plan.edits, note=note, actor=boss, now=now)


def live_grids(world: World, *groups: Sequence[str], now=NOW) -> GridPlan:
    """An approved plan; what no group names stays in no grid."""
    return approve(world, draft(world, *groups), note="外面", now=now)
