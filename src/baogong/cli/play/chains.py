"""A neighbourhood orders in its chat, and the desk pastes the chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.apps.ordering.enums import LineKind, LineState
from baogong.apps.ordering.queries import chain_line_for, chain_line_states
from baogong.apps.ordering.services import DoorAsk, Mended, enter_chain, mend_line, paste_chain
from baogong.apps.people.enums import Role
from baogong.apps.places.queries import doors_within

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

WISHES = ("主食包2", "蔬菜包一份 主食包一份", "鸡蛋蔬菜包x1", "蔬果组合1份（已付）", "两份蔬菜包")
FURTHER = ("蔬菜包多来点", "张阿姨", "主食包1")
BROKEN = ("蔬菜包1", "Z9-1-101 蔬菜包1", "{door} 肉两斤", "{door} 蔬菜包多来点", "{door}")
BROKEN_EVERY, FIRST_BROKEN = 11, 3


def chat(scene: Scene, round_: Round, *, now: datetime) -> None:
    """Clear entries are entered; of a longer copy some lines wait, and some for a person."""
    doors = [door.label for door in reversed(doors_within(scene.estate))]
    clerk = scene.crew[Role.CLERK][0]
    lines = [f"{door} {wish}" for door, wish in zip(doors[::2], WISHES, strict=False)]
    first = paste_chain(_copy(round_, lines), round_id=round_.pk, actor=clerk, now=now)
    enter_chain(chain_id=first.pk, actor=clerk, now=now)
    lines += [f"{door} {wish}" for door, wish in zip(doors[1::2], FURTHER, strict=False)]
    paste_chain(_copy(round_, lines), round_id=round_.pk, actor=clerk, now=now)


def order(scene: Scene, round_: Round, doors: Sequence[Place], *, now: datetime) -> dict[str, int]:
    """A line for each door, five of them broken: the clear ones are entered, the others mended."""
    clerk = scene.crew[Role.CLERK][0]
    lines = [f"{door.label} {WISHES[n % len(WISHES)]}" for n, door in enumerate(doors)]
    for n, text in enumerate(BROKEN):
        at = n * BROKEN_EVERY + FIRST_BROKEN
        lines[at] = text.format(door=doors[at].label)
    chain = paste_chain(_copy(round_, lines), round_id=round_.pk, actor=clerk, now=now)
    clear = enter_chain(chain_id=chain.pk, actor=clerk, now=now)
    broken = [pk for pk, state in chain_line_states(chain).items() if state is LineState.REVIEW]
    for n, pk in enumerate(broken):
        ask = DoorAsk(doors[n * BROKEN_EVERY + FIRST_BROKEN].pk, {scene.packages[1].pk: 1})
        line = chain_line_for(viewer=clerk, roles=[Role.CLERK], pk=pk)
        mend_line(Mended(LineKind.ORDER, (ask,)), line=line, actor=clerk, now=now)
    mended = enter_chain(chain_id=chain.pk, actor=clerk, now=now)
    return {
        "lines": len(lines),
        "entered_at_once": clear.doors,
        "mended": len(broken),
        "entered": clear.doors + mended.doors,
    }


def _copy(round_: Round, lines: list[str]) -> str:
    numbered = [f"{n}. {line}" for n, line in enumerate(lines, start=1)]
    return "\n".join(["#接龙", round_.title, "", *numbered])
