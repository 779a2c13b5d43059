"""Paper slips from the lobby: one clerk types them, another reads each a second time."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.queries import listings_of, next_slip, slip_counts, slip_differences
from baogong.apps.ordering.services import check_slip, decide_order, settle_slip
from baogong.apps.people.enums import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from random import Random

    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place
    from baogong.cli.play.scene import Scene

MISTYPED = 2
MOST = 3  # packages on a slip, mistyped ones too


def order(
    scene: Scene, round_: Round, doors: Sequence[Place], *, random: Random, now: datetime
) -> dict[str, int]:
    """A slip from each door; where the readings differ one looks again: of the two that were
    mistyped the second reading holds."""
    typist, reader, *_ = scene.crew[Role.CLERK]
    offered = listings_of(round_id=round_.pk)
    enough = [row.id for row in offered if row.left is None or row.left > MOST * len(doors)]
    paper = {
        door.label: Wish(random.choice(enough), random.randint(1, MOST - 1)) for door in doors
    }
    for n, door in enumerate(doors):
        wish = paper[door.label]
        typed = Wish(wish.listing_id, wish.quantity + 1) if n < MISTYPED else wish
        intent = OrderIntent(
            key=UUID(int=random.getrandbits(128), version=4),
            round_id=round_.pk,
            household_id=door.pk,
            wishes=(typed,),
            occurred_at=now,
            channel=Channel.SHEET,
            placed_by_id=typist.pk,
        )
        decide_order(intent, now=now)
    while slip := next_slip(round_id=round_.pk, reader_id=reader.pk):
        read = [paper[slip.door]]
        check_slip(act_id=slip.id, key=uuid4(), wishes=read, actor=reader, now=now)
    differing = slip_differences(round_id=round_.pk)
    for difference in differing:
        settle_slip(act_id=difference.id, second=True, reason="看错一行", actor=reader, now=now)
    counts = slip_counts(round_id=round_.pk)
    return {"typed": counts.typed, "checked": counts.checked, "read_differently": len(differing)}
