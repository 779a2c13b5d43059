"""The statements behind the sums. ``%(rounds)s`` is an array of round ids."""

# Who gave and who received, for each unit of the rounds, with the neighbours in its chain.
LINKS = """
link AS (
    SELECT line.unit_id, handoff.giver_id, handoff.receiver_id,
           lag(handoff.receiver_id) OVER chain AS holder_before,
           lead(line.id) OVER chain IS NULL AS last
      FROM custody_handoffunit line
      JOIN custody_handoff handoff ON handoff.id = line.handoff_id
     WHERE line.unit_id IN (
               SELECT bag.unit_id FROM sorting_bag bag
                 JOIN sorting_wave wave ON wave.id = bag.wave_id
                WHERE wave.round_id = ANY(%(rounds)s)
               UNION ALL
               SELECT crate.unit_id FROM sorting_crate crate
                 JOIN sorting_wave wave ON wave.id = crate.wave_id
                WHERE wave.round_id = ANY(%(rounds)s))
    WINDOW chain AS (PARTITION BY line.unit_id ORDER BY line.id)
)"""

# One row for each planned bag: which ledgers say what of it. A figure of 2 would unbalance a sum.
# A bag that a recall emptied still has its label and goes its way; it is not short of everything.
# Each ledger is looked up by the bag: joined as whole sets, a wrong estimate made them quadratic.
BAGS = """
bag AS MATERIALIZED (
    SELECT bag.id, bag.order_id, bag.household_id, bag.unit_id, bag.done_at IS NOT NULL AS done,
           proof.n AS delivered,
           back.n AS returned,
           (bag.unit_id IS NULL AND bag.done_at IS NOT NULL
               AND content.missing IS NOT DISTINCT FROM content.planned)::int AS short,
           (bag.done_at IS NULL)::int
               + coalesce(held.kind IN ('site', 'person'), false)::int AS open,
           content.missing IS NOT NULL AS has_short
      FROM sorting_bag bag
      JOIN sorting_wave wave ON wave.id = bag.wave_id
     CROSS JOIN LATERAL (
           SELECT count(*)::int AS n FROM delivery_proof proof
            WHERE proof.unit_id = bag.unit_id AND NOT EXISTS (
                  SELECT FROM delivery_attempt undo WHERE undo.reverses_id = proof.attempt_id)
           ) proof
     CROSS JOIN LATERAL (
           SELECT count(*)::int AS n FROM delivery_unitreturn back
            WHERE back.unit_id = bag.unit_id AND NOT EXISTS (
                  SELECT FROM delivery_reoffer reoffer WHERE reoffer.unit_return_id = back.id)
           ) back
     CROSS JOIN LATERAL (
           SELECT sum(line.planned) AS planned, sum(short.quantity) AS missing
             FROM sorting_bagline line
             LEFT JOIN sorting_shortline short ON short.bag_line_id = line.id
            WHERE line.bag_id = bag.id
           ) content
      LEFT JOIN LATERAL (
           SELECT holder.kind FROM custody_handoffunit line
             JOIN custody_handoff handoff ON handoff.id = line.handoff_id
             JOIN custody_holder holder ON holder.id = handoff.receiver_id
            WHERE line.unit_id = bag.unit_id
            ORDER BY line.id DESC LIMIT 1
           ) held ON TRUE
     WHERE wave.round_id = ANY(%(rounds)s)
)"""

