"""An app that half of the buildings order with; nobody has called who does not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from baogong.apps.ordering.queries import served_places
from baogong.apps.ordering.services import NewOutlet, announce_outlet

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene

HOW = "微信搜“泾彩生活”小程序，收货地址选本小区"


def name_app(scene: Scene, *, now: datetime) -> None:
    served = frozenset(place.pk for place in served_places(scene.estate)[::2])
    app = NewOutlet(uuid4(), "泾彩生活", HOW, None, served)
    announce_outlet(app, estate=scene.estate, actor=scene.commander, now=now)
