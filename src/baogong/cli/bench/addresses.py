"""The address of every page in a world that has at least one of each thing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from baogong.plumbing.sitemap import Address, addresses

# What a page's ``pk`` is of; every other parameter is named after what it is of.
PK_OF = {
    "carrier:accepted": "run",
    "carrier:board": "entrance",
    "carrier:board_print": "entrance",
    "carrier:point": "point",
    "carrier:point_hand_out": "point",
    "carrier:point_missed": "call",
    "carrier:point_print": "point",
    "carrier:proof": "run",
    "carrier:run": "run",
    "carrier:take_over": "offered_run",
    "carrier:tap": "run",
    "command:bag": "bag",
    "command:bag_photo": "proven_bag",
    "command:lot": "lot",
    "command:lot_answer": "lot",
    "command:lot_export": "lot",
    "command:lot_print": "lot",
    "command:lot_recall": "lot",
    "command:package": "package",
    "command:price": "published_package",
    "command:price_decide": "price_request",
    "command:round": "open_round",
    "command:stock_owners": "depot",
    "command:survey_fill": "supplier",
    "command:round_close": "open_round",
    "command:round_move": "open_round",
    "command:round_cutoff": "open_round",
    "depot:area": "area",
    "depot:bag": "bag",
    "depot:crate": "crate",
    "depot:doors": "crate",
    "depot:refill_done": "refill",
    "depot:refill_take": "refill",
    "depot:shelf_good": "depot",
    "depot:shelf_of": "depot",
    "depot:bag_photo": "short_bag",
    "depot:shelf_photo": "depot",
    "depot:store": "depot",
    "depot:take_back": "run",
    "desk:chain": "chain",
    "desk:chain_enter": "chain",
    "desk:chain_line": "chain_line",
    "desk:chains": "open_round",
    "desk:difference": "discrepancy",
    "desk:household": "door",
    "desk:household_correct": "door",
    "desk:household_reveal": "door",
    "desk:households": "estate",
    "desk:households_export": "estate",
    "desk:households_print": "estate",
    "desk:order": "order",
    "desk:order_cancel": "order",
    "desk:order_correct": "order",
    "desk:orders": "round",
    "desk:orders_export": "round",
    "desk:orders_print": "round",
    "desk:report": "conflict",
    "desk:slip_checks": "open_round",
    "desk:slip_settle": "slip",
    "desk:slips": "open_round",
    "desk:roster": "roster",
    "desk:roster_columns": "roster",
    "desk:roster_conflict": "roster_conflict",
    "desk:roster_conflicts": "estate",
    "desk:roster_drop": "roster",
    "desk:roster_load": "roster",
    "desk:roster_refused": "roster",
    "desk:rosters": "estate",
    "gate:arrival_photo": "arrival_photo",
    "gate:batch_card": "batch",
    "gate:batch_end": "batch",
    "desk:supplier_difference": "supplier_difference",
    "desk:swap_decide": "swap",
    "desk:ticket": "ticket",
    "desk:ticket_photo": "pictured_ticket",
    "desk:unreached": "estate",
    "desk:unreached_contact": "door",
    "desk:unreached_export": "estate",
    "desk:unreached_print": "estate",
    "gate:count": "purchase_order",
    "gate:label": "parcel_code",
    "gate:parcel": "parcel",
    "gate:result": "receipt_order",
    "gate:slot": "slot",
    "gate:unfiled_answer": "unfiled",
    "gate:unfiled_one": "unfiled",
    "gate:unfiled_photo": "unfiled",
    "grid:leave": "crate",
    "grid:person_health": "person",
    "setup:activate": "estate",
    "setup:activation": "estate",
    "setup:card_reissue": "card",
    "setup:card_take_back": "card",
    "setup:cards": "estate",
    "setup:cards_hand_out": "entrance",
    "setup:cards_issue": "estate",
    "setup:cards_pdf": "entrance",
    "setup:cards_waiting": "estate",
    "setup:cards_waiting_export": "estate",
    "setup:cards_waiting_print": "estate",
    "setup:cover": "estate",
    "setup:cover_print": "estate",
    "setup:directory": "estate",
    "setup:directory_export": "estate",
    "setup:directory_print": "estate",
    "setup:doors": "estate",
    "setup:doors_load": "estate",
    "setup:duplicate_settle": "duplicate",
    "setup:duplicates": "estate",
    "setup:duty": "duty",
    "setup:duty_holder": "duty",
    "setup:duty_new": "estate",
    "setup:duty_remove": "duty",
    "setup:entrance_cards": "entrance",
    "setup:grid_plan": "grid_plan",
    "setup:grid_plan_approve": "grid_plan",
    "setup:grid_plan_assign": "grid_plan",
    "setup:grid_plan_difference": "grid_plan",
    "setup:grid_plan_discard": "grid_plan",
    "setup:grid_plan_print": "grid_plan",
    "setup:grid_rename": "grid",
    "setup:grids": "estate",
    "setup:grids_add": "estate",
    "setup:grids_draw": "estate",
    "setup:ground": "estate",
    "setup:member": "user",
    "setup:member_factor": "user",
    "setup:member_new": "supplier",
    "setup:supplier": "supplier",
    "setup:member_password": "user",
    "setup:people_act": "estate",
    "setup:people_export": "estate",
    "setup:people_load": "estate",
    "setup:people_load_save": "estate",
    "setup:people_of": "estate",
    "setup:people_print": "estate",
    "setup:person": "person",
    "setup:person_forget": "person",
    "setup:person_gone": "person",
    "setup:person_health": "person",
    "setup:person_new": "estate",
    "setup:role_end": "assignment",
    "setup:kept": "estate",
    "setup:erase": "estate",
    "setup:erasure_proof": "estate",
    "setup:settings": "estate",
    "setup:shift": "shift",
    "setup:sites": "estate",
    "setup:timeline": "estate",
    "setup:modes": "estate",
    "setup:mode_take_back": "mode",
    "setup:shifts": "estate",
    "setup:shifts_export": "estate",
    "setup:shifts_fill": "estate",
    "setup:shifts_print": "estate",
    "setup:stand_down": "estate",
    "setup:take_back": "movement",
    "setup:team": "team",
    "setup:teams": "estate",
    "setup:turn_free": "turn",
    "shop:confirm": "purchase_order",
    "shop:order": "purchase_order",
    "shop:out": "purchase_order",
    "shop:swap": "purchase_order",
    "shop:workbook": "purchase_order",
    "shop:paper": "purchase_order",
}
CODE_OF = {
    "bag_label": "bag_code",
    "carrier:crate": "waiting_crate_code",
    "carrier:proof": "carried_bag_code",
    "crate_label": "waiting_crate_code",
    "depot:bag_by_code": "parcel_code",
    "gate:label": "parcel_code",
    "join:done": "join_code",
    "join:sign_up": "join_code",
    "resident:card": "card_code",
}


PHOTO_OF = {"depot:bag_photo": "short_photo", "depot:shelf_photo": "photo"}
WORD_OF = {"kind": "rule", "what": "people"}


def page_addresses(found: dict[str, Any], *, day: date) -> Iterator[tuple[Address, str]]:
    """Every address with its URL, but for those of things that are not there."""
    for address in addresses():
        values = {name: _value(address.name, name, found, day) for name in address.parameters}
        if None not in values.values():
            yield address, reverse(address.name, kwargs=values)


def _value(page: str, parameter: str, found: dict[str, Any], day: date) -> object:
    match parameter:
        case "date":
            return day
        case "pk":
            return found[PK_OF.get(page, "wave")]
        case "code":
            return found[CODE_OF[page]]
        case "photo":
            return found[PHOTO_OF[page]]
        case "kind" | "what":
            return WORD_OF[parameter]
        case _:
            return found["order_number" if parameter == "number" else parameter]
