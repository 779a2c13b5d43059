"""Days on which money moves in every way, at two estates: one that is packed, one that has its
goods and reports what was wrong with them."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from baogong.apps.money.enums import CashSource, PayMethod, PayWay
from baogong.apps.money.models import (
    CashFloat,
    Payment,
    Payout,
    ProviderPayment,
    ProviderRefund,
    Purchase,
)
from baogong.apps.money.provider import Charge, ChargeState, Refund, RefundOutcome
from baogong.apps.money.queries import household_balances
from baogong.apps.money.services import (
    Bought,
    Counted,
    Paid,
    PaidOut,
    PutIn,
    Till,
    book_payout,
    book_put_in,
    bring_back,
    buy_for,
    close_float,
    count_cash,
    hand_out_float,
    order_refunds,
    reverse_payout,
    reverse_purchase,
    settle,
    settle_refund,
    sign_count,
    take_float,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering.enums import OnShort
from baogong.apps.ordering.models import Order, ToolHandover
from baogong.apps.ordering.services import (
    HandedOver,
    cancel_order,
    decide_order,
    hand_over_tool_money,
    reverse_handover,
    sign_handover,
)
from baogong.apps.people.enums import Role
from baogong.apps.procurement.models import PurchaseOrder, ShopBill, ShopPayment
from baogong.apps.procurement.services import (
    ShopPaid,
    agree_bill,
    pay_shop,
    reverse_bill,
    reverse_shop_payment,
)
from baogong.apps.sorting.models import Bag
from baogong.apps.sorting.queries.work import wave_of
from baogong.apps.sorting.services import Reading, divide_shortage, pack_bag, weigh
from baogong.apps.tickets.enums import TicketOutcome
from baogong.apps.tickets.intents import Answer
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.services import answer_ticket
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import DomainError
from tests.factories.chain import receive
from tests.factories.group_buys import bought, enter_bought, table
from tests.factories.shortages import confirmation
from tests.factories.tickets import delivered, report
from tests.factories.weighing import tomato_line, weighing_world
from tests.factories.world import World, announce, intent, make_world, order, ripe_round

HEAD = "订单号,下单人,手机号,收货地址,商品,数量,实付金额,订单状态"
IN_TOOL = "K001,张阿姨,13900001234,B1-1-202,鸡蛋蔬菜包,2,100.00,待发货"
MOVES = (
    "ask",
    "cancel",
    "pay",
    "pay_back",
    "undo",
    "pay_by_phone",
    "refund_by_phone",
    "hear_of_refund",
    "pay_out",
    "put_in",
    "take_back_payout",
    "fill_safe",
    "count",
    "take_out",
    "float_out",
    "buy",
    "float_back",
    "weigh",
    "divide",
    "answer",
    "bill",
    "take_back_receipt",
    "take_back_bill",
    "take_back_shop_payment",
    "pay_shop",
    "hand_over",
    "reverse",
)


def pick(rows, number):
    """One of the rows by a number of any size, the oldest first; None when there is none."""
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


class MoneyDays:
    """``move(name, number, at)`` does one of MOVES, or nothing where the domain refuses it."""

    def __init__(self) -> None:
        self.world = _packing()
        self.there = make_world(name="D")
        for found in delivered(self.there)[:2]:
            report(found, "CAB")
        self.clerk, self.boss = self.staff(Role.CLERK), self.staff(Role.COMMANDER)

    def staff(self, role):
        return self.world.staff[role]

    def move(self, name, number, at):
        with suppress(DomainError):
            getattr(self, name)(number, at)

    def door(self, number):
        doors = self.world.doors
        return doors[number % len(doors)]

    def ask(self, number, at):
        selling = replace(self.world)
        announce(selling, now=at)
        decide_order(intent(selling, self.door(number), 1, 1, occurred_at=at), now=at)

    def cancel(self, number, at):
        self.ask(number, at)
        cancel_order(order_id=Order.objects.latest("pk").pk, actor=SYSTEM, now=at)

    def paid(self, number, at, *, is_back=False):
        method = list(PayMethod)[number % 2]
        till = Till(self.world.estate.pk, method, f"T{uuid4().hex[:8]}")
        paid = Paid(self.door(number).pk, number * 100, till, is_back=is_back)
        take_payment(paid, key=uuid4(), actor=self.clerk, now=at)

    def pay(self, number, at):
        self.paid(number, at)

    def pay_back(self, number, at):
        self.paid(number, at, is_back=True)

    def undo(self, number, at):
        if found := pick(Payment.objects.filter(undoes=None), number):
            undo_payment(payment_id=found.pk, why="r", actor=self.clerk, now=at)

    def pay_by_phone(self, number, at):
        """All that a door owes, and now and then more than that."""
        door = self.door(number)
        begun = ProviderPayment.objects.create(
            key=uuid4(),
            household=door,
            estate=self.world.estate,
            way=PayWay.NATIVE,
            fen=max(household_balances([door.pk])[door.pk], 0) + number,
            begun_at=at,
            expires_at=at,
        )
        settle(Charge(begun.number, ChargeState.PAID, begun.fen, f"T{begun.pk}", at), now=at)

    def refund_by_phone(self, number, at):
        order_refunds({self.door(number).pk: 0}, key=uuid4(), actor=SYSTEM, now=at)

    def hear_of_refund(self, number, at):
        outcome = [RefundOutcome.DONE, RefundOutcome.CLOSED][number % 2]
        if found := pick(ProviderRefund.objects.filter(settled_at=None), number):
            settle_refund(Refund(found.number, outcome, found.fen, "R", at), now=at)

    def pay_out(self, number, at):
        fee, gross = number % 7, number * 30
        said = PaidOut(f"P{number}", at.date(), gross, fee, gross - fee)
        estates = [self.world.estate.pk]
        book_payout(said, estates=estates, key=uuid4(), actor=self.clerk, now=at)

    def put_in(self, number, at):
        put = PutIn(f"B{number}", at.date(), self.world.estate.pk, number * 10)
        estates = [self.world.estate.pk]
        book_put_in(put, estates=estates, key=uuid4(), actor=self.clerk, now=at)

    def take_back_payout(self, number, at):
        if found := pick(Payout.objects.filter(reversed_at=None), number):
            reverse_payout(payout_id=found.pk, why="r", actor=self.clerk, now=at)

    def fill_safe(self, number, at):
        source = [CashSource.BANK, CashSource.ADVANCE][number % 2]
        self.count_and_sign(Counted(self.world.estate.pk, None, number * 1000, source, "r"), at)

    def count(self, number, at):
        self.count_and_sign(Counted(self.world.estate.pk, self.clerk.pk, number * 100), at)

    def take_out(self, number, at):
        source = list(CashSource)[number % 3]
        holder = self.clerk.pk if source is CashSource.HANDS else None
        counted = Counted(self.world.estate.pk, holder, number * 10, source, "r", is_out=True)
        self.count_and_sign(counted, at)

    def count_and_sign(self, counted, at):
        found = count_cash(counted, key=uuid4(), actor=self.clerk, now=at)
        sign_count(count_id=found.pk, why="r", actor=self.boss, now=at)

    def float_out(self, number, at):
        shopper = self.staff(Role.OFFICER)
        found = hand_out_float(
            key=uuid4(),
            estate_id=self.world.estate.pk,
            shopper_id=shopper.pk,
            fen=number * 100,
            actor=self.clerk,
            now=at,
        )
        take_float(float_id=found.pk, actor=shopper, now=at)

    def buy(self, number, at):
        """Now and then more than the float holds."""
        if found := pick(CashFloat.objects.filter(closed_at=None), number):
            what = Bought(self.door(number).pk, number * 70, "盐", b"jpeg")
            buy_for(what, float_id=found.pk, key=uuid4(), actor=found.shopper, now=at)

    def take_back_receipt(self, number, at):
        """Of a float that is out, or of one that is closed."""
        if found := pick(Purchase.objects.filter(reversed_at=None), number):
            reverse_purchase(purchase_id=found.pk, why="r", actor=self.clerk, now=at)

    def float_back(self, number, at):
        if found := pick(CashFloat.objects.filter(closed_at=None), number):
            back = {"float_id": found.pk, "back_fen": number * 10, "now": at}
            bring_back(actor=found.shopper, **back)
            close_float(why="r", actor=self.clerk, **back)

    def weigh(self, number, at):
        bags = Bag.objects.filter(wave__round=self.world.round, done_at=None)
        if bag := pick(bags.filter(lines__good__sku="TOM"), number):
            sorter = self.staff(Role.SORTER)
            reading = Reading(uuid4(), tomato_line(bag).pk, 1400 + number % 9 * 10)
            weigh(reading, actor=sorter, now=at)
            pack_bag(bag_id=bag.pk, short={}, actor=sorter, now=at)

    def divide(self, number, at):
        """The cabbage that did not come."""
        terms = confirmation(self.world)
        wave = wave_of(round_id=self.world.round.pk)
        divide_shortage(terms, wave_id=wave.pk, actor=self.clerk, now=at)

    def answer(self, number, at):
        if found := pick(Ticket.objects.filter(answered_at=None), number):
            said = Answer(TicketOutcome.REFUND, "对不起", number * 10 + 10)
            clerk = self.there.staff[Role.CLERK]
            answer_ticket(said, ticket_id=found.pk, actor=clerk, now=at)

    def bill(self, number, at):
        if found := pick(PurchaseOrder.objects.filter(bills=None), number):
            agree_bill(order_id=found.pk, fen=number * 500, why="r", actor=self.clerk, now=at)

    def pay_shop(self, number, at):
        if found := pick(PurchaseOrder.objects.exclude(bills=None), number):
            paid = ShopPaid(number * 10, list(PayMethod)[number % 2], "T")
            pay_shop(paid, order_id=found.pk, key=uuid4(), actor=self.clerk, now=at)

    def take_back_bill(self, number, at):
        """Only where nothing stands that was paid of it."""
        if found := pick(ShopBill.objects.filter(reversed_at=None), number):
            reverse_bill(bill_id=found.pk, why="r", actor=self.clerk, now=at)

    def take_back_shop_payment(self, number, at):
        if found := pick(ShopPayment.objects.filter(reversed_at=None), number):
            reverse_shop_payment(payment_id=found.pk, why="r", actor=self.clerk, now=at)

    def hand_over(self, number, at):
        """What the tool collected, less its fee; the rest never comes."""
        method = list(PayMethod)[number % 2]
        handed = HandedOver(
            self.world.round.pk,
            self.staff(Role.LIAISON).pk,
            number * 50,
            method,
            "T",
            closes=number % 3 == 0,
            why="r",
        )
        found = hand_over_tool_money(handed, key=uuid4(), actor=self.clerk, now=at)
        if found.booked_at is None:
            sign_handover(handover_id=found.pk, actor=self.boss, now=at)

    def reverse(self, number, at):
        if found := pick(ToolHandover.objects.filter(reversed_at=None), number):
            boss = self.staff(Role.GRID_LEADER)
            reverse_handover(handover_id=found.pk, why="r", actor=boss, now=at)


def _packing() -> World:
    """Three doors ordered tomatoes by weight and eggs with cabbage, one in a tool; a part of the
    cabbage did not come."""
    world = weighing_world()
    for door in world.doors[:3]:
        order(world, door, 1, 1, on_short=OnShort.REFUND)
    enter_bought(world, bought(world, table(IN_TOOL, head=HEAD)))
    ripe_round(world)
    receive(world, TOM=-2000, CAB=1000)
    return world


def every_way(days: MoneyDays, begin) -> None:
    """One move of each kind of posting at least, an hour apart."""
    script = (
        *(("ask", n) for n in range(4)),
        *(("cancel", 1), ("pay", 40), ("pay", 41), ("pay", 30), ("undo", 1)),
        *(("pay_back", 8), ("pay_by_phone", 2), ("pay_by_phone", 3), ("refund_by_phone", 2)),
        *(("hear_of_refund", 0), ("refund_by_phone", 3), ("hear_of_refund", 1)),
        *(("pay_out", 20), ("take_back_payout", 0), ("put_in", 3), ("pay_out", 33)),
        *(("fill_safe", 101), ("fill_safe", 100), ("count", 20), ("take_out", 9)),
        *(("take_out", 10), ("take_out", 11), ("float_out", 50), ("buy", 40), ("buy", 30)),
        *(("take_back_receipt", 0), ("buy", 30), ("float_back", 3), ("take_back_receipt", 1)),
        *(("float_out", 60), ("buy", 50), ("float_back", 30)),
        *(("weigh", 0), ("weigh", 2), ("divide", 0), ("answer", 50), ("bill", 20)),
        *(("bill", 21), ("pay_shop", 50), ("pay_shop", 51), ("take_back_shop_payment", 0)),
        *(("take_back_shop_payment", 1), ("take_back_bill", 0), ("bill", 22), ("pay_shop", 52)),
        ("hand_over", 120),
        *(("reverse", 0), ("hand_over", 180), ("hand_over", 10), ("hand_over", 21)),
    )
    for hour, (name, number) in enumerate(script):
        days.move(name, number, begin + timedelta(hours=hour))
