"""What each record that moves money should have moved of which account, from the record alone.

One row for each account that a record moves: its posting's kind, the record, the order that it is
about, the account, and by how many fen that was debited (above 0) or credited.
"""

# An order that was canceled before there was a ledger was never charged.
_ORDERS = """
    SELECT posting.kind, 'ordering.order' AS source_type, o.id AS source_id, o.id AS order_id,
           leg.*
      FROM ordering_order o
      JOIN ordering_round round ON round.id = o.round_id
      JOIN LATERAL (VALUES ('order', o.total_fen::bigint), ('canceled', -o.total_fen::bigint))
           AS posting (kind, fen)
        ON CASE WHEN o.canceled_at IS NULL THEN posting.kind = 'order'
                ELSE EXISTS (SELECT FROM money_posting charge
                              WHERE charge.source_type = 'ordering.order'
                                AND charge.source_id = o.id) END
     CROSS JOIN LATERAL (VALUES
           ('household', o.household_id, 0::bigint, 0::bigint, posting.fen),
           ('sales', round.estate_id, 0, 0, -posting.fen))
           AS leg (account, place_id, person_id, supplier_id, fen)
"""

_TICKETS = """
    SELECT 'refund', 'tickets.ticket', ticket.id, o.id, leg.*
      FROM tickets_ticket ticket
      JOIN ordering_order o ON o.id = ticket.order_id
      JOIN ordering_round round ON round.id = o.round_id
     CROSS JOIN LATERAL (VALUES
           ('household', o.household_id, 0, 0, -ticket.refund_fen),
           ('sales', round.estate_id, 0, 0, ticket.refund_fen)) leg
     WHERE ticket.refund_fen IS NOT NULL
"""

_WEIGHED = """
    SELECT 'weighed', 'sorting.weighedline', weighed.id, o.id, leg.*
      FROM sorting_weighedline weighed
      JOIN sorting_bagline line ON line.id = weighed.bag_line_id
      JOIN ordering_orderline ordered ON ordered.id = line.order_line_id
      JOIN ordering_order o ON o.id = ordered.order_id
      JOIN ordering_round round ON round.id = o.round_id
     CROSS JOIN LATERAL (VALUES
           ('household', o.household_id, 0, 0, weighed.difference_fen),
           ('sales', round.estate_id, 0, 0, -weighed.difference_fen)) leg
"""

_CUTS = """
    SELECT 'short', 'sorting.cut', cut.id, o.id, leg.*
      FROM sorting_cut cut
      JOIN ordering_order o ON o.id = cut.order_id
      JOIN ordering_round round ON round.id = o.round_id
     CROSS JOIN LATERAL (VALUES
           ('household', o.household_id, 0, 0, -cut.fen),
           ('sales', round.estate_id, 0, 0, cut.fen)) leg
     WHERE cut.outcome = 'refund'
"""

# What goes back by phone is under way until the provider says that it arrived.
_PAYMENTS = """
    SELECT CASE WHEN payment.undoes_id IS NOT NULL THEN 'undone'
                WHEN payment.is_back THEN 'payback' ELSE 'payment' END,
           'money.payment', payment.id, payment.order_id, leg.*
      FROM (SELECT *, CASE WHEN is_back THEN -fen ELSE fen END AS came,
                   CASE method WHEN 'cash' THEN 'cash'
                               WHEN 'transfer' THEN 'bank'
                               WHEN 'groupbuy' THEN 'group_buy'
                               ELSE CASE WHEN is_back OR undoes_id IS NOT NULL
                                         THEN 'refunding' ELSE 'provider' END END AS till
              FROM money_payment) payment
     CROSS JOIN LATERAL (VALUES
           (till, estate_id, CASE WHEN till = 'cash' THEN taken_by_id ELSE 0 END, 0, came),
           ('household', household_id, 0, 0, -came)) leg
"""

_REFUNDS = """
    SELECT 'refunded', 'money.providerrefund', refund.id, NULL, leg.*
      FROM money_providerrefund refund
      JOIN money_providerpayment paid ON paid.id = refund.paid_id
     CROSS JOIN LATERAL (VALUES
           ('refunding', paid.estate_id, 0, 0, refund.fen),
           ('provider', paid.estate_id, 0, 0, -refund.fen)) leg
     WHERE refund.state = 'done'
"""

