"""The statements that follow a lot to the doors."""

# One row for each bag that holds goods of the lot: the stock ledger says how much, the unit says
# who holds it, and the latest answer what came of asking the door.
BAGS_OF_LOT = """
SELECT bag.id, bag.code, bag.part, bag.parts, door.id, door.label, entrance.label,
       -sum(entry.quantity)::bigint, coalesce(holder.kind, ''),
       coalesce(carrier.name, site.label, ''), coalesce(answer.outcome, '')
  FROM inventory_stockentry entry
  JOIN sorting_bagline line ON line.id = entry.source_id
  JOIN sorting_bag bag ON bag.id = line.bag_id
  JOIN places_place door ON door.id = bag.household_id
  JOIN places_place entrance ON entrance.id = door.parent_id
  LEFT JOIN custody_unit unit ON unit.id = bag.unit_id
  LEFT JOIN custody_holder holder ON holder.id = unit.holder_id
  LEFT JOIN accounts_user carrier ON carrier.id = holder.user_id
  LEFT JOIN places_place site ON site.id = holder.place_id
  LEFT JOIN LATERAL (
       SELECT said.outcome
         FROM inventory_recallanswer said
         JOIN inventory_recall recall ON recall.id = said.recall_id
        WHERE recall.lot_id = %(lot)s AND said.household_id = door.id
        ORDER BY said.id DESC LIMIT 1
       ) answer ON TRUE
 WHERE entry.lot_id = %(lot)s AND entry.source_type = 'sorting.bagline'
 GROUP BY bag.id, door.id, entrance.id, holder.id, carrier.id, site.id, answer.outcome
HAVING sum(entry.quantity) < 0
 ORDER BY entrance.sort_key, entrance.id, door.sort_key, door.id, bag.part"""


# One row for each order of a door and recalled lot in its bags; the latest answer says whether the
# door has dealt with it.
RECALLS_OF_DOOR = """
SELECT asked.order_id, good.name, recall.reason, recall.called_at, coalesce(answer.outcome, '')
  FROM sorting_bag bag
  JOIN sorting_bagline line ON line.bag_id = bag.id
  JOIN ordering_orderline asked ON asked.id = line.order_line_id
  JOIN inventory_stockentry entry
       ON entry.source_type = 'sorting.bagline' AND entry.source_id = line.id
  JOIN inventory_recall recall ON recall.lot_id = entry.lot_id
  JOIN catalog_good good ON good.id = line.good_id
  LEFT JOIN LATERAL (
       SELECT said.outcome
         FROM inventory_recallanswer said
        WHERE said.recall_id = recall.id AND said.household_id = bag.household_id
        ORDER BY said.id DESC LIMIT 1
       ) answer ON TRUE
 WHERE bag.household_id = %(door)s
 GROUP BY asked.order_id, good.name, recall.id, answer.outcome
HAVING sum(entry.quantity) < 0
 ORDER BY recall.called_at DESC, good.name"""
