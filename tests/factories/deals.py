from baogong.apps.ordering.enums import Rule
from baogong.apps.ordering.models import order_number
from baogong.engines.allocation import Allocation, Demand, Entry, Strategy, check, commitment, lot


def recompute(deal):
    """The published log of a deal, checked by the rule and nothing else."""
    seed = deal.listing.seed
    log = tuple(
        Entry(
            Demand(
                key := order_number(share.line.ask_id),
                share.wanted,
                share.asked_at,
                share.priority,
            ),
            share.granted,
            share.why,
            share.place,
            lot(seed, key),
        )
        for share in deal.shares.select_related("line").order_by("line__ask")
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