_PAYOUTS = """
    SELECT posting.kind, 'money.payout', part.payout_id, NULL, leg.*
      FROM money_payoutpart part
      JOIN money_payout payout ON payout.id = part.payout_id
      JOIN (VALUES ('paid_out', false, 1), ('put_in', true, -1),
                   ('undone', false, -1), ('undone', true, 1)) AS posting (kind, is_put_in, sign)
        ON posting.is_put_in = payout.is_put_in
       AND (posting.kind <> 'undone' OR payout.reversed_at IS NOT NULL)
     CROSS JOIN LATERAL (VALUES
           ('bank', part.estate_id, 0, 0, sign * (part.gross_fen - part.fee_fen)),
           ('fees', part.estate_id, 0, 0, sign * part.fee_fen),
           ('provider', part.estate_id, 0, 0, -sign * part.gross_fen)) leg
"""

_COUNTS = """
    SELECT 'count', 'money.cashcount', count.id, NULL, leg.*
      FROM (SELECT *, counted_fen - expected_fen AS over,
                   CASE WHEN is_out THEN -counted_fen ELSE counted_fen END AS came
              FROM money_cashcount WHERE signed_at IS NOT NULL) count
     CROSS JOIN LATERAL (VALUES
           ('safe', estate_id, 0, 0, came),
           (CASE source WHEN 'hands' THEN 'cash' ELSE source END, estate_id,
            coalesce(holder_id, 0), 0, over - came),
           ('over_short', estate_id, 0, 0, -over)) leg
"""

_FLOATS_OUT = """
    SELECT 'float_out', 'money.cashfloat', out.id, NULL, leg.*
      FROM money_cashfloat out
     CROSS JOIN LATERAL (VALUES
           ('float', estate_id, shopper_id, 0, fen),
           ('safe', estate_id, 0, 0, -fen)) leg
     WHERE out.taken_at IS NOT NULL
"""

_PURCHASES = """
    SELECT 'bought', 'money.purchase', purchase.id, NULL, leg.*
      FROM money_purchase purchase
      JOIN money_cashfloat out ON out.id = purchase.cash_float_id
     CROSS JOIN LATERAL (VALUES
           ('household', purchase.household_id, 0, 0, purchase.fen),
           ('float', out.estate_id, out.shopper_id, 0, -purchase.fen)) leg
"""

# What is taken back of a float that is closed is cash over or short.
_UNBOUGHT = """
    SELECT 'unbought', 'money.purchase', purchase.id, NULL, leg.*
      FROM money_purchase purchase
      JOIN money_cashfloat out ON out.id = purchase.cash_float_id
     CROSS JOIN LATERAL (VALUES
           ('household', purchase.household_id, 0, 0, -purchase.fen),
           (CASE WHEN purchase.reversed_late THEN 'over_short' ELSE 'float' END, out.estate_id,
            CASE WHEN purchase.reversed_late THEN 0 ELSE out.shopper_id END, 0,
            purchase.fen)) leg
     WHERE purchase.reversed_at IS NOT NULL
"""

# What a shopper laid out beyond the float is paid from the safe.
_FLOATS_BACK = """
    SELECT 'float_back', 'money.cashfloat', back.id, NULL, leg.*
      FROM (SELECT out.*, out.fen - coalesce(spent.fen, 0) AS stayed
              FROM money_cashfloat out
             CROSS JOIN LATERAL (SELECT sum(spent.fen) AS fen FROM money_purchase spent
                                  WHERE spent.cash_float_id = out.id
                                    AND (spent.reversed_at IS NULL
                                         OR spent.reversed_late)) spent
             WHERE out.closed_at IS NOT NULL AND out.taken_at IS NOT NULL) back
     CROSS JOIN LATERAL (VALUES
           ('safe', estate_id, 0, 0, back_fen + least(stayed, 0)),
           ('over_short', estate_id, 0, 0, greatest(stayed, 0) - back_fen),
           ('float', estate_id, shopper_id, 0, -stayed)) leg
"""

