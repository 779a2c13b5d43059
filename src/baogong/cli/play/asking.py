"""The evening: households ask on their pages and by phone, some of them twice, some too late."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING
from uuid import UUID

from baogong.apps.ordering.enums import Channel, OnShort
from baogong.apps.ordering.errors import CutoffPassed
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.queries.listings import listing_ids
from baogong.apps.ordering.services import decide_order
from baogong.apps.people.enums import Role
from baogong.apps.people.queries import CardRow, cards_within
from baogong.apps.people.services import sign_in_with_card
from baogong.cli.play import crowd

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene

DOUBLE_TAPS = 0.03


@dataclass(frozen=True, slots=True)
class Demand:
    """How many doors order, how many of them by phone, and how many more come too late."""

    orders: int
    by_phone: int
    late: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What became of the evening's asking."""

    accepted: int
    repeated: int
    too_late: int
    connections: int


def ask(scene: Scene, round_: Round, demand: Demand, *, random: Random, now: datetime) -> Asked:
    """Each order comes from another door; some are sent twice, late ones are refused."""
    cards = random.sample(cards_within(scene.estate), demand.orders + demand.late)
    listings = listing_ids(round_id=round_.pk)
    intents = [
        replace(_intent(card, round_, listings, random=random, now=now), on_short=choice)
        for card, choice in zip(cards, cycle(OnShort), strict=False)
    ]
    clerks = scene.crew[Role.CLERK]
    for i in range(demand.by_phone):
        intents[i] = replace(
            intents[i],
            channel=Channel.PHONE,
            placed_by_id=clerks[i % len(clerks)].pk,
            card_epoch=None,
            read_back=True,
        )
    on_time, late = intents[: demand.orders], intents[demand.orders :]
    taps = on_time + crowd.some(on_time, share=DOUBLE_TAPS, random=random)
    card_of = {card.household_id: card for card in cards}
    decisions, connections = crowd.together(
        taps, lambda intent: _place(intent, card_of[intent.household_id], now=now), random=random
    )
    refused = sum(_is_too_late(intent, at=round_.cutoff_at) for intent in late)
    return Asked(
        accepted=decisions.count(False),
        repeated=decisions.count(True),
        too_late=refused,
        connections=connections,
    )


def _intent(
    card: CardRow, round_: Round, listings: list[int], *, random: Random, now: datetime
) -> OrderIntent:
    chosen = random.sample(listings, random.choice((1, 1, 1, 2)))
    return OrderIntent(
        key=UUID(int=random.getrandbits(128), version=4),
        round_id=round_.pk,
        household_id=card.household_id,
        wishes=tuple(Wish(listing_id, random.choice((1, 1, 2))) for listing_id in chosen),
        occurred_at=now,
        card_epoch=card.epoch,
    )


def _place(intent: OrderIntent, card: CardRow, *, now: datetime) -> bool:
    """Sign in and order, as the page does; True when the order was there already."""
    if intent.channel == Channel.PAGE:
        signed_in = sign_in_with_card(code=card.code, pin=card.pin, now=now)
        intent = replace(intent, card_epoch=signed_in.epoch)
    return decide_order(intent, now=now).repeated


def _is_too_late(intent: OrderIntent, *, at: datetime) -> bool:
    try:
        decide_order(intent, now=at + timedelta(minutes=1))
    except CutoffPassed:
        return True
    return False
