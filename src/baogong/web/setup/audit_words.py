"""What the audit log tells beside its actions: of whom, with which details, in which list."""

from collections.abc import Mapping
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.delivery.enums import Mode, ProofKind
from baogong.apps.gate.enums import UnfiledOutcome
from baogong.apps.inventory.enums import RecallOutcome
from baogong.apps.ordering.enums import LineState, OnShort, Sign
from baogong.apps.people.enums import ContactOutcome, DuplicateOutcome, ExportReason, Role
from baogong.apps.procurement.enums import DifferenceOutcome
from baogong.apps.reporting.enums import NoticeKind
from baogong.apps.sorting.enums import ConsentWay
from baogong.apps.tickets.enums import TicketOutcome
from baogong.apps.tickets.queries import enquiry_number
from baogong.plumbing import retention
from baogong.values.codes import encode_number
from baogong.values.money import format_yuan

SUBJECTS = {
    "accounts.user": gettext_noop("Account"),
    "catalog.good": gettext_noop("Good"),
    "catalog.package": gettext_noop("Package"),
    "control.movementchange": gettext_noop("Movement rule"),
    "control.zonechange": gettext_noop("Control level"),
    "procurement.supplierdifference": gettext_noop("Difference with a shop"),
    "custody.discrepancy": gettext_noop("Difference"),
    "delivery.call": gettext_noop("Call to a pickup point"),
    "delivery.crateleave": gettext_noop("Leave for a crate"),
    "delivery.fieldconflict": gettext_noop("Report from the field"),
    "delivery.modechange": gettext_noop("How far bags go"),
    "delivery.proof": gettext_noop("Proof"),
    "delivery.run": gettext_noop("Run"),
    "filings.filing": gettext_noop("Group buy no."),
    "gate.arrivalslot": gettext_noop("Slot at the gate"),
    "gate.parcel": gettext_noop("Parcel"),
    "gate.spraybatch": gettext_noop("Batch that is sprayed"),
    "gate.unfiledgoods": gettext_noop("Unfiled goods"),
    "money.cashcount": gettext_noop("Count of cash"),
    "money.cashfloat": gettext_noop("Float of a shopper"),
    "money.payment": gettext_noop("Payment"),
    "money.payout": gettext_noop("Payout of WeChat Pay"),
    "money.providerpayment": gettext_noop("Payment by phone"),
    "money.providerrefund": gettext_noop("Refund by phone"),
    "money.purchase": gettext_noop("Bought on behalf"),
    "people.buddypair": gettext_noop("Pair of a helper and a household"),
    "procurement.shopbill": gettext_noop("Shop's bill"),
    "procurement.shoppayment": gettext_noop("Payment to a shop"),
    "ordering.ask": gettext_noop("Ask no."),
    "ordering.chain": gettext_noop("Chat chain"),
    "ordering.chainline": gettext_noop("Line of a chat chain"),
    "ordering.groupbuyfile": gettext_noop("Group-buy file"),
    "ordering.groupbuymapping": gettext_noop("Columns of a kind of group-buy file"),
    "ordering.groupbuyorder": gettext_noop("Order of a group-buy file"),
    "inventory.lot": gettext_noop("Lot no."),
    "inventory.recallanswer": gettext_noop("Answer of a door to a call-back"),
    "inventory.refilltask": gettext_noop("Refill of a storage area"),
    "inventory.stockplan": gettext_noop("Stock plan"),
    "inventory.storagearea": gettext_noop("Storage area"),
    "ordering.limitexception": gettext_noop("Exception from a limit"),
    "ordering.listing": gettext_noop("Package on offer"),
    "ordering.order": gettext_noop("Order no."),
    "ordering.outlet": gettext_noop("Shop or app"),
    "ordering.round": gettext_noop("Round"),
    "ordering.roundgood": gettext_noop("Good that packages of a round share"),
    "ordering.toolhandover": gettext_noop("Money of a group-buy tool"),
    "people.assignment": gettext_noop("Role"),
    "people.doorcontact": gettext_noop("Contact with a door"),
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
    "procurement.swap": gettext_noop("Swap"),
    "reporting.dayreport": gettext_noop("Report of the day"),
    "reporting.notice": gettext_noop("Notice"),
    "sorting.bag": gettext_noop("Bag"),
    "sorting.crate": gettext_noop("Crate"),
    "sorting.cut": gettext_noop("What an order does not get"),
    "sorting.share": gettext_noop("Door's share of a short good"),
    "sorting.shortage": gettext_noop("Division of a short good"),
    "sorting.wave": gettext_noop("Wave"),
    "suppliers.supplier": gettext_noop("Supplier"),
    "suppliers.supplierarea": gettext_noop("Estate that a supplier serves"),
    "suppliers.suppliermember": gettext_noop("Shop member"),
    "tickets.enquiry": gettext_noop("Question no."),
    "tickets.reply": gettext_noop("Answer no."),
    "tickets.feedback": gettext_noop("Rating"),
    "tickets.ticket": gettext_noop("Resident's report no."),
}
DETAILS = {
    "added": gettext_noop("Added"),
    "after": gettext_noop("After"),
    "bags": gettext_noop("Bags"),
    "before": gettext_noop("Before"),
    "boxes": gettext_noop("Boxes"),
    "buildings": gettext_noop("Buildings"),
    "cards": gettext_noop("Cards"),
    "changed": gettext_noop("Changed"),
    "conflicts": gettext_noop("Conflicts"),
    "count": gettext_noop("Pieces"),
    "counted": gettext_noop("Counted"),
    "difference": gettext_noop("Difference"),
    "door": gettext_noop("Door"),
    "doors": gettext_noop("Doors"),
    "errand": gettext_noop("Errand"),
    "epoch": gettext_noop("Issue no."),
    "found": gettext_noop("Found"),
    "from_shop": gettext_noop("From the shop"),
    "good": gettext_noop("Good"),
    "goods": gettext_noop("Kinds of goods"),
    "grams": gettext_noop("Grams"),
    "entrances": gettext_noop("Entrances"),
    "freed": gettext_noop("Turns freed"),
    "instead": gettext_noop("Put in instead"),
    "faq": gettext_noop("in the FAQ"),
    "kept": gettext_noop("Kept as it was"),
    "key": gettext_noop("Setting"),
    "left": gettext_noop("Left over"),
    "lots": gettext_noop("Lots"),
    "minutes": gettext_noop("Minutes of rest"),
    "needed": gettext_noop("People needed"),
    "orders": gettext_noop("Orders"),
    "parcels": gettext_noop("Parcels"),
    "quantity": gettext_noop("How many"),
    "reason": gettext_noop("With a reason"),
    "recovery_codes_left": gettext_noop("Recovery code, left"),
    "rows": gettext_noop("Rows"),
    "orphans": gettext_noop("In no grid"),
    "same": gettext_noop("Both readings are the same"),
    "second": gettext_noop("The second reading holds"),
    "shifts": gettext_noop("Shifts"),
    "refused": gettext_noop("Left out"),
    "short": gettext_noop("Missing"),
    "stock": gettext_noop("At most, in all"),
    "supply": gettext_noop("Divided among the doors"),
    "teams": gettext_noop("Teams"),
    "to": gettext_noop("New time"),
    "to_shop": gettext_noop("To the shop"),
    "until": gettext_noop("For deliveries until"),
    "varieties": gettext_noop("Kinds of goods"),
    "version": gettext_noop("Version"),
    "lines": gettext_noop("Lines"),
}
OUTCOMES: Mapping[str, type[TextChoices]] = {
    "ordering.chainline": LineState,
    "ordering.groupbuyorder": LineState,
    "gate.unfiledgoods": UnfiledOutcome,
    "inventory.recallanswer": RecallOutcome,
    "people.doorcontact": ContactOutcome,
    "people.person": DuplicateOutcome,
    "procurement.supplierdifference": DifferenceOutcome,
    "sorting.cut": OnShort,
    "tickets.ticket": TicketOutcome,
}
LABELLED: Mapping[str, type[TextChoices]] = {
    "kind": NoticeKind,
    "level": ZoneLevel,
    "mode": Mode,
    "proof": ProofKind,
    "purpose": ExportReason,
    "role": Role,
    "rule": MovementRule,
    "sign": Sign,
    "way": ConsentWay,
}
LISTS = {
    "balances": gettext_noop("Balances"),
    "door-balances": gettext_noop("What doors owe"),
    "payouts": gettext_noop("Paid out by WeChat Pay"),
    "shop-bills": gettext_noop("What shops get"),
    "arrivals": gettext_noop("Arrivals"),
    "parcels": gettext_noop("Parcels"),
    "limit-exceptions": gettext_noop("More than the limit"),
    "purchase-book": gettext_noop("Purchase book"),
    "short-calls": gettext_noop("Households to call"),
    "short-doors": gettext_noop("Doors to tell what they do not get"),
    "short-goods": gettext_noop("Short goods"),
    "stock-plan": gettext_noop("Stock plan"),
    "supplier-differences": gettext_noop("Differences with shops"),
    "supply-survey": gettext_noop("Supply survey"),
    "swaps": gettext_noop("Swaps"),
    "day-bags": gettext_noop("Bags"),
    "day-orders": gettext_noop("Orders"),
    "enquiries": gettext_noop("Questions and calls"),
    "not-reached": gettext_noop("Not reached"),
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
    "unfiled": gettext_noop("Unfiled goods"),
    "tickets": gettext_noop("Residents' reports"),
    "unreached": gettext_noop("Unreached doors"),
    "without-order": gettext_noop("Doors without an order so far"),
    "tool-money": gettext_noop("Money of group-buy tools"),
}
NUMBERED = {
    "ordering.ask": 5,
    "ordering.order": 5,
    "procurement.purchaseorder": 3,
    "tickets.ticket": 4,
}
OWN_TEXT = {"tickets.enquiry": enquiry_number}


