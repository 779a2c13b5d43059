"""Packages that are divided, and the deals that come of it."""

from datetime import timedelta

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Deal, Listing, Round
from baogong.apps.ordering.services import deal_round, decide_order
from tests.factories.asks import divide
from tests.factories.world import NOW, World, intent

HOUR = timedelta(hours=1)


def to_divide(world: World, rule=Rule.DRAW, *, stock=2, draws_at=NOW + HOUR, **terms) -> Listing:
    """The first package of the world's round is divided at a moment to come."""
    divide(world, rule, stock=stock, draws_at=draws_at)
    Round.objects.filter(pk=world.round.pk).update(draws_at=draws_at, **terms)
    return world.listings[0]


def divided(world: World, *wanted: int, at=NOW + HOUR) -> Deal:
    """Each door in turn asks for so many, a second after the one before; then lots are drawn."""
    for second, (door, n) in enumerate(zip(world.doors, wanted, strict=False), start=1):
        asked_at = at - timedelta(minutes=1) + timedelta(seconds=second)
        decide_order(intent(world, door, n, occurred_at=asked_at), now=asked_at)
    deal_round(round_id=world.round.pk, now=at)
    return Deal.objects.get(listing__round=world.round)
