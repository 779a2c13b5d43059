"""Packages that are divided, and the deals that come of it."""

from collections import defaultdict
from datetime import timedelta

from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import Deal, Listing, Round, order_number
from baogong.apps.ordering.services import deal_round, decide_order
from baogong.engines.allocation import Allocation, Demand, Entry, Strategy, check, commitment, lot
from tests.factories.world import NOW, World, intent

HOUR = timedelta(hours=1)


def to_divide(world: World, rule=Rule.DRAW, *, stock=2, draws_at=NOW + HOUR, **terms) -> Listing:
    """The first package of the world's round is divided at a moment to come."""
    Round.objects.filter(pk=world.round.pk).update(draws_at=draws_at, **terms)
    Listing.objects.filter(pk=world.listings[0].pk).update(rule=rule, stock=stock)
    return world.listings[0]


def divided(world: World, *wanted: int, at=NOW + HOUR) -> Deal:
    """Each door in turn asks for so many, a second after the one before; then lots are drawn."""
    for second, (door, n) in enumerate(zip(world.doors, wanted, strict=False), start=1):
        asked_at = at - timedelta(minutes=1) + timedelta(seconds=second)
        decide_order(intent(world, door, n, occurred_at=asked_at), now=asked_at)
    deal_round(round_id=world.round.pk, now=at)
    return Deal.objects.get(listing__round=world.round)


def recompute(deal):
    """The published log of a deal, checked by the rule and nothing else."""
    seed = deal.listing.seed
    sums = defaultdict(lambda: [0, 0])
    facts = {}
    for share in deal.shares.order_by("lot_of"):
        key = order_number(share.lot_of_id)
        sums[key][0] += share.wanted
        sums[key][1] += share.granted
        told = (share.asked_at, share.priority, share.why, share.place)
        assert facts.setdefault(key, told) == told
    log = tuple(
        Entry(Demand(key, wanted, asked_at, priority), granted, why, place, lot(seed, key))
        for key, (wanted, granted) in sums.items()
        for asked_at, priority, why, place in [facts[key]]
    )
    strategies = {
        Rule.FIRST_COME: Strategy.BY_TIME,
        Rule.DRAW: Strategy.DRAW,
        Rule.ONE_EACH: Strategy.ONE_EACH,
        Rule.PRIORITY: Strategy.PRIORITY,
    }
    strategy = strategies[Rule(deal.rule)]
    allocation = Allocation(log, deal.supply, strategy, seed, commitment(seed))
    return check(allocation.shortage, allocation)
