"""One of each thing of an estate on its second day, by the names that the table uses."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from baogong.apps.catalog.enums import GoodCategory
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.catalog.services import ask_price
from baogong.apps.control.enums import MovementRule
from baogong.apps.control.queries import Kind
from baogong.apps.control.services import Basis, change_rule
from baogong.apps.custody.models import Discrepancy
from baogong.apps.delivery.enums import Mode, Result
from baogong.apps.delivery.models import Call, FieldConflict, Proof
from baogong.apps.delivery.services import offer_again, prove_by_photo
from baogong.apps.filings.services import NewSupplier
from baogong.apps.inventory.enums import StockReason
from baogong.apps.inventory.models import Lot
from baogong.apps.inventory.services import (
    AreaPlan,
    Found,
    count_area,
    count_stock,
    plan_areas,
)
from baogong.apps.money.enums import PayMethod, PayWay, ProviderState
from baogong.apps.money.models import Payout, ProviderPayment, ProviderRefund
from baogong.apps.money.services import (
    Bought,
    Counted,
    Paid,
    Till,
    buy_for,
    count_cash,
    hand_out_float,
    take_float,
    take_payment,
)
from baogong.apps.ordering.enums import Channel, OnShort, ShareReason
from baogong.apps.ordering.models import Order, ToolHandover
from baogong.apps.ordering.services import check_slip, decide_order, paste_chain, print_slips
from baogong.apps.people.enums import Role
from baogong.apps.people.models import (
    Activation,
    Assignment,
    BuddyPair,
    DutyEntry,
    HouseholdCard,
    Person,
)
from baogong.apps.people.services import (
    activate,
    assign,
    fill_gaps,
    hire,
    isolate_oneself,
    pair_up,
    take_in,
)
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import RosterConflict
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import load_roster, take_roster
from baogong.apps.procurement.enums import PhotoOf
from baogong.apps.procurement.models import PurchaseOrder, ReceiptLine, SupplierDifference, Swap
from baogong.apps.procurement.services import (
    ShopPaid,
    agree_bill,
    keep_arrival_photos,
    pay_shop,
)
from baogong.apps.reporting.services import close_day
from baogong.apps.sorting.enums import Division
from baogong.apps.sorting.models import Share, Shortage, ShortLine, Wave
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW
from tests.factories.carrying import take
from tests.factories.chain import carried, close_crates
from tests.factories.deals import divided, to_divide
from tests.factories.enquiries import enquire, overdue_errand, reply_to
from tests.factories.filings import GroupBuy
from tests.factories.gate import book_truck, bring, file_boxes, spray
from tests.factories.grids import grid, live_grids
from tests.factories.group_buys import bought
from tests.factories.limits import let_have
from tests.factories.modes import let_go
from tests.factories.outlets import outlet
from tests.factories.people import helper
from tests.factories.rosters import roster
from tests.factories.safes import fill_safe
from tests.factories.tickets import report
from tests.factories.world import announce, intent


def things_of(world):
    """One of each thing of an estate on its second day, by the names that the table uses."""
    chain = carried(world)
    run, door = chain.runs[0], world.doors[0]
    chain.tap(chain.bags[0], Result.GIVEN)
    chain.take_back(run, counted=0)
    chain.tap(chain.bags[1], Result.GIVEN)
    first, wave = world.round, Wave.objects.get(round=world.round)
    offer_again(wave=wave, actor=None, now=NOW)
    [waiting] = close_crates(world)
    offered = run_on_offer(world, waiting)
    placed = Order.objects.filter(household=door).first()
    card = HouseholdCard.objects.get(household=door)
    plan = live_grids(world, ["B1"])
    roster_file, asked = rosters_of(world)
    return {
        "roster": roster_file.pk,
        "roster_conflict": asked.pk,
        "estate": world.estate.pk,
        "grid": grid(world, 1).pk,
        "grid_plan": plan.pk,
        "kind": Kind.RULE,
        "movement": _movement(world).pk,
        "date": first.delivery_date,
        "entrance": door.parent_id,
        "door": door.pk,
        "depot": wave.depot_id,
        "round": first.pk,
        "open_round": announce(world, now=timezone.now()).pk,
        "ask": ask_ahead(world, door),
        "order": placed.pk,
        "number": placed.number,
        "purchase_order": PurchaseOrder.objects.get(round=first).pk,
        "supplier_difference": _difference(first).pk,
        "swap": swap_of(first, actor=world.staff[Role.SHOP]).pk,
        "arrival_photo": _arrival_photo(first, world.staff[Role.GATE]).pk,
        "wave": wave.pk,
        "bag": chain.bags[0].pk,
        "bag_code": chain.bags[0].code,
        "crate": run.crate_id,
        "crate_code": waiting.code,
        "run": run.pk,
        "offered_run": offered.pk,
        "discrepancy": Discrepancy.objects.get(handoff__place=wave.depot).pk,
        "conflict": FieldConflict.objects.get(unit__bag__wave=wave).pk,
        "card": card.pk,
        "begun": _begun(world).key,
        "card_code": card.code,
        "supplier": world.supplier.pk,
        "clerk": world.staff[Role.CLERK].pk,
        "assignment": Assignment.objects.get(user=world.staff[Role.CLERK]).pk,
        "kept": "people",
        "sku": "CAB",
        "report_date": _closed_day(world, first).date,
        "lot": Lot.objects.filter(place=wave.depot).first().pk,
        "slip": slip_to_settle(world).pk,
        "exception": let_have(world, door, 1).pk,
        **bill_things(PurchaseOrder.objects.get(round=first), clerk=world.staff[Role.CLERK]),
        **shortage_things(wave, order=placed, clerk=world.staff[Role.CLERK]),
        "slip_code": slip_of(world, door),
        **draw_things(world),
        **chain_things(world),
        **money_things(world, door),
        **group_buy_things(world),
        **mode_things(world),
        "ticket": report(placed, "EGG", photo=b"jpeg").pk,
        "enquiry": enquire(world, "能送上门吗", phone="13912341234")[0].pk,
        "outlet": outlet(world).pk,
        "errand": overdue_errand(world).pk,
        "reply": reply_to(world, *enquire(world)).pk,
        **people_things(world),
        **gate_things(world),
        **store_things(world, depot=wave.depot, bag=chain.bags[0]),
        **filing_things(world),
    }


def shortage_things(wave, *, order, clerk):
    """Eggs that were divided, and a door that waits for a call about it."""
    shortage = Shortage.objects.create(
        key=uuid4(),
        wave=wave,
        good=Good.objects.get(sku="EGG"),
        ordered=20,
        came=15,
        supply=15,
        unit=1,
        strategy=Division.DRAW,
        seed="4711",
        reason="r",
        digest="-",
        decided_by=clerk,
        decided_at=NOW,
    )
    Share.objects.create(
        shortage=shortage,
        household=order.household,
        order=order,
        wanted=20,
        granted=15,
        asked_at=order.occurred_at,
        why=ShareReason.RAN_OUT,
        place=1,
    )
    ask = OnShort.ASK
    cut = shortage.cuts.create(
        order=order, good_id=shortage.good_id, quantity=5, fen=100, choice=ask, outcome=ask
    )
    return {"shortage": shortage.pk, "cut": cut.pk}


def ask_ahead(world, door):
    """What the door asks for in a round that opens later; the world keeps its open round."""
    now, open_round = timezone.now(), world.round
    announce(world, now=now + timedelta(hours=2))
    asked = decide_order(intent(world, door, 1, occurred_at=now), now=now)
    world.round = open_round
    return asked.ask_id


def draw_things(world):
    """A package that was drawn by lot in a round of its own; the world keeps its open round."""
    now, open_round = timezone.now(), world.round
    drawn = announce(world, now=now - timedelta(minutes=1))
    to_divide(world, draws_at=now)
    deal = divided(world, 1, at=now)
    world.round = open_round
    return {"drawn_round": drawn.pk, "deal": deal.pk}


def slip_of(world, door):
    """The code of a slip that was printed for the door in the world's open round."""
    act = {"actor": world.staff[Role.CLERK], "now": timezone.now()}
    return print_slips(round_id=world.round.pk, door_ids=[door.pk], **act)[door.pk]


