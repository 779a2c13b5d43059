"""The statement behind stock, its cover and its age."""

# One row for each good at each depot of the estates: what may be packed of it, what is under way,
# what a day asked for (of the last days that had orders), and since when its oldest lot is there.
STOCK = """
WITH depot AS (
    SELECT depot.id, depot.label, depot.parent_id AS estate_id, estate.label AS estate,
           estate.sort_key
      FROM places_place depot JOIN places_place estate ON estate.id = depot.parent_id
     WHERE depot.kind = 'depot' AND depot.parent_id = ANY(%(estates)s)
),
shelf AS (
    SELECT lot.place_id AS depot_id, lot.good_id, sum(lot.on_hand) AS on_hand,
           min(lot.received_at) AS oldest_at
      FROM inventory_lot lot
     WHERE lot.on_hand > 0 AND lot.place_id IN (SELECT id FROM depot)
       AND NOT EXISTS (SELECT FROM inventory_recall WHERE inventory_recall.lot_id = lot.id)
     GROUP BY lot.place_id, lot.good_id
),
day AS (
    SELECT round.estate_id, round.delivery_date
      FROM ordering_round round
     WHERE round.estate_id = ANY(%(estates)s) AND round.delivery_date <= %(today)s
       AND round.delivery_date > %(since)s
       AND EXISTS (SELECT FROM ordering_order WHERE ordering_order.round_id = round.id)
     GROUP BY round.estate_id, round.delivery_date
),
demand AS (
    SELECT round.estate_id, item.good_id, sum(line.quantity * item.quantity) AS asked
      FROM ordering_round round
      JOIN ordering_order o ON o.round_id = round.id AND o.canceled_at IS NULL
      JOIN ordering_orderline line ON line.order_id = o.id
      JOIN ordering_listingitem item ON item.listing_id = line.listing_id
     WHERE round.estate_id = ANY(%(estates)s) AND round.delivery_date <= %(today)s
       AND round.delivery_date > %(since)s
     GROUP BY round.estate_id, item.good_id
),
arriving AS (
    SELECT round.estate_id, line.good_id, sum(line.quantity) AS quantity
      FROM procurement_purchaseorder po
      JOIN ordering_round round ON round.id = po.round_id
      JOIN procurement_purchaseorderline line ON line.purchase_order_id = po.id
     WHERE round.estate_id = ANY(%(estates)s) AND po.state <> 'received'
     GROUP BY round.estate_id, line.good_id
),
promised AS (
    SELECT wave.depot_id, line.good_id, sum(line.planned) AS quantity
      FROM sorting_wave wave
      JOIN sorting_bag bag ON bag.wave_id = wave.id AND bag.done_at IS NULL
      JOIN sorting_bagline line ON line.bag_id = bag.id
     WHERE wave.depot_id IN (SELECT id FROM depot)
     GROUP BY wave.depot_id, line.good_id
)
SELECT depot.estate_id, depot.estate, depot.id, depot.label, good.sku, good.name, good.sold_by,
       good.category, good.best_hours, coalesce(shelf.on_hand, 0)::bigint,
       coalesce(arriving.quantity, 0)::bigint, coalesce(promised.quantity, 0)::bigint,
       coalesce(demand.asked / (SELECT count(*) FROM day WHERE day.estate_id = depot.estate_id),
                0)::float,
       shelf.oldest_at, coalesce(owner.name, '')
  FROM depot
 CROSS JOIN catalog_good good
  LEFT JOIN shelf ON shelf.depot_id = depot.id AND shelf.good_id = good.id
  LEFT JOIN demand ON demand.estate_id = depot.estate_id AND demand.good_id = good.id
  LEFT JOIN arriving ON arriving.estate_id = depot.estate_id AND arriving.good_id = good.id
  LEFT JOIN promised ON promised.depot_id = depot.id AND promised.good_id = good.id
  LEFT JOIN inventory_storagearea area
         ON area.depot_id = depot.id AND area.category = good.category
  LEFT JOIN accounts_user owner ON owner.id = area.owner_id
 WHERE shelf.on_hand > 0 OR demand.asked > 0 OR arriving.quantity > 0
 ORDER BY depot.sort_key, depot.id, good.category, good.name"""
