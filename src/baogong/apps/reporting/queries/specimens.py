"""One of each thing that has a page, for commands that open every page."""

from typing import Any

from django.db import connection

from baogong.apps.ordering.models.order import order_number
from baogong.apps.ordering.models.slip import slip_code

# The word for a thing, and a query for the id or code of one. ``order`` is of ``card``'s door.
ONE_OF = {
    "estate": "SELECT min(id) FROM places_place WHERE kind = 'estate'",
    "entrance": (
        "SELECT min(entrance_id) FROM sorting_crate WHERE wave_id = (SELECT max(id) FROM "
        "sorting_wave)"
    ),
    "door": "SELECT min(id) FROM places_place WHERE kind = 'household'",
    "depot": "SELECT min(id) FROM places_place WHERE kind = 'depot'",
    "supplier": "SELECT min(id) FROM suppliers_supplier",
    "assignment": "SELECT min(id) FROM people_assignment",
    "round": "SELECT round_id FROM sorting_wave ORDER BY id DESC LIMIT 1",
    "open_round": "SELECT min(id) FROM ordering_round WHERE closed_at IS NULL",
    "package": "SELECT max(id) FROM catalog_package",
    "published_package": "SELECT min(id) FROM catalog_package WHERE published_at IS NOT NULL",
    "price_request": "SELECT max(id) FROM catalog_pricerequest",
    "wave": "SELECT max(id) FROM sorting_wave",
    "bag": "SELECT min(id) FROM sorting_bag WHERE wave_id = (SELECT max(id) FROM sorting_wave)",
    "bag_code": (
        "SELECT code FROM sorting_bag WHERE wave_id = (SELECT max(id) FROM sorting_wave) "
        "ORDER BY id LIMIT 1"
    ),
    "crate": "SELECT min(id) FROM sorting_crate",
    "crate_code": "SELECT code FROM sorting_crate ORDER BY id LIMIT 1",
    "waiting_crate_code": (
        "SELECT crate.code FROM sorting_crate crate WHERE crate.unit_id IS NOT NULL AND "
        "NOT EXISTS (SELECT FROM delivery_run WHERE crate_id = crate.id) LIMIT 1"
    ),
    "run": "SELECT min(id) FROM delivery_run",
    "run_officer": "SELECT officer_id FROM delivery_run ORDER BY id LIMIT 1",
    "ask": "SELECT max(id) FROM ordering_ask",
    "deal": "SELECT max(id) FROM ordering_deal",
    "drawn_round": "SELECT min(id) FROM ordering_round WHERE draws_at IS NOT NULL",
    "order": "SELECT max(id) FROM ordering_order WHERE placed_by_id IS NULL",
    "chain": "SELECT max(id) FROM ordering_chain",
    "chain_line": "SELECT min(id) FROM ordering_chainline WHERE state = 'review'",
    "group_buy": "SELECT max(file_id) FROM ordering_groupbuyorder",
    "group_buy_order": "SELECT min(id) FROM ordering_groupbuyorder WHERE state = 'review'",
    "slip": "SELECT min(order_id) FROM ordering_slipcheck WHERE NOT same AND settled_at IS NULL",
    "filing": "SELECT min(id) FROM filings_filing WHERE state = 'filed'",
    "approved_filing": "SELECT min(id) FROM filings_filing WHERE state = 'approved'",
    "shortage": "SELECT max(id) FROM sorting_shortage",
    "cut": "SELECT min(id) FROM sorting_cut WHERE outcome = 'ask'",
    "pair": "SELECT min(id) FROM people_buddypair",
    "printed_slip": "SELECT min(id) FROM ordering_printedslip",
    "purchase": "SELECT min(id) FROM money_purchase",
    "payout": "SELECT min(id) FROM money_payout",
    "refund": "SELECT min(id) FROM money_providerrefund",
    "tool_round": (
        "SELECT max(file.round_id) FROM ordering_groupbuyfile file JOIN ordering_groupbuyorder o "
        "ON o.file_id = file.id WHERE o.order_id IS NOT NULL"
    ),
    "tool_handover": "SELECT min(id) FROM ordering_toolhandover",
    "purchase_order": "SELECT max(id) FROM procurement_purchaseorder",
    "receipt_order": "SELECT max(purchase_order_id) FROM procurement_receipt",
    "discrepancy": "SELECT min(id) FROM custody_discrepancy",
    "supplier_difference": "SELECT min(id) FROM procurement_supplierdifference",
    "swap": "SELECT min(id) FROM procurement_swap",
    "conflict": "SELECT min(id) FROM delivery_fieldconflict",
    "card": (
        "SELECT card.id FROM people_householdcard card JOIN ordering_order o USING "
        "(household_id) WHERE o.placed_by_id IS NULL ORDER BY o.id DESC LIMIT 1"
    ),
    "card_code": (
        "SELECT card.code FROM people_householdcard card JOIN ordering_order o USING "
        "(household_id) WHERE o.placed_by_id IS NULL ORDER BY o.id DESC LIMIT 1"
    ),
    "begun": (
        "SELECT key FROM money_providerpayment WHERE household_id = (SELECT household_id FROM "
        "ordering_order WHERE placed_by_id IS NULL ORDER BY id DESC LIMIT 1) LIMIT 1"
    ),
    "ticket": "SELECT min(id) FROM tickets_ticket",
    "enquiry": "SELECT min(id) FROM tickets_enquiry WHERE reply_id IS NULL",
    "outlet": "SELECT min(id) FROM ordering_outlet",
    "errand": "SELECT min(id) FROM tickets_enquiry WHERE escalated_at IS NOT NULL",
    "reply": "SELECT min(id) FROM tickets_reply",
    "pictured_ticket": "SELECT min(id) FROM tickets_ticket WHERE photo_id IS NOT NULL",
    "user": "SELECT min(id) FROM accounts_user",
    "person": "SELECT min(id) FROM people_person",
    "duplicate": "SELECT min(id) FROM people_duplicateperson WHERE settled_at IS NULL",
    "team": "SELECT min(id) FROM people_team",
    "shift": "SELECT min(id) FROM people_shift",
    "turn": "SELECT min(id) FROM people_shiftduty",
    "duty": "SELECT min(id) FROM people_dutyentry",
    "join_code": "SELECT code FROM people_activation WHERE ended_at IS NULL ORDER BY id LIMIT 1",
    "offered_run": (
        "SELECT run_id FROM delivery_takeover WHERE closed_at IS NULL ORDER BY id LIMIT 1"
    ),
    "grid": "SELECT min(id) FROM places_place WHERE kind = 'grid'",
    "grid_plan": "SELECT max(id) FROM places_gridplan",
    "movement": "SELECT max(id) FROM control_movementchange",
    "roster": "SELECT max(id) FROM places_rosterfile WHERE read IS NOT NULL",
    "roster_conflict": "SELECT min(id) FROM places_rosterconflict",
    "sku": "SELECT min(sku) FROM catalog_good",
    "gate": "SELECT min(gate_id) FROM gate_arrivalslot",
    "slot": "SELECT min(id) FROM gate_arrivalslot",
    "parcel": "SELECT min(id) FROM gate_parcel",
    "batch": "SELECT min(id) FROM gate_spraybatch",
    "parcel_code": "SELECT code FROM custody_unit WHERE kind = 'parcel' ORDER BY id LIMIT 1",
    "arrival_photo": "SELECT min(id) FROM procurement_arrivalphoto WHERE photo_id IS NOT NULL",
    "unfiled": "SELECT min(id) FROM gate_unfiledgoods WHERE photo_id IS NOT NULL",
    "lot": "SELECT min(id) FROM inventory_lot",
    "area": "SELECT min(id) FROM inventory_storagearea",
    "refill": "SELECT min(id) FROM inventory_refilltask",
    "mode": "SELECT max(id) FROM delivery_modechange",
    "point": "SELECT min(point_id) FROM delivery_modechange",
    "call": "SELECT min(id) FROM delivery_call",
    "carried_bag_code": (
        "SELECT unit.code FROM delivery_rununit carried JOIN custody_unit unit ON unit.id = "
        "carried.unit_id WHERE carried.run_id = (SELECT min(id) FROM delivery_run) LIMIT 1"
    ),
    "proven_bag": (
        "SELECT min(bag.id) FROM sorting_bag bag JOIN delivery_proof proof USING (unit_id) "
        "WHERE proof.photo_id IS NOT NULL"
    ),
    "photo": "SELECT min(photo_id) FROM inventory_stockcount",
    "short_photo": "SELECT min(photo_id) FROM sorting_shortline",
    "short_bag": (
        "SELECT line.bag_id FROM sorting_shortline short "
        "JOIN sorting_bagline line ON line.id = short.bag_line_id "
        "WHERE short.photo_id IS NOT NULL ORDER BY short.photo_id LIMIT 1"
    ),
}


def specimens() -> dict[str, Any]:
    """Ids and codes, the oldest or the newest; None where there is no such thing yet. One query.

    ``order_number`` is the number of ``order``, ``slip_code`` what stands on ``printed_slip``.
    """
    wanted = ", ".join(f"({query}) AS {word}" for word, query in ONE_OF.items())
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {wanted}")
        found = dict(zip(ONE_OF, cursor.fetchone(), strict=True))
    order, slip = found["order"], found["printed_slip"]
    return found | {
        "order_number": None if order is None else order_number(order),
        "slip_code": None if slip is None else slip_code(slip),
    }