def chain_things(world):
    """A chain with a line that waits for a person."""
    clerk = world.staff[Role.CLERK]
    chain = paste_chain("1. B9-101 蔬菜包1", round_id=world.round.pk, actor=clerk, now=NOW)
    return {"chain": chain.pk, "chain_line": chain.lines.get().pk}


def money_things(world, door):
    """A payment in cash that was counted and waits for a second name; a float that is out."""
    clerk, estate = world.staff[Role.CLERK], world.estate.pk
    paid = Paid(door.pk, 100, Till(estate, PayMethod.CASH))
    payment = take_payment(paid, key=uuid4(), actor=clerk, now=NOW)
    count = count_cash(Counted(estate, clerk.pk, 100), key=uuid4(), actor=clerk, now=NOW)
    officer = world.staff[Role.OFFICER]
    fill_safe(world, 500)
    laid_out = hand_out_float(
        key=uuid4(), estate_id=estate, shopper_id=officer.pk, fen=500, actor=clerk, now=NOW
    )
    take_float(float_id=laid_out.pk, actor=officer, now=NOW)
    bought = Bought(door.pk, 300, "salt", b"jpeg")
    purchase = buy_for(bought, float_id=laid_out.pk, key=uuid4(), actor=officer, now=NOW)
    return {
        "payment": payment.pk,
        "refund": _going_back(world, payment).pk,
        "payout": _paid_out(world).pk,
        "tool_round": world.round.pk,
        "tool_handover": _from_a_tool(world).pk,
        "cash_count": count.pk,
        "cash_float": laid_out.pk,
        "purchase": purchase.pk,
    }


