"""The statements that lead what was not fresh back to lots and suppliers."""

# One row for each lot and door: a household said of a good that it was not fresh, or reported it
# as rotten and was not declined, and the stock ledger says from which lots the door's bags had it.
_TOLD = """
WITH stale AS (
    SELECT feedback.order_id, good.good_id, feedback.given_at AS told_at
      FROM tickets_stalegood good
      JOIN tickets_feedback feedback ON feedback.id = good.feedback_id
    UNION ALL
    SELECT ticket.order_id, line.good_id, ticket.reported_at
      FROM tickets_ticketline line
      JOIN tickets_ticket ticket ON ticket.id = line.ticket_id
     WHERE ticket.kind = 'rotten' AND ticket.outcome <> 'declined'
),
told AS (
    SELECT lot.id AS lot_id, lot.supplier_id, bag.household_id
      FROM stale
      JOIN ordering_orderline asked ON asked.order_id = stale.order_id
      JOIN sorting_bagline line
           ON line.order_line_id = asked.id AND line.good_id = stale.good_id
      JOIN sorting_bag bag ON bag.id = line.bag_id
      JOIN inventory_stockentry entry
           ON entry.source_type = 'sorting.bagline' AND entry.source_id = line.id
      JOIN inventory_lot lot ON lot.id = entry.lot_id
     WHERE {which}
     GROUP BY lot.id, line.id, bag.household_id
    HAVING sum(entry.quantity) < 0
)"""

DOORS_BY_LOT = f"""{_TOLD.format(which="lot.id = ANY(%(ids)s)")}
SELECT lot_id, count(DISTINCT household_id) FROM told GROUP BY lot_id"""

DOORS_BY_SUPPLIER = f"""{
    _TOLD.format(which="lot.supplier_id = ANY(%(ids)s) AND stale.told_at > %(since)s")
}
SELECT supplier_id, count(DISTINCT household_id) FROM told GROUP BY supplier_id"""