# One row for each live order: an order is open while any of its bags is, or before it has bags. In
# a bag that orders share each counts for itself: one that lacks everything is short, wherever the
# bag goes with what it holds of the others.
ORDERS = """
inside AS (
    SELECT link.order_id, bag.delivered, bag.returned, bag.short, bag.open,
           mine.missing IS NOT NULL AS has_short,
           bag.done AND mine.missing IS NOT DISTINCT FROM mine.planned
               AND (SELECT count(*) FROM sorting_bag_orders WHERE bag_id = bag.id) > 1 AS nothing
      FROM bag
      JOIN sorting_bag_orders link ON link.bag_id = bag.id
     CROSS JOIN LATERAL (
           SELECT sum(line.planned) AS planned, sum(short.quantity) AS missing
             FROM sorting_bagline line
             JOIN ordering_orderline asked ON asked.id = line.order_line_id
             LEFT JOIN sorting_shortline short ON short.bag_line_id = line.id
            WHERE line.bag_id = bag.id AND asked.order_id = link.order_id
           ) mine
),
order_bags AS (
    SELECT order_id, count(*) AS bags,
           sum(CASE WHEN nothing THEN 0 ELSE delivered END) AS delivered,
           sum(CASE WHEN nothing THEN 0 ELSE returned END) AS returned,
           sum(CASE WHEN nothing THEN 1 ELSE short END) AS short,
           sum(CASE WHEN nothing THEN 0 ELSE open END) AS open,
           bool_or(has_short) AS has_short
      FROM inside GROUP BY order_id
),
live AS (
    SELECT o.id, o.household_id, door.parent_id AS entrance_id, order_bags.*,
           coalesce(open > 0, NOT EXISTS (
               SELECT FROM sorting_wave wave WHERE wave.round_id = o.round_id)) AS is_open
      FROM ordering_order o
      JOIN places_place door ON door.id = o.household_id
      LEFT JOIN order_bags ON order_bags.order_id = o.id
     WHERE o.round_id = ANY(%(rounds)s) AND o.canceled_at IS NULL
)"""

# What a live order counts as, each said of its own ledger.
DELIVERED = "NOT is_open AND delivered > 0"
DELIVERED_SHORT = f"{DELIVERED} AND has_short"
RETURNED = "NOT is_open AND delivered = 0 AND returned > 0"
SHORT = "NOT is_open AND delivered = 0 AND returned = 0 AND short = bags"
OPEN = "is_open"

ENTRANCES = f"""
WITH {BAGS},
{ORDERS},
sums AS (
    SELECT entrance_id,
           count(*) AS ordered,
           count(*) FILTER (WHERE {DELIVERED}) AS delivered,
           count(*) FILTER (WHERE {DELIVERED_SHORT}) AS delivered_short,
           count(*) FILTER (WHERE {RETURNED}) AS returned,
           count(*) FILTER (WHERE {SHORT}) AS short,
           count(*) FILTER (WHERE {OPEN}) AS open
      FROM live GROUP BY entrance_id
),
bag_sums AS (
    SELECT door.parent_id AS entrance_id, count(*) AS bags, sum(bag.delivered) AS delivered,
           count(*) FILTER (WHERE bag.delivered > 0 AND bag.has_short) AS delivered_short,
           sum(bag.returned) AS returned, sum(bag.short) AS short, sum(bag.open) AS open
      FROM bag
      JOIN places_place door ON door.id = bag.household_id
      JOIN ordering_order o ON o.id = bag.order_id AND o.canceled_at IS NULL
     GROUP BY door.parent_id
),
entrance AS (
    SELECT place.id, place.label, place.sort_key
      FROM places_place place
     WHERE place.id IN (SELECT door.parent_id FROM places_place door
                         WHERE door.kind = 'household' AND starts_with(door.path, %(estate)s))
)
SELECT entrance.id, entrance.label,
       coalesce(sums.ordered, 0), coalesce(sums.delivered, 0), coalesce(sums.delivered_short, 0),
       coalesce(sums.returned, 0), coalesce(sums.short, 0), coalesce(sums.open, 0),
       coalesce(bags, 0)::bigint, coalesce(bag_sums.delivered, 0)::bigint,
       coalesce(bag_sums.delivered_short, 0)::bigint, coalesce(bag_sums.returned, 0)::bigint,
       coalesce(bag_sums.short, 0)::bigint, coalesce(bag_sums.open, 0)::bigint
  FROM entrance
  LEFT JOIN sums ON sums.entrance_id = entrance.id
  LEFT JOIN bag_sums ON bag_sums.entrance_id = entrance.id
 ORDER BY entrance.sort_key, entrance.id"""