def bill_things(order, *, clerk):
    """A shop's bill of which some is paid."""
    bill = agree_bill(order_id=order.pk, fen=1000, why="agreed", actor=clerk, now=NOW)
    paid = ShopPaid(100, PayMethod.TRANSFER, "T1")
    pay_shop(paid, order_id=order.pk, key=uuid4(), actor=clerk, now=NOW)
    return {"shop_bill": bill.pk, "shop_payment": bill.payments.get().pk}


def group_buy_things(world):
    """A file of group buys with an order that waits for a person."""
    file = bought(world)
    return {"group_buy": file.pk, "group_buy_order": file.orders.get(state="review").pk}


def mode_things(world):
    """A building whose bags go to a pickup point, a door that is called, a bag with a photo."""
    change = let_go(world, Mode.POINT, place=grid(world, 1))
    call = Call.objects.filter(point=change.point).first()
    here = Proof.objects.filter(unit__destination__path__startswith=world.estate.path)
    given = here.order_by("pk").first()
    officer = world.staff[Role.OFFICER]
    prove_by_photo(key=uuid4(), bag_code=given.unit.code, image=b"jpeg", officer=officer, now=NOW)
    return {"mode": change.pk, "point": change.point_id, "call": call.pk}


def store_things(world, *, depot, bag):
    """An area below par, its refill, and goods that were thrown away and lack in a bag."""
    act = {"actor": world.staff[Role.SORTER], "now": NOW}
    plan_areas({GoodCategory.LEAF: AreaPlan(None, 1000)}, depot=depot, **act)
    area = depot.areas.get()
    counted = count_area(key=uuid4(), area_id=area.pk, grams=0, **act)
    lot = Lot.objects.filter(place=depot, good__sku="CAB").first()
    Lot.objects.filter(pk=lot.pk).update(on_hand=5)
    lost = Found(uuid4(), lot.good_id, StockReason.SPOILED, 1, seen=5, photo=b"jpeg")
    thrown = count_stock(lost, depot=depot, **act)
    ShortLine.objects.create(
        bag_line=bag.lines.first(),
        quantity=1,
        photo=thrown.photo,
        recorded_by=act["actor"],
        occurred_at=NOW,
    )
    return {"area": area.pk, "refill": counted.refill.pk, "photo": thrown.photo_id}


