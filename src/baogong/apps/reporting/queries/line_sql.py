"""The statements behind the line; ``%(rounds)s`` are round ids, ``%(hour)s`` is an hour ago."""

ROUNDS = """
round AS (
    SELECT round.id, round.estate_id, round.closed_at
      FROM ordering_round round WHERE round.id = ANY(%(rounds)s)
),
purchase AS (
    SELECT round.estate_id, round.id AS round_id, po.id, po.supplier_id, po.sent_at,
           CASE WHEN po.state <> 'sent' THEN coalesce(po.confirmed_at, receipt.occurred_at)
                END AS confirmed_at,
           receipt.occurred_at AS received_at
      FROM procurement_purchaseorder po
      JOIN round ON round.id = po.round_id
      LEFT JOIN procurement_receipt receipt ON receipt.purchase_order_id = po.id
)"""
# A bag's way in four times: it can be made up (planned, and a truck has come), it is made up, it
# is out of the depot, and closed for good.
BAGS = """
bag AS MATERIALIZED (
    SELECT round.estate_id, bag.id, bag.wave_id, bag.household_id, bag.unit_id,
           bag.done_at,
           CASE WHEN arrived.at IS NOT NULL THEN greatest(wave.planned_at, arrived.at)
                END AS ready_at,
           run.started_at AS out_at, run.officer_id,
           CASE WHEN bag.done_at IS NOT NULL AND bag.unit_id IS NULL THEN bag.done_at
                ELSE coalesce(given.at, back.at) END AS closed_at
      FROM sorting_bag bag
      JOIN sorting_wave wave ON wave.id = bag.wave_id
      JOIN round ON round.id = wave.round_id
      LEFT JOIN (
           SELECT round_id, min(received_at) AS at FROM purchase GROUP BY round_id
           ) arrived ON arrived.round_id = round.id
      LEFT JOIN LATERAL (
           SELECT run.started_at, run.officer_id FROM delivery_rununit carried
             JOIN delivery_run run ON run.id = carried.run_id
            WHERE carried.unit_id = bag.unit_id ORDER BY run.id DESC LIMIT 1) run ON TRUE
      LEFT JOIN LATERAL (
           SELECT max(proof.occurred_at) AS at FROM delivery_proof proof
            WHERE proof.unit_id = bag.unit_id AND NOT EXISTS (
                  SELECT FROM delivery_attempt undo WHERE undo.reverses_id = proof.attempt_id)
           ) given ON TRUE
      LEFT JOIN LATERAL (
           SELECT max(back.returned_at) AS at FROM delivery_unitreturn back
            WHERE back.unit_id = bag.unit_id AND NOT EXISTS (
                  SELECT FROM delivery_reoffer again WHERE again.unit_return_id = back.id)
           ) back ON TRUE
)"""
# (estate, stage, total, done, since when the oldest waits, done in the last hour, first one done)
STAGES = f"""
WITH {ROUNDS}, {BAGS},
closing AS (
    SELECT estate_id, inside.order_id, bool_and(closed_at IS NOT NULL) AS closed,
           max(closed_at) AS closed_at, min(out_at) FILTER (WHERE closed_at IS NULL) AS since
      FROM bag JOIN sorting_bag_orders inside ON inside.bag_id = bag.id
     GROUP BY estate_id, inside.order_id
)
SELECT round.estate_id, 'ask', count(*), count(*) FILTER (WHERE round.closed_at IS NOT NULL),
       NULL::timestamptz, count(*) FILTER (WHERE o.occurred_at > %(hour)s), min(o.occurred_at)
  FROM ordering_order o JOIN round ON round.id = o.round_id
 WHERE o.canceled_at IS NULL
 GROUP BY round.estate_id
UNION ALL
SELECT estate_id, 'buy', count(*), count(confirmed_at),
       min(sent_at) FILTER (WHERE confirmed_at IS NULL),
       count(*) FILTER (WHERE confirmed_at > %(hour)s), min(confirmed_at)
  FROM purchase GROUP BY estate_id
UNION ALL
SELECT estate_id, 'arrive', count(*), count(received_at),
       min(confirmed_at) FILTER (WHERE received_at IS NULL),
       count(*) FILTER (WHERE received_at > %(hour)s), min(received_at)
  FROM purchase GROUP BY estate_id
UNION ALL
SELECT estate_id, 'make_up', count(*), count(done_at),
       min(ready_at) FILTER (WHERE done_at IS NULL),
       count(*) FILTER (WHERE done_at > %(hour)s), min(done_at)
  FROM bag GROUP BY estate_id
UNION ALL
SELECT estate_id, 'carry', count(*), count(out_at), min(done_at) FILTER (WHERE out_at IS NULL),
       count(*) FILTER (WHERE out_at > %(hour)s), min(out_at)
  FROM bag WHERE done_at IS NULL OR unit_id IS NOT NULL GROUP BY estate_id
UNION ALL
SELECT estate_id, 'close', count(*), count(*) FILTER (WHERE closed), min(since),
       count(*) FILTER (WHERE closed AND closed_at > %(hour)s),
       min(closed_at) FILTER (WHERE closed)
  FROM closing GROUP BY estate_id"""