def subject_text(subject_type: str, subject_id: int) -> str:
    """``Order no. 000FVA``: what was acted on, by the number that people know it by."""
    label = _(SUBJECTS.get(subject_type, subject_type))
    if numbered := OWN_TEXT.get(subject_type):
        return f"{label} {numbered(subject_id)}"
    if width := NUMBERED.get(subject_type):
        return f"{label} {encode_number(subject_id, width=width)}"
    return f"{label} {subject_id}"


def details_text(subject_type: str, data: Mapping[str, Any]) -> str:
    """What an act says beside its subject: money as yuan, roles by name, the rest as it is."""
    return ", ".join(_detail(subject_type, key, value) for key, value in data.items())


def _detail(subject_type: str, key: str, value: Any) -> str:
    if key == "fen":
        return format_yuan(value)
    if choices := OUTCOMES.get(subject_type) if key == "outcome" else LABELLED.get(key):
        return str(choices(value).label)
    if key == "list":
        return _(LISTS[value]) if value in LISTS else _kept_text(value)
    said = (_("yes") if value else _("no")) if isinstance(value, bool) else value
    return f"{_(DETAILS.get(key, key))} {said}"


def _kept_text(key: str) -> str:
    """A kind of personal data by its label."""
    kept = retention.kept_as(key)
    return _(kept.label) if kept else key