def filing_things(world):
    """A group buy of a new supplier that waits, and one that was approved."""
    buy = GroupBuy(world, now=timezone.now())
    buy.staffed(number=1000 + 10 * world.estate.pk)  # phones of this estate only
    buy.file()
    approved = buy.approve()
    new = NewSupplier(f"新店{world.estate.code}", "9131", None, b"jpeg")
    buy.filing = buy.draft(supplier=new, arrives_at=buy.arrives_at + timedelta(minutes=40))
    buy.add(world.listings[0].package)
    return {"filing": buy.file().pk, "approved_filing": approved.pk}


def run_on_offer(world, crate):
    """A second officer took the crate, and has to stay at home."""
    second = hire(
        username=f"second-{world.estate.code}", name="2", password="x", actor=SYSTEM, now=NOW
    )
    assign(user=second, role=Role.OFFICER, place=world.estate, actor=SYSTEM, now=NOW)
    run = take(crate, officer=second)
    isolate_oneself(user=second, now=NOW)
    return run


def people_things(world):
    """One of each thing around the people of an estate."""
    boss, now = world.staff[Role.COMMANDER], timezone.now()
    activate(estate=world.estate, actor=boss, now=now)
    number = world.estate.pk
    take_in(
        [helper(number), helper(number, name="同号")], estate=world.estate, actor=boss, now=now
    )
    fill_gaps(estate=world.estate, actor=boss, now=now)
    person = Person.objects.get(place__path__startswith=world.estate.path, source="list")
    duty = DutyEntry.objects.create(
        place=world.estate, duty="用药", society="community", holder="张", phone="110"
    )
    turn = person.duties.first()
    helper_id, door = world.staff[Role.OFFICER].pk, world.doors[0]
    pair_up(helper_id=helper_id, place_ids=[door.pk], estate=world.estate, actor=boss, now=now)
    return {
        "person": person.pk,
        "duplicate": person.duplicates.get().pk,
        "team": person.team_id,
        "shift": turn.shift_id,
        "turn": turn.pk,
        "duty": duty.pk,
        "pair": BuddyPair.objects.get(place=door).pk,
        "join_code": Activation.objects.get(estate=world.estate).code,
    }


def _difference(round_):
    """Something of which the shop brought too little."""
    line = ReceiptLine.objects.filter(receipt__purchase_order__round=round_).first()
    return SupplierDifference.objects.create(line=line)


def swap_of(round_, *, actor):
    """Rice that the shop offers in the place of some cabbage."""
    rice, _ = Good.objects.get_or_create(sku="RICE", name="米", sold_by="gram")
    return Swap.objects.create(
        purchase_order=PurchaseOrder.objects.get(round=round_),
        good=Good.objects.get(sku="CAB"),
        replaced=500,
        other=rice,
        quantity=500,
        proposed_by=actor,
        proposed_at=NOW,
    )


def _arrival_photo(round_, guard):
    """Damage that a guard saw."""
    order = PurchaseOrder.objects.get(round=round_)
    images = {PhotoOf.DAMAGE: b"jpeg"}
    keep_arrival_photos(images, key=uuid4(), purchase_order_id=order.pk, actor=guard, now=NOW)
    return order.photos.get()


def gate_things(world):
    """A truck's slot and a batch at the estate's gate."""
    gate, guard = site_of(world.estate, PlaceKind.GATE), world.staff[Role.GATE]
    known = bring(gate, guard, "SF0002", door=world.doors[0]).parcel
    return {
        "gate": gate.pk,
        "slot": book_truck(gate, guard, now=NOW).pk,
        "batch": spray(gate, guard, now=NOW).pk,
        "parcel": bring(gate, guard, "SF0001", door=None).parcel.pk,
        "parcel_code": known.unit.code,
        "unfiled": file_boxes(gate, guard, photo=b"jpeg").pk,
    }