_BILLS = """
    SELECT posting.kind, 'procurement.shopbill', bill.id, NULL, leg.*
      FROM procurement_shopbill bill
      JOIN procurement_purchaseorder bought ON bought.id = bill.purchase_order_id
      JOIN ordering_round round ON round.id = bought.round_id
      JOIN (VALUES ('bill', 1), ('undone', -1)) AS posting (kind, sign)
        ON posting.sign = 1 OR bill.reversed_at IS NOT NULL
     CROSS JOIN LATERAL (VALUES
           ('purchases', round.estate_id, 0, 0, sign * bill.fen),
           ('supplier', round.estate_id, 0, bought.supplier_id, -sign * bill.fen)) leg
"""

_SETTLED = """
    SELECT posting.kind, 'procurement.shoppayment', payment.id, NULL, leg.*
      FROM procurement_shoppayment payment
      JOIN procurement_shopbill bill ON bill.id = payment.bill_id
      JOIN procurement_purchaseorder bought ON bought.id = bill.purchase_order_id
      JOIN ordering_round round ON round.id = bought.round_id
      JOIN (VALUES ('settled', 1), ('undone', -1)) AS posting (kind, sign)
        ON posting.sign = 1 OR payment.reversed_at IS NOT NULL
     CROSS JOIN LATERAL (VALUES
           ('supplier', round.estate_id, 0, bought.supplier_id, sign * payment.fen),
           (CASE payment.method WHEN 'cash' THEN 'safe' ELSE 'bank' END, round.estate_id, 0, 0,
            -sign * payment.fen)) leg
"""

_HANDED_OVER = """
    SELECT posting.kind, 'ordering.toolhandover', handed.id, NULL, leg.*
      FROM (SELECT *,
                   CASE WHEN closes OR fen + fee_fen > expected_fen THEN expected_fen
                        ELSE fen + fee_fen END AS gone
              FROM ordering_toolhandover WHERE booked_at IS NOT NULL) handed
      JOIN ordering_round round ON round.id = handed.round_id
      JOIN (VALUES ('handed_over', 1), ('undone', -1)) AS posting (kind, sign)
        ON posting.sign = 1 OR handed.reversed_at IS NOT NULL
     CROSS JOIN LATERAL (VALUES
           (CASE handed.method WHEN 'cash' THEN 'safe' ELSE 'bank' END, round.estate_id, 0, 0,
            sign * handed.fen),
           ('fees', round.estate_id, 0, 0, sign * handed.fee_fen),
           ('over_short', round.estate_id, 0, 0, sign * (gone - handed.fen - handed.fee_fen)),
           ('group_buy', round.estate_id, 0, 0, -sign * gone)) leg
"""

SAID = "UNION ALL".join(
    (
        _ORDERS,
        _TICKETS,
        _WEIGHED,
        _CUTS,
        _PAYMENTS,
        _REFUNDS,
        _PAYOUTS,
        _COUNTS,
        _FLOATS_OUT,
        _PURCHASES,
        _UNBOUGHT,
        _FLOATS_BACK,
        _BILLS,
        _SETTLED,
        _HANDED_OVER,
    )
)

# Records that are never deleted, each of which the audit log names.
_KEPT = (
    "money.cashcount",
    "money.cashfloat",
    "money.payment",
    "money.payout",
    "money.providerrefund",
    "money.purchase",
    "ordering.order",
    "ordering.toolhandover",
    "procurement.shopbill",
    "procurement.shoppayment",
    "tickets.ticket",
)

_GONE = " UNION ALL ".join(
    f"SELECT subject_type, subject_id FROM plumbing_auditentry entry"
    f" WHERE subject_type = '{label}' AND NOT EXISTS"
    f" (SELECT FROM {label.replace('.', '_')} kept WHERE kept.id = entry.subject_id)"
    for label in _KEPT
)

GONE = f"""
    SELECT DISTINCT subject_type, subject_id FROM ({_GONE}) gone
     ORDER BY subject_type, subject_id LIMIT %(most)s
"""
