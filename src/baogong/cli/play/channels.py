"""What does not come over a household's own page or the phone: chat, group-buy tool and paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.queries import OrderFilter, order_ids, order_rows, order_totals
from baogong.apps.places.queries import doors_within
from baogong.cli.play import chains, group_buys, slips

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene

CHAIN, GROUP_BUY, SHEET = 60, 45, 20
ORDERED_TWICE = 3


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What became of the chain's lines, of the tool's orders and of the slips."""

    chain: dict[str, int]
    group_buy: dict[str, int]
    slips: dict[str, int]


def ask(scene: Scene, round_: Round, *, random: Random, now: datetime) -> Elsewhere:
    """Doors that have not ordered yet do it in the chat, in the tool or on paper; a few have, and
    order in the tool on top."""
    rows = order_rows(order_ids(round_id=round_.pk, where=OrderFilter()))
    have = {row.door for row in rows}
    doors = doors_within(scene.estate)
    before = [door for door in doors if door.label in have]
    free = random.sample([d for d in doors if d.label not in have], CHAIN + GROUP_BUY + SHEET)
    again = random.sample(before, ORDERED_TWICE)
    chatting, buying, writing = free[:CHAIN], free[CHAIN:-SHEET], free[-SHEET:]
    return Elsewhere(
        chain=chains.order(scene, round_, chatting, now=now),
        group_buy=group_buys.order(scene, round_, [*again, *buying[len(again) :]], now=now),
        slips=slips.order(scene, round_, writing, random=random, now=now),
    )


def orders_by_channel(round_: Round) -> dict[str, int]:
    """Live orders of a round by the way that they came."""
    return {
        channel.value: order_totals(round_id=round_.pk, where=OrderFilter(channel=channel)).orders
        for channel in Channel
    }
