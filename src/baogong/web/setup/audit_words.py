"""What the audit log's actions mean to people."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.people.enums import ExportReason, Role
from baogong.plumbing import retention
from baogong.values.codes import encode_number
from baogong.values.money import format_yuan

ACTIONS = {
    "area.counted": gettext_noop("Storage area counted"),
    "areas.owned": gettext_noop("Owners of storage areas named"),
    "batch.ended": gettext_noop("Spraying ended, rest begun"),
    "batch.started": gettext_noop("Spraying begun"),
    "parcel.door_found": gettext_noop("Door of a parcel found"),
    "parcel.received": gettext_noop("Parcel received at the gate"),
    "parcels.announced": gettext_noop("Manifest of parcels taken in"),
    "parcels.crated": gettext_noop("Parcels put into crates"),
    "slot.arrived": gettext_noop("Truck arrived"),
    "slot.booked": gettext_noop("Slot at the gate booked"),
    "slot.canceled": gettext_noop("Slot at the gate given back"),
    "slot.left": gettext_noop("Truck left"),
    "bag.packed": gettext_noop("Bag packed"),
    "bag.recalled_out": gettext_noop("Called-back goods taken out of a bag"),
    "bags.offered_again": gettext_noop("Returned bags sent out again"),
    "bags.taken_back": gettext_noop("Bags taken back at the depot"),
    "card.reissued": gettext_noop("Card replaced"),
    "card.taken_back": gettext_noop("Card not handed out after all"),
    "card.wrong_pin": gettext_noop("Wrong PIN"),
    "cards.handed_out": gettext_noop("Cards handed out"),
    "cards.issued": gettext_noop("Cards issued"),
    "cards.printed": gettext_noop("Cards printed, with their PINs"),
    "care.read": gettext_noop("Care flags read"),
    "change.reversed": gettext_noop("Rule or level taken back"),
    "conflict.settled": gettext_noop("Report from the field settled"),
    "crate.accepted": gettext_noop("Crate taken by an officer"),
    "crate.closed": gettext_noop("Crate closed"),
    "crate.leave_given": gettext_noop("Somebody of another grid let in for a crate"),
    "data.erased": gettext_noop("Personal data erased"),
    "supplier_difference.settled": gettext_noop("Difference with a shop settled"),
    "discrepancy.settled": gettext_noop("Difference settled"),
    "estate.added": gettext_noop("Estate added"),
    "household.corrected": gettext_noop("Household corrected"),
    "doors.loaded": gettext_noop("Doors loaded"),
    "door.contacted": gettext_noop("Door asked after"),
    "duplicate.settled": gettext_noop("Same phone twice settled"),
    "duty.holder_back": gettext_noop("Duty's holder is there again"),
    "duty.holder_gone": gettext_noop("Duty's holder is gone"),
    "duty.removed": gettext_noop("Duty taken out"),
    "duty.written": gettext_noop("Duty written down"),
    "estate.activated": gettext_noop("Estate activated"),
    "estate.stood_down": gettext_noop("Estate stood down"),
    "export.made": gettext_noop("List taken out as a file"),
    "good.defined": gettext_noop("Good added"),
    "goods.received": gettext_noop("Goods received at the gate"),
    "health.read": gettext_noop("Health of staff read"),
    "grid.added": gettext_noop("Grid added"),
    "grid.renamed": gettext_noop("Grid renamed"),
    "grid_plan.approved": gettext_noop("Grid plan put into force"),
    "grid_plan.changed": gettext_noop("Draft of the grid plan changed"),
    "grid_plan.discarded": gettext_noop("Draft of the grid plan thrown away"),
    "grid_plan.drawn": gettext_noop("Draft of the grid plan begun"),
    "health.set": gettext_noop("Health set"),
    "movement.changed": gettext_noop("Movement rule recorded"),
    "refill.done": gettext_noop("Storage area refilled"),
    "refill.taken": gettext_noop("Refill taken on"),
    "stock.broken": gettext_noop("Broken goods written off"),
    "stock.counted": gettext_noop("Goods on the shelf counted"),
    "stock.spoiled": gettext_noop("Spoiled goods written off"),
    "slip.checked": gettext_noop("Slip read by a second person"),
    "slip.settled": gettext_noop("Two readings of the slip settled"),
    "order.corrected": gettext_noop("Order corrected"),
    "order.canceled": gettext_noop("Order canceled"),
    "order.placed": gettext_noop("Order placed"),
    "order.replaced": gettext_noop("Order replaced"),
    "notice.posted": gettext_noop("Notice posted"),
    "day.closed": gettext_noop("Day closed"),
    "good.changed": gettext_noop("Good's keeping changed"),
    "lot.recalled": gettext_noop("Lot called back"),
    "recall.answered": gettext_noop("Door asked about a lot that was called back"),
    "purchase_order.short": gettext_noop("Shop reported goods that are out"),
    "outlines.loaded": gettext_noop("Outlines taken in"),
    "package.changed": gettext_noop("Package changed"),
    "package.defined": gettext_noop("Package added"),
    "people.taken_in": gettext_noop("List of people taken in"),
    "person.added": gettext_noop("Person added"),
    "person.approved": gettext_noop("Person approved"),
    "person.briefed": gettext_noop("Person briefed"),
    "person.changed": gettext_noop("Person changed"),
    "person.declined": gettext_noop("Person declined"),
    "person.forgotten": gettext_noop("Person deleted"),
    "person.left": gettext_noop("Person left"),
    "person.moved": gettext_noop("Person moved to a team"),
    "person.signed_up": gettext_noop("Somebody signed up"),
    "phones.read": gettext_noop("Phone numbers read"),
    "purchase_order.confirmed": gettext_noop("Purchase order confirmed"),
    "purchase_order.sent": gettext_noop("Purchase order sent"),
    "role.ended": gettext_noop("Role ended"),
    "role.given": gettext_noop("Role given"),
    "roster.conflict_reopened": gettext_noop("Conflict of a roster taken back"),
    "roster.conflict_settled": gettext_noop("Conflict of a roster settled"),
    "roster.corrected": gettext_noop("Columns of a roster corrected"),
    "roster.dropped": gettext_noop("Roster dropped"),
    "roster.loaded": gettext_noop("Roster loaded"),
    "roster.uploaded": gettext_noop("Roster uploaded"),
    "round.closed": gettext_noop("Round closed"),
    "round.cutoff_moved": gettext_noop("Closing time moved"),
    "round.opened": gettext_noop("Round announced"),
    "run.taken_over": gettext_noop("Run taken over by another officer"),
    "second_factor.passed": gettext_noop("Second factor given"),
    "second_factor.reset": gettext_noop("Second factor reset"),
    "second_factor.set_up": gettext_noop("Second factor set up"),
    "setting.changed": gettext_noop("Setting changed"),
    "shift.changed": gettext_noop("Shift changed"),
    "site.added": gettext_noop("Site added"),
    "supplier.added": gettext_noop("Supplier added"),
    "supplier.described": gettext_noop("What a supplier is and serves changed"),
    "supplier.member_added": gettext_noop("Shop member added"),
    "team.added": gettext_noop("Team added"),
    "team.led": gettext_noop("Leaders of a team named"),
    "town.founded": gettext_noop("Town founded"),
    "turn.freed": gettext_noop("Turn freed"),
    "turn.given": gettext_noop("Turn given"),
    "turns.filled": gettext_noop("Gaps in shifts filled"),
    "user.hired": gettext_noop("Account made"),
    "user.password_changed": gettext_noop("Password changed"),
    "user.password_renewed": gettext_noop("New first password given"),
    "user.signed_in": gettext_noop("Signed in"),
    "wave.planned": gettext_noop("Bags planned"),
    "zone.changed": gettext_noop("Control level recorded"),
}

SUBJECTS = {
    "accounts.user": gettext_noop("Account"),
    "catalog.good": gettext_noop("Good"),
    "catalog.package": gettext_noop("Package"),
    "control.movementchange": gettext_noop("Movement rule"),
    "control.zonechange": gettext_noop("Control level"),
    "procurement.supplierdifference": gettext_noop("Difference with a shop"),
    "custody.discrepancy": gettext_noop("Difference"),
    "delivery.crateleave": gettext_noop("Leave for a crate"),
    "delivery.fieldconflict": gettext_noop("Report from the field"),
    "delivery.run": gettext_noop("Run"),
    "ordering.order": gettext_noop("Order no."),
    "ordering.round": gettext_noop("Round"),
    "people.assignment": gettext_noop("Role"),
    "people.dutyentry": gettext_noop("Duty"),
    "people.person": gettext_noop("Person"),
    "people.shift": gettext_noop("Shift"),
    "people.team": gettext_noop("Team"),
    "people.householdcard": gettext_noop("Card"),
    "places.gridplan": gettext_noop("Grid plan"),
    "places.place": gettext_noop("Place"),
    "places.rosterconflict": gettext_noop("Conflict of a roster"),
    "places.rosterfile": gettext_noop("Roster"),
    "places.placesetting": gettext_noop("Setting"),
    "procurement.purchaseorder": gettext_noop("Purchase order"),
    "procurement.receipt": gettext_noop("Receipt"),
    "sorting.bag": gettext_noop("Bag"),
    "sorting.crate": gettext_noop("Crate"),
    "sorting.wave": gettext_noop("Wave"),
    "suppliers.supplier": gettext_noop("Supplier"),
    "suppliers.supplierarea": gettext_noop("Estate that a supplier serves"),
    "suppliers.suppliermember": gettext_noop("Shop member"),
}
DETAILS = {
    "added": gettext_noop("Added"),
    "bags": gettext_noop("Bags"),
    "cards": gettext_noop("Cards"),
    "changed": gettext_noop("Changed"),
    "conflicts": gettext_noop("Conflicts"),
    "counted": gettext_noop("Counted"),
    "difference": gettext_noop("Difference"),
    "epoch": gettext_noop("Issue no."),
    "found": gettext_noop("Found"),
    "entrances": gettext_noop("Entrances"),
    "freed": gettext_noop("Turns freed"),
    "kept": gettext_noop("Kept as it was"),
    "key": gettext_noop("Setting"),
    "needed": gettext_noop("People needed"),
    "orders": gettext_noop("Orders"),
    "outcome": gettext_noop("Outcome"),
    "recovery_codes_left": gettext_noop("Recovery code, left"),
    "rows": gettext_noop("Rows"),
    "orphans": gettext_noop("In no grid"),
    "shifts": gettext_noop("Shifts"),
    "refused": gettext_noop("Left out"),
    "short": gettext_noop("Missing"),
    "teams": gettext_noop("Teams"),
    "to": gettext_noop("New time"),
    "version": gettext_noop("Version"),
}
LABELLED: dict[str, type[ExportReason | Role | MovementRule | ZoneLevel]] = {
    "level": ZoneLevel,
    "purpose": ExportReason,
    "role": Role,
    "rule": MovementRule,
}
LISTS = {
    "day-bags": gettext_noop("Bags"),
    "day-orders": gettext_noop("Orders"),
    "differences": gettext_noop("Counts that differ"),
    "purchases": gettext_noop("Purchase orders"),
    "reports": gettext_noop("Reports that do not fit"),
    "staff": gettext_noop("Staff"),
    "cards-waiting": gettext_noop("Cards not handed out"),
    "day-report": gettext_noop("Report of the day"),
    "directory": gettext_noop("Directory"),
    "households": gettext_noop("Households"),
    "lot-doors": gettext_noop("Doors of a lot"),
    "orders": gettext_noop("Orders"),
    "purchase-order": gettext_noop("Purchase order"),
    "people": gettext_noop("Helpers"),
    "refused-rows": gettext_noop("Rows left out"),
    "shifts": gettext_noop("Shifts"),
    "stock": gettext_noop("Stock"),
    "unreached": gettext_noop("Unreached doors"),
}
NUMBERED = {"ordering.order": 5, "procurement.purchaseorder": 3}


def subject_text(subject_type: str, subject_id: int) -> str:
    """``Order no. 000FVA``: what was acted on, by the number that people know it by."""
    label = _(SUBJECTS.get(subject_type, subject_type))
    if width := NUMBERED.get(subject_type):
        return f"{label} {encode_number(subject_id, width=width)}"
    return f"{label} {subject_id}"


def details_text(data: Mapping[str, Any]) -> str:
    """What an act says beside its subject: money as yuan, roles by name, the rest as it is."""
    return ", ".join(_detail(key, value) for key, value in data.items())


def _detail(key: str, value: Any) -> str:
    if key == "fen":
        return format_yuan(value)
    if key in LABELLED:
        return str(LABELLED[key](value).label)
    if key == "list":
        return _(LISTS[value]) if value in LISTS else _kept_text(value)
    return f"{_(DETAILS.get(key, key))} {value}"


def _kept_text(key: str) -> str:
    """A kind of personal data by its label."""
    kept = retention.kept_as(key)
    return _(kept.label) if kept else key
