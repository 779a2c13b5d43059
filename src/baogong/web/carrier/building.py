"""My building: every door in an officer's care, orders to come, and how many carry with me."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from baogong.apps.delivery.queries import OwnEntrance, own_doors, own_entrances
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import building_cover, estates_of
from baogong.web.access import StaffRequest, for_roles


@dataclass(frozen=True, slots=True)
class OwnBuilding:
    """A building with the viewer's entrances in it; ``load``: households for each officer."""

    label: str
    entrances: tuple[OwnEntrance, ...]
    officers: int
    load: int | None
    too_heavy: bool


@for_roles(Role.OFFICER)
@require_GET
def building(request: StaffRequest) -> HttpResponse:
    """The buildings; with an entrance in the address its doors."""
    today = timezone.localdate()
    entrances = own_entrances(viewer=request.user, today=today)
    wanted = request.GET.get("entrance", "")
    opened = next((row for row in entrances if str(row.id) == wanted), None)
    doors = own_doors(viewer=request.user, entrance_id=opened.id, today=today) if opened else []
    context = {
        "buildings": _buildings(request, entrances),
        "doors_all": sum(row.doors for row in entrances),
        "people": sum(row.people for row in entrances),
        "orders": sum(row.orders for row in entrances),
        "opened": opened,
        "doors": doors,
    }
    return render(request, "carrier/building.html", context)


def _buildings(request: StaffRequest, entrances: list[OwnEntrance]) -> list[OwnBuilding]:
    """Entrances by building. Nine queries for each estate; an officer has one."""
    found, now = [], timezone.now()
    for estate in estates_of(viewer=request.user, roles={Role.OFFICER}):
        for row in building_cover(estate=estate, at=now).buildings:
            own = tuple(e for e in entrances if e.path.startswith(row.path))
            if own:
                found.append(
                    OwnBuilding(row.label, own, len(row.officers), row.load, row.too_heavy)
                )
    return found
