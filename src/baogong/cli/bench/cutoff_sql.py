"""What closing a round comes to in bare SQL: the same rows, without a word of Python between."""

PURCHASE_ORDERS = """
INSERT INTO procurement_purchaseorder (round_id, supplier_id, state, sent_at, note)
SELECT DISTINCT o.round_id, listing.supplier_id, 'sent', now(), ''
  FROM ordering_order o
  JOIN ordering_orderline line ON line.order_id = o.id
  JOIN ordering_listing listing ON listing.id = line.listing_id
 WHERE o.canceled_at IS NULL"""
PURCHASE_ORDER_LINES = """
INSERT INTO procurement_purchaseorderline (purchase_order_id, good_id, quantity)
SELECT po.id, item.good_id, sum(line.quantity * item.quantity)
  FROM ordering_order o
  JOIN ordering_orderline line ON line.order_id = o.id
  JOIN ordering_listing listing ON listing.id = line.listing_id
  JOIN ordering_listingitem item ON item.listing_id = listing.id
  JOIN procurement_purchaseorder po
    ON po.round_id = o.round_id AND po.supplier_id = listing.supplier_id
 WHERE o.canceled_at IS NULL
 GROUP BY po.id, item.good_id"""
WAVES = """
INSERT INTO sorting_wave (round_id, depot_id, planned_at)
SELECT round.id, depot.id, now()
  FROM ordering_round round
  JOIN places_place estate ON estate.id = round.estate_id
  JOIN places_place depot ON depot.parent_id = estate.id AND depot.kind = 'depot'"""
# Packages in their order, each in the bag before it while the weight allows.
BAGGED = """
CREATE TEMPORARY TABLE bagged ON COMMIT DROP AS
WITH RECURSIVE recipe AS (
    SELECT item.listing_id, sum(item.quantity * coalesce(good.piece_grams, 1)) AS grams
      FROM ordering_listingitem item JOIN catalog_good good ON good.id = item.good_id
     GROUP BY item.listing_id
),
package AS (
    SELECT o.id AS order_id, line.id AS line_id, recipe.grams,
           row_number() OVER (PARTITION BY o.id ORDER BY line.id) AS position
      FROM ordering_order o
      JOIN ordering_orderline line ON line.order_id = o.id
      JOIN recipe ON recipe.listing_id = line.listing_id
     CROSS JOIN generate_series(1, line.quantity)
     WHERE o.canceled_at IS NULL
),
walk AS (
    SELECT order_id, line_id, position, grams AS load, 1 AS part FROM package WHERE position = 1
    UNION ALL
    SELECT package.order_id, package.line_id, package.position,
           CASE WHEN walk.load + package.grams > %(limit)s THEN package.grams
                ELSE walk.load + package.grams END,
           CASE WHEN walk.load + package.grams > %(limit)s THEN walk.part + 1 ELSE walk.part END
      FROM walk
      JOIN package ON package.order_id = walk.order_id AND package.position = walk.position + 1
)
SELECT order_id, line_id, part, count(*) AS packages FROM walk GROUP BY order_id, line_id, part"""
BAGS = """
INSERT INTO sorting_bag (wave_id, order_id, household_id, part, parts, code)
SELECT wave.id, bag.order_id, o.household_id, bag.part,
       max(bag.part) OVER (PARTITION BY bag.order_id),
       upper(substr(md5(random()::text), 1, 9))
  FROM (SELECT DISTINCT order_id, part FROM bagged) bag
  JOIN ordering_order o ON o.id = bag.order_id
  JOIN sorting_wave wave ON wave.round_id = o.round_id"""
BAG_ORDERS = """
INSERT INTO sorting_bag_orders (bag_id, order_id) SELECT id, order_id FROM sorting_bag"""
BAG_LINES = """
INSERT INTO sorting_bagline (bag_id, order_line_id, good_id, planned)
SELECT bag.id, bagged.line_id, item.good_id, bagged.packages * item.quantity
  FROM bagged
  JOIN sorting_bag bag ON bag.order_id = bagged.order_id AND bag.part = bagged.part
  JOIN ordering_orderline line ON line.id = bagged.line_id
  JOIN ordering_listingitem item ON item.listing_id = line.listing_id"""
CRATES = """
INSERT INTO sorting_crate (wave_id, entrance_id, number, code)
SELECT DISTINCT bag.wave_id, door.parent_id, 1,
       upper(substr(md5(bag.wave_id::text || '-' || door.parent_id), 1, 9))
  FROM sorting_bag bag JOIN places_place door ON door.id = bag.household_id"""
DOOR_LISTS = """
SELECT door.parent_id, door.label, bag.part, bag.parts, bag.code, good.name, sum(line.planned)
  FROM sorting_bag bag
  JOIN places_place door ON door.id = bag.household_id
  JOIN sorting_bagline line ON line.bag_id = bag.id
  JOIN catalog_good good ON good.id = line.good_id
 GROUP BY door.id, bag.id, good.id
 ORDER BY door.parent_id, door.sort_key, bag.part, good.name"""
STEPS = (
    "UPDATE ordering_round SET closed_at = now() WHERE closed_at IS NULL",
    PURCHASE_ORDERS,
    PURCHASE_ORDER_LINES,
    WAVES,
    BAGGED,
    "ANALYZE bagged",
    BAGS,
    "ANALYZE sorting_bag",
    BAG_ORDERS,
    BAG_LINES,
    "ANALYZE sorting_bagline",
    CRATES,
)
COUNTS = """
SELECT (SELECT count(*) FROM procurement_purchaseorder),
       (SELECT sum(quantity) FROM procurement_purchaseorderline)::bigint,
       (SELECT count(*) FROM sorting_bag),
       (SELECT count(*) FROM sorting_bagline),
       (SELECT sum(planned) FROM sorting_bagline)::bigint,
       (SELECT count(*) FROM sorting_crate)"""
