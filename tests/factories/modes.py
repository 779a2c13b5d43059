"""How far bags go, decided for a place, and a pickup point to be called to."""

from datetime import datetime, timedelta

from baogong.apps.control.services import Basis
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.models import ModeChange
from baogong.apps.delivery.services import Decision, change_mode
from baogong.apps.people.enums import Role
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place, walking_key
from tests.factories.world import NOW, World


def pickup_point(world: World, name: str = "南门自提点") -> Place:
    path = f"{world.estate.path}@{name}/"
    found, _ = Place.objects.get_or_create(
        path=path,
        defaults={
            "kind": PlaceKind.PICKUP_POINT,
            "parent": world.estate,
            "code": f"@{name}",
            "label": name,
            "sort_key": walking_key(path),
        },
    )
    return found


def let_go(
    world: World,
    mode: Mode,
    *,
    place: Place | None = None,
    at: datetime = NOW - timedelta(days=1),
    now: datetime = NOW,
) -> ModeChange:
    """Bags of the place, or of the whole estate, go so far from then on."""
    point = pickup_point(world) if mode is Mode.POINT else None
    return change_mode(
        place=place or world.estate,
        decision=Decision(mode, "防范区", point),
        basis=Basis(at, "区指挥部"),
        actor=world.staff[Role.COMMANDER],
        now=now,
    )
