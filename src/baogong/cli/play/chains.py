"""A neighbourhood orders in its chat, and the desk pastes the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.apps.ordering.services import enter_chain, paste_chain
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import doors_within

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene

WISHES = ("主食包2", "蔬菜包一份 主食包一份", "鸡蛋蔬菜包x1", "蔬果组合1份（已付）", "两份蔬菜包")
FURTHER = ("蔬菜包多来点", "张阿姨", "主食包1")


def chat(scene: Scene, round_: Round, *, now: datetime) -> None:
    """Clear entries are entered; of a longer copy some lines wait, and some for a person."""
    doors = [door.label for door in reversed(doors_within(scene.estate))]
    clerk = scene.crew[Role.CLERK][0]
    lines = [f"{door} {wish}" for door, wish in zip(doors[::2], WISHES, strict=False)]
    first = paste_chain(_copy(round_, lines), round_id=round_.pk, actor=clerk, now=now)
    enter_chain(chain_id=first.pk, actor=clerk, now=now)
    lines += [f"{door} {wish}" for door, wish in zip(doors[1::2], FURTHER, strict=False)]
    paste_chain(_copy(round_, lines), round_id=round_.pk, actor=clerk, now=now)


def _copy(round_: Round, lines: list[str]) -> str:
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, start=1)]
    return "\n".join(["#接龙", round_.title, "", *numbered])
