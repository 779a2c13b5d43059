"""The statement behind the labour meter."""

# One row for each person: grams by kind of work, each counted from the ledger of that work. What
# is carried was packed on the day or, where it came back or had to wait, since ``since``.
LABOUR = """
WITH weighed AS (
    SELECT entry.source_type, entry.source_id,
           sum(abs(entry.quantity)::bigint * coalesce(good.piece_grams, 1)) AS grams
      FROM inventory_stockentry entry
      JOIN inventory_lot lot ON lot.id = entry.lot_id
      JOIN places_place depot ON depot.id = lot.place_id AND depot.parent_id = %(estate)s
      JOIN catalog_good good ON good.id = lot.good_id
     WHERE entry.source_type IN ('procurement.receipt', 'sorting.bagline')
       AND entry.occurred_at >= %(since)s AND entry.occurred_at < %(end)s
     GROUP BY entry.source_type, entry.source_id
),
bag AS (
    SELECT bag.unit_id, sum(weighed.grams) AS grams
      FROM sorting_bag bag
      JOIN sorting_bagline line ON line.bag_id = bag.id
      JOIN weighed ON weighed.source_type = 'sorting.bagline' AND weighed.source_id = line.id
     WHERE bag.unit_id IS NOT NULL
     GROUP BY bag.unit_id
),
work AS (
    SELECT receipt.recorded_by_id AS user_id, 'received' AS kind, weighed.grams
      FROM procurement_receipt receipt
      JOIN weighed ON weighed.source_type = 'procurement.receipt'
                  AND weighed.source_id = receipt.id
     WHERE receipt.occurred_at >= %(begin)s AND receipt.occurred_at < %(end)s
    UNION ALL
    SELECT refill.taken_by_id, 'refilled', refill.grams
      FROM inventory_refilltask refill
      JOIN inventory_storagearea area ON area.id = refill.area_id
      JOIN places_place depot ON depot.id = area.depot_id AND depot.parent_id = %(estate)s
     WHERE refill.done_at >= %(begin)s AND refill.done_at < %(end)s
    UNION ALL
    SELECT handoff.recorded_by_id, 'packed', bag.grams
      FROM custody_handoff handoff
      JOIN custody_handoffunit moved ON moved.handoff_id = handoff.id
      JOIN bag ON bag.unit_id = moved.unit_id
     WHERE handoff.evidence = 'label' AND handoff.giver_id IS NULL
       AND handoff.occurred_at >= %(begin)s AND handoff.occurred_at < %(end)s
    UNION ALL
    SELECT run.officer_id, 'carried', bag.grams
      FROM delivery_run run
      JOIN delivery_rununit moved ON moved.run_id = run.id
      JOIN bag ON bag.unit_id = moved.unit_id
     WHERE run.started_at >= %(begin)s AND run.started_at < %(end)s
)
SELECT person.id, person.name,
       coalesce(sum(grams) FILTER (WHERE kind = 'received'), 0)::bigint,
       coalesce(sum(grams) FILTER (WHERE kind = 'refilled'), 0)::bigint,
       coalesce(sum(grams) FILTER (WHERE kind = 'packed'), 0)::bigint,
       coalesce(sum(grams) FILTER (WHERE kind = 'carried'), 0)::bigint
  FROM work JOIN accounts_user person ON person.id = work.user_id
 GROUP BY person.id, person.name
 ORDER BY sum(grams) DESC, person.name"""
