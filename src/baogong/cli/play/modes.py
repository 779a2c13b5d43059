"""How far bags go: one building fetches at a pickup point, one at its entrance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.apps.control.services import Basis
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.services import Decision, change_mode
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.queries import buildings_within
from baogong.apps.places.services import add_site

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene


def decide(scene: Scene, *, to_point: str, to_entrance: str, now: datetime) -> None:
    """Record both modes, by the labels of the buildings; open bags of the first are called."""
    by = scene.commander
    point = add_site(
        above=scene.estate, kind=PlaceKind.PICKUP_POINT, name="南门自提点", actor=by, now=now
    )
    buildings = {place.label: place for place in buildings_within(scene.estate)}
    decisions = {
        to_point: Decision(Mode.POINT, "防范区，按时段错峰领取", point),
        to_entrance: Decision(Mode.ENTRANCE, "人手不足，先放楼门口"),
    }
    for label, decision in decisions.items():
        change_mode(
            place=buildings[label],
            decision=decision,
            basis=Basis(now, scene.town.label),
            actor=by,
            now=now,
        )