# By entrance and good: ordered comes from the orders, from what a sorter put in the place of
# something else and from what a scale said beyond or below the order; what is in bags from the
# stock ledger.
GOODS = f"""
WITH {BAGS},
asked AS (
    SELECT door.parent_id AS entrance_id, item.good_id,
           sum(line.quantity * item.quantity) AS ordered,
           sum(line.quantity * item.quantity) FILTER (
               WHERE NOT EXISTS (
                     SELECT FROM sorting_wave wave WHERE wave.round_id = o.round_id)
           ) AS not_planned
      FROM ordering_order o
      JOIN places_place door ON door.id = o.household_id
      JOIN ordering_orderline line ON line.order_id = o.id
      JOIN ordering_listingitem item ON item.listing_id = line.listing_id
     WHERE o.round_id = ANY(%(rounds)s) AND o.canceled_at IS NULL
     GROUP BY door.parent_id, item.good_id
    UNION ALL
    SELECT door.parent_id, line.good_id, sum(line.planned), 0
      FROM sorting_bagline line
      JOIN bag ON bag.id = line.bag_id
      JOIN places_place door ON door.id = bag.household_id
     WHERE line.in_place_of_id IS NOT NULL
     GROUP BY door.parent_id, line.good_id
    UNION ALL
    SELECT door.parent_id, line.good_id, sum(weighing.grams - weighed.expected), 0
      FROM sorting_weighedline weighed
      JOIN sorting_weighing weighing ON weighing.id = weighed.weighing_id
      JOIN sorting_bagline line ON line.id = weighed.bag_line_id
      JOIN bag ON bag.id = line.bag_id
      JOIN places_place door ON door.id = bag.household_id
     GROUP BY door.parent_id, line.good_id
),
wanted AS (
    SELECT entrance_id, good_id, sum(ordered) AS ordered, sum(not_planned) AS not_planned
      FROM asked GROUP BY entrance_id, good_id
),
packed AS (
    SELECT entry.source_id AS bag_line_id, -sum(entry.quantity) AS n
      FROM inventory_stockentry entry
     WHERE entry.source_type = 'sorting.bagline'
       AND entry.source_id IN (
           SELECT line.id FROM sorting_bagline line JOIN bag ON bag.id = line.bag_id)
     GROUP BY entry.source_id
),
moved AS (
    SELECT door.parent_id AS entrance_id, line.good_id,
           sum(packed.n * bag.delivered) AS delivered,
           sum(packed.n * bag.delivered) FILTER (WHERE short.id IS NOT NULL) AS delivered_short,
           sum(packed.n * bag.returned) AS returned,
           sum(short.quantity) AS short,
           sum(CASE WHEN bag.done THEN packed.n
                    ELSE line.planned - coalesce(short.quantity, 0) END * bag.open) AS open
      FROM sorting_bagline line
      JOIN bag ON bag.id = line.bag_id
      JOIN places_place door ON door.id = bag.household_id
      LEFT JOIN packed ON packed.bag_line_id = line.id
      LEFT JOIN sorting_shortline short ON short.bag_line_id = line.id
     GROUP BY door.parent_id, line.good_id
)
SELECT wanted.entrance_id, good.sku, good.name, good.sold_by,
       wanted.ordered::bigint, coalesce(moved.delivered, 0)::bigint,
       coalesce(moved.delivered_short, 0)::bigint, coalesce(moved.returned, 0)::bigint,
       coalesce(moved.short, 0)::bigint,
       (coalesce(moved.open, 0) + coalesce(wanted.not_planned, 0))::bigint
  FROM wanted
  JOIN catalog_good good ON good.id = wanted.good_id
  LEFT JOIN moved USING (entrance_id, good_id)
 ORDER BY good.sku"""

# A unit's chain is whole when each giver received it before, and its last receiver holds it now.
BROKEN_CHAINS = f"""
WITH {LINKS}
SELECT count(DISTINCT link.unit_id)
  FROM link JOIN custody_unit unit ON unit.id = link.unit_id
 WHERE link.giver_id IS DISTINCT FROM link.holder_before
    OR (link.last AND link.receiver_id <> unit.holder_id)"""
