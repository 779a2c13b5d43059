"""How far a day has come: the six stages of the chain, each counted from its own rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

STAGES = """
SELECT (SELECT count(*) FROM ordering_order o
         WHERE o.round_id = ANY(%(rounds)s) AND o.canceled_at IS NULL),
       (SELECT count(*) FROM procurement_purchaseorder po WHERE po.round_id = ANY(%(rounds)s)),
       (SELECT count(*) FROM procurement_purchaseorder po
         WHERE po.round_id = ANY(%(rounds)s) AND po.state <> 'sent'),
       (SELECT count(*) FROM procurement_receipt receipt
          JOIN procurement_purchaseorder po ON po.id = receipt.purchase_order_id
         WHERE po.round_id = ANY(%(rounds)s)),
       count(bag.id),
       count(bag.id) FILTER (WHERE bag.done_at IS NOT NULL),
       count(bag.id) FILTER (WHERE EXISTS (
           SELECT FROM delivery_rununit carried WHERE carried.unit_id = bag.unit_id))
  FROM sorting_bag bag JOIN sorting_wave wave ON wave.id = bag.wave_id
 WHERE wave.round_id = ANY(%(rounds)s)"""
VERSION = """
SELECT coalesce((SELECT max(id) FROM plumbing_auditentry), 0),
       coalesce((SELECT max(id) FROM custody_handoff), 0),
       coalesce((SELECT max(id) FROM delivery_attempt), 0)"""


@dataclass(frozen=True, slots=True)
class Stages:
    """Orders asked; purchase orders sent, confirmed, received; bags planned, done, carried."""

    asked: int
    bought: int
    confirmed: int
    arrived: int
    planned: int
    made_up: int
    carried: int


def stages_of(*, round_ids: Sequence[int]) -> Stages:
    """The stages over some rounds. One query."""
    with connection.cursor() as cursor:
        cursor.execute(STAGES, {"rounds": list(round_ids)})
        return Stages(*cursor.fetchone())


def version() -> str:
    """Changes whenever any order, bag or handoff does; three index look-ups."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        return "-".join(map(str, cursor.fetchone()))