# (estate, stage, entrance and its label, who has it, how many, since when): the first
# ``%(most)s`` of each stage, the longest first
STUCK = f"""
WITH {ROUNDS}, {BAGS},
stuck AS (
    SELECT round.estate_id, 'ask' AS stage, NULL::bigint AS entrance_id, '' AS thing,
           '' AS who, count(*) AS n, min(o.occurred_at) AS since
      FROM ordering_order o JOIN round ON round.id = o.round_id
     WHERE o.waits_for_check AND o.canceled_at IS NULL
     GROUP BY round.estate_id
    UNION ALL
    SELECT purchase.estate_id, 'buy', NULL, '', supplier.name, 1, purchase.sent_at
      FROM purchase JOIN suppliers_supplier supplier ON supplier.id = purchase.supplier_id
     WHERE confirmed_at IS NULL
    UNION ALL
    SELECT purchase.estate_id, 'arrive', NULL, '', supplier.name, 1, purchase.confirmed_at
      FROM purchase JOIN suppliers_supplier supplier ON supplier.id = purchase.supplier_id
     WHERE received_at IS NULL AND confirmed_at IS NOT NULL
    UNION ALL
    SELECT bag.estate_id, 'make_up', NULL, '', depot.label, count(*), min(bag.ready_at)
      FROM bag
      JOIN sorting_wave wave ON wave.id = bag.wave_id
      JOIN places_place depot ON depot.id = wave.depot_id
     WHERE bag.done_at IS NULL AND bag.ready_at IS NOT NULL
     GROUP BY bag.estate_id, depot.id
    UNION ALL
    SELECT bag.estate_id, 'carry', entrance.id, entrance.label, depot.label, count(*),
           min(bag.done_at)
      FROM bag
      JOIN sorting_wave wave ON wave.id = bag.wave_id
      JOIN places_place depot ON depot.id = wave.depot_id
      JOIN places_place door ON door.id = bag.household_id
      JOIN places_place entrance ON entrance.id = door.parent_id
     WHERE bag.unit_id IS NOT NULL AND bag.out_at IS NULL
     GROUP BY bag.estate_id, entrance.id, depot.id
    UNION ALL
    SELECT bag.estate_id, 'close', entrance.id, entrance.label, officer.name, count(*),
           min(bag.out_at)
      FROM bag
      JOIN places_place door ON door.id = bag.household_id
      JOIN places_place entrance ON entrance.id = door.parent_id
      JOIN accounts_user officer ON officer.id = bag.officer_id
     WHERE bag.out_at IS NOT NULL AND bag.closed_at IS NULL
     GROUP BY bag.estate_id, entrance.id, officer.id
)
SELECT estate_id, stage, entrance_id, thing, who, n, since
  FROM (SELECT *, row_number() OVER (PARTITION BY stage ORDER BY since, thing, who) AS place
          FROM stuck) ranked
 WHERE place <= %(most)s
 ORDER BY since, stage, thing, who"""