def slip_to_settle(world):
    """A slip in the open round that a second person read differently."""
    clerk, door = world.staff[Role.CLERK], world.doors[0]
    slip = intent(world, door, 1, channel=Channel.SHEET, placed_by_id=clerk.pk)
    order_id = decide_order(slip, now=timezone.now()).order_id
    reader = world.staff[Role.COMMANDER]
    check = check_slip(act_id=order_id, key=uuid4(), wishes=(), actor=reader, now=NOW)
    return check.order


def rosters_of(world):
    """A roster that waits to be loaded, and a conflict of another that was."""
    act = {"actor": SYSTEM, "now": NOW}
    read = roster("B1,1,101,3,,", "B1,1,101,4,,")
    file = take_roster(estate=world.estate, name="1.csv", content=read, **act)
    load_roster(file_id=file.pk, keep=(), **act)
    waiting = take_roster(estate=world.estate, name="2.csv", content=roster(), **act)
    return waiting, RosterConflict.objects.get(estate=world.estate)


def _begun(world):
    """A payment by phone that nobody paid."""
    return ProviderPayment.objects.create(
        key=uuid4(),
        household=world.doors[0],
        estate=world.estate,
        way=PayWay.NATIVE,
        fen=100,
        state=ProviderState.CLOSED,
        begun_at=NOW,
        expires_at=NOW,
        settled_at=NOW,
    )


def _going_back(world, payment):
    """What was paid by phone is on its way back."""
    paid = ProviderPayment.objects.create(
        key=uuid4(),
        household_id=payment.household_id,
        estate=world.estate,
        way=PayWay.NATIVE,
        fen=100,
        state=ProviderState.PAID,
        transaction_id="T",
        payment=payment,
        begun_at=NOW,
        expires_at=NOW,
        settled_at=NOW,
    )
    return ProviderRefund.objects.create(
        key=uuid4(), paid=paid, payment=payment, fen=100, ordered_at=NOW, next_at=NOW
    )


def _paid_out(world):
    """What WeChat Pay sent to the bank, all of it of this estate."""
    clerk = world.staff[Role.CLERK]
    facts = {"number": world.estate.code, "paid_date": NOW, "occurred_at": NOW}
    payout = Payout.objects.create(key=uuid4(), written_by=clerk, **facts)
    payout.parts.create(estate=world.estate, gross_fen=100, fee_fen=1)
    return payout


def _from_a_tool(world):
    """Cash that an organiser hands over, as they wrote it down, waits for its second name."""
    return ToolHandover.objects.create(
        key=uuid4(),
        round=world.round,
        organiser=world.staff[Role.LIAISON],
        method=PayMethod.CASH,
        fen=100,
        expected_fen=100,
        counted_by=world.staff[Role.LIAISON],
        counted_at=NOW,
        two_names=True,
    )


def _movement(world):
    basis = Basis(NOW, "区指挥部")
    boss = world.staff[Role.COMMANDER]
    rule = MovementRule.FREE
    return change_rule(place=world.estate, rule=rule, basis=basis, actor=boss, now=NOW)


def catalogue_things(world):
    """What all estates share: a draft, a package that was on offer, a price that waits."""
    offered = world.listings[0].package
    clerk = world.staff[Role.CLERK]
    price = ask_price(
        package_id=offered.pk, price_fen=3600, reason="r", actor=clerk, now=timezone.now()
    )
    return {
        "package": _draft().pk,
        "published_package": offered.pk,
        "price_request": price.pk,
    }


def _draft():
    good = Good.objects.get(sku="CAB")
    package = Package.objects.create(code="NEW", name="新包", price_fen=100)
    PackageItem.objects.create(package=package, good=good, quantity=500)
    return package


def _closed_day(world, round_):
    return close_day(
        estate_id=world.estate.pk,
        day=round_.delivery_date,
        reason="r",
        actor=world.staff[Role.COMMANDER],
        now=NOW,
    )
