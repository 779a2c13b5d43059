"""The statements behind the lists that figures open: what ``sums_sql`` counts, one by one."""

from baogong.apps.reporting.queries import sums_sql as sql
from baogong.apps.reporting.queries.states import State

BAG_STATES = {
    State.ORDERED: "TRUE",
    State.DELIVERED: "bag.delivered > 0",
    State.DELIVERED_SHORT: "bag.delivered > 0 AND bag.has_short",
    State.RETURNED: "bag.returned > 0",
    State.SHORT: "bag.short > 0",
    State.OPEN: "bag.open > 0",
    State.ASTRAY: "bag.delivered + bag.returned + bag.short + bag.open <> 1",
    State.PACKED: "bag.done",
    State.CARRIED: (
        "EXISTS (SELECT FROM delivery_rununit carried WHERE carried.unit_id = bag.unit_id)"
    ),
}
ORDER_STATES = {
    State.ORDERED: "TRUE",
    State.DELIVERED: sql.DELIVERED,
    State.DELIVERED_SHORT: sql.DELIVERED_SHORT,
    State.RETURNED: sql.RETURNED,
    State.SHORT: sql.SHORT,
    State.OPEN: sql.OPEN,
    State.CLOSED: "NOT is_open",
    State.ASTRAY: (
        f"NOT (({sql.OPEN}) OR ({sql.DELIVERED}) OR ({sql.RETURNED}) OR ({sql.SHORT}))"
    ),
}
# Of the bags that hold a good: those which its figure counts, and how much of it.
GOOD_STATES = {
    State.ORDERED: ("TRUE", "content.packed + content.missing"),
    State.SHORT: ("content.missing > 0", "content.missing"),
}
PAGE = "LIMIT %(limit)s OFFSET %(offset)s"


def bags(state: State) -> str:
    """Rows of ``BagRow``, each ending with how many there are on all pages."""
    return _bags(BAG_STATES[state], amount="0")


def bags_with_good(state: State) -> str:
    """Bags that hold a good in a state of its figures, with how much of it."""
    usual = (f"({BAG_STATES[state]}) AND content.packed > 0", "content.packed")
    condition, amount = GOOD_STATES.get(state, usual)
    return _bags(condition, amount=amount, content=CONTENT)


CONTENT = """
  JOIN LATERAL (
       SELECT sum(line.planned - coalesce(short.quantity, 0)
                  + coalesce(weighing.grams - weighed.expected, 0)) AS packed,
              sum(coalesce(short.quantity, 0)) AS missing
         FROM sorting_bagline line
         JOIN catalog_good good ON good.id = line.good_id AND good.sku = %(good)s
         LEFT JOIN sorting_shortline short ON short.bag_line_id = line.id
         LEFT JOIN sorting_weighedline weighed ON weighed.bag_line_id = line.id
         LEFT JOIN sorting_weighing weighing ON weighing.id = weighed.weighing_id
        WHERE line.bag_id = bag.id
       HAVING count(*) > 0) content ON TRUE"""


def _bags(condition: str, *, amount: str, content: str = "") -> str:
    return f"""
WITH {sql.BAGS}
SELECT bag.id, label.code, label.part, label.parts, bag.order_id, door.label,
       bag.delivered, bag.returned, bag.short, bag.open, bag.has_short,
       coalesce(holder.kind, ''), coalesce(site.label, ''), coalesce(person.name, ''),
       ({amount})::bigint, count(*) OVER ()
  FROM bag
  JOIN sorting_bag label ON label.id = bag.id
  JOIN ordering_order o ON o.id = bag.order_id AND o.canceled_at IS NULL
  JOIN places_place door ON door.id = label.household_id
  LEFT JOIN custody_unit unit ON unit.id = label.unit_id
  LEFT JOIN custody_holder holder ON holder.id = unit.holder_id
  LEFT JOIN places_place site ON site.id = holder.place_id
  LEFT JOIN accounts_user person ON person.id = holder.user_id {content}
 WHERE ({condition})
   AND (%(entrance)s::bigint IS NULL OR door.parent_id = %(entrance)s)
 ORDER BY door.sort_key, bag.order_id, label.part {PAGE}"""


def orders(state: State) -> str:
    """Rows of ``OrderRow``, each ending with how many there are on all pages."""
    return f"""
WITH {sql.BAGS},
{sql.ORDERS}
SELECT live.id, door.label, coalesce(live.bags, 0), coalesce(delivered, 0)::bigint,
       coalesce(returned, 0)::bigint, coalesce(short, 0)::bigint, coalesce(live.open, 0)::bigint,
       coalesce(live.has_short, FALSE), is_open,
       ARRAY(SELECT label.id FROM sorting_bag label
               JOIN sorting_bag_orders inside ON inside.bag_id = label.id
              WHERE inside.order_id = live.id ORDER BY label.part),
       o.total_fen, o.occurred_at, o.channel, count(*) OVER ()
  FROM live
  JOIN ordering_order o ON o.id = live.id
  JOIN places_place door ON door.id = live.household_id
 WHERE ({ORDER_STATES[state]})
   AND (%(entrance)s::bigint IS NULL OR live.entrance_id = %(entrance)s)
 ORDER BY door.sort_key, live.id {PAGE}"""
