"""Doors and people that got something, each counted once however often they ordered (R52)."""

from dataclasses import dataclass
from datetime import date

from django.db import connection

SERVED = """
WITH given AS (
    SELECT DISTINCT o.id AS order_id, o.household_id, round.delivery_date
      FROM ordering_round round
      JOIN ordering_order o ON o.round_id = round.id AND o.canceled_at IS NULL
      JOIN sorting_bag_orders inside ON inside.order_id = o.id
      JOIN sorting_bag bag ON bag.id = inside.bag_id
      JOIN delivery_proof proof ON proof.unit_id = bag.unit_id
     WHERE round.estate_id = %(estate)s AND round.delivery_date <= %(day)s
       AND NOT EXISTS (
           SELECT FROM delivery_attempt undo WHERE undo.reverses_id = proof.attempt_id)
),
door AS (
    SELECT household_id, bool_or(delivery_date = %(day)s) AS on_the_day FROM given
     GROUP BY household_id
)
SELECT (SELECT count(*) FROM given WHERE delivery_date = %(day)s),
       count(*) FILTER (WHERE on_the_day),
       coalesce(sum(place.people) FILTER (WHERE on_the_day), 0)::bigint,
       (SELECT count(*) FROM given), count(*), coalesce(sum(place.people), 0)::bigint
  FROM door JOIN places_place place ON place.id = door.household_id"""


@dataclass(frozen=True, slots=True)
class Served:
    """Orders that were delivered, and the doors and people behind them."""

    orders: int
    doors: int
    people: int


def served(*, estate_id: int, day: date) -> tuple[Served, Served]:
    """On the day, and from the estate's first day until its end. One query."""
    with connection.cursor() as cursor:
        cursor.execute(SERVED, {"estate": estate_id, "day": day})
        figures = cursor.fetchone()
    return Served(*figures[:3]), Served(*figures[3:])
