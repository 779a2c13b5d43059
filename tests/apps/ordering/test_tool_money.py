"""R19, R40, R48: organisers hand over what a tool collected, and every fen is found again."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from baogong.apps.money.enums import AccountKind, PayMethod
from baogong.apps.money.errors import NothingPaid, PaymentReused, ReferenceMissing, WhyMissing
from baogong.apps.money.models import Payment, Posting
from baogong.apps.money.queries import estate_books
from baogong.apps.money.services import (
    Paid,
    Till,
    hand_out_float,
    pay_back,
    take_float,
    take_payment,
    undo_payment,
)
from baogong.apps.ordering import policies
from baogong.apps.ordering.models import ToolHandover
from baogong.apps.ordering.queries import handovers_waiting, tool_rounds
from baogong.apps.ordering.services import (
    HandedOver,
    hand_over_tool_money,
    reverse_handover,
    sign_handover,
)
from baogong.apps.ordering.tool_errors import (
    CollectedChanged,
    HandoverDiffers,
    HandoverSettled,
    HandoverWaits,
    NothingCollected,
    OwnHandover,
    OwnReversal,
)
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import NOW, make_world
from tests.factories.group_buys import bought, enter_bought, table
from tests.factories.racing import RACERS, race

pytestmark = pytest.mark.django_db

HEAD = "订单号,下单人,手机号,收货地址,商品,数量,实付金额,订单状态"
ROWS = (
    "K001,张阿姨,13900001234,B1-1-101,蔬菜包,2,70.00,待发货",
    "K002,李敏,13900005678,B1-1-102,蔬菜包,1,36.50,已支付",
    "K003,王强,13900004321,B1-1-201,蔬菜包,1,35.00,货到付款",
)
ALL = 7000 + 3650
OF_CASH = "tool_handover_of_cash_has_two_names"


@pytest.fixture
def world():
    world = make_world(floors=3)
    enter_bought(world, bought(world, table(*ROWS, head=HEAD)))
    return world


def the_round(world):
    [row] = tool_rounds(estate_id=world.estate.pk)
    return row


def hand_over(world, fen, *, key=None, role=Role.CLERK, **more):
    more = {"method": PayMethod.TRANSFER, "reference": "T-1"} | more
    handed = HandedOver(world.round.pk, world.staff[Role.LIAISON].pk, fen, **more)
    return hand_over_tool_money(handed, key=key or uuid4(), actor=world.staff[role], now=NOW)


def in_cash(world, fen, **more):
    return hand_over(world, fen, method=PayMethod.CASH, reference="", **more)


def sign(world, found, role=Role.COMMANDER):
    sign_handover(handover_id=found.pk, actor=world.staff[role], now=NOW)


def reverse(world, found, why="miscounted", role=Role.CLERK):
    reverse_handover(handover_id=found.pk, why=why, actor=world.staff[role], now=NOW)


def lies(world):
    """Fen in the tool, in the bank, in the safe, over or short; all adds up to zero."""
    found = estate_books([world.estate])[world.estate.pk].balances
    assert sum(found.values()) == 0
    assert look_at_books().balanced
    kinds = (AccountKind.GROUP_BUY, AccountKind.BANK, AccountKind.SAFE, AccountKind.OVER_SHORT)
    return tuple(found.get(kind, 0) for kind in kinds)


def test_what_the_tool_collected_of_a_round_is_what_its_paid_orders_say(world):
    row = the_round(world)

    assert (row.id, row.payments, row.collected_fen, row.left_fen) == (world.round.pk, 2, ALL, ALL)
    assert lies(world) == (ALL, 0, 0, 0)


def test_a_transfer_of_all_of_it_is_in_the_bank(world):
    hand_over(world, ALL)

    assert lies(world) == (0, ALL, 0, 0)
    assert the_round(world).left_fen == 0


def test_it_may_come_in_parts(world):
    hand_over(world, 10000)
    assert the_round(world).left_fen == 650
    hand_over(world, 650)

    assert lies(world) == (0, ALL, 0, 0)


def fees(world):
    balances = estate_books([world.estate])[world.estate.pk].balances
    return balances.get(AccountKind.FEES, 0)


def test_what_the_tool_keeps_as_its_fee_has_an_account_of_its_own(world):
    found = hand_over(world, ALL - 64, fee_fen=64)

    assert (lies(world), fees(world)) == ((0, ALL - 64, 0, 0), 64)
    row = the_round(world)
    assert (row.handed_fen, row.fee_fen, row.written_off_fen) == (ALL - 64, 64, 0)
    assert row.left_fen == 0
    reverse(world, found)
    assert (lies(world), fees(world), the_round(world).left_fen) == ((ALL, 0, 0, 0), 0, ALL)


def test_a_fee_of_a_part_leaves_the_rest_to_come(world):
    hand_over(world, 4970, fee_fen=30)
    assert the_round(world).left_fen == ALL - 5000
    with pytest.raises(HandoverDiffers):
        hand_over(world, ALL - 5100, fee_fen=40, closes=True)
    hand_over(world, ALL - 5100, fee_fen=40, closes=True, why="a coin lost")

    assert (lies(world), fees(world)) == ((0, ALL - 130, 0, 60), 70)


def test_a_fee_that_does_not_fit_is_explained(world):
    with pytest.raises(HandoverDiffers):
        hand_over(world, ALL, fee_fen=64)

    assert lies(world) == (ALL, 0, 0, 0)


def test_what_lacks_is_explained_and_written_off(world):
    with pytest.raises(HandoverDiffers):
        hand_over(world, ALL - 64, closes=True)
    assert lies(world) == (ALL, 0, 0, 0)
    hand_over(world, ALL - 64, closes=True, why="banknote torn")

    assert lies(world) == (0, ALL - 64, 0, 64)
    row = the_round(world)
    assert (row.handed_fen, row.written_off_fen, row.left_fen) == (ALL - 64, 64, 0)


def test_more_than_was_collected_is_explained_too(world):
    with pytest.raises(HandoverDiffers):
        hand_over(world, ALL + 100)
    hand_over(world, ALL + 100, why="rounded up")

    assert lies(world) == (0, ALL + 100, 0, -100)


def test_cash_lies_in_the_safe_only_once_two_have_counted_it(world):
    found = in_cash(world, ALL)
    assert lies(world) == (ALL, 0, 0, 0)
    for who in (Role.CLERK, Role.LIAISON):
        with pytest.raises(OwnHandover):
            sign(world, found, who)
    assert lies(world) == (ALL, 0, 0, 0)
    sign(world, found)

    assert lies(world) == (0, 0, ALL, 0)
    with pytest.raises(HandoverSettled):
        sign(world, found)


def test_cash_that_never_came_is_taken_back_though_some_of_it_is_spent(world):
    """What was never in the safe is not paid out of it; the books then say that some lacks."""
    found = in_cash(world, ALL)
    sign(world, found)
    shopper, clerk = world.staff[Role.OFFICER], world.staff[Role.CLERK]
    laid_out = hand_out_float(
        key=uuid4(),
        estate_id=world.estate.pk,
        shopper_id=shopper.pk,
        fen=1000,
        actor=clerk,
        now=NOW,
    )
    take_float(float_id=laid_out.pk, actor=shopper, now=NOW)
    reverse(world, found, role=Role.SHOP)

    assert estate_books([world.estate])[world.estate.pk].safe_fen == -1000


def by_organiser(world, fen, **more):
    """The liaison writes down what they hand over themself."""
    return hand_over(world, fen, role=Role.LIAISON, **more)


def test_a_transfer_that_its_organiser_wrote_down_is_booked_once_another_saw_it(world):
    found = by_organiser(world, ALL)
    assert lies(world) == (ALL, 0, 0, 0)
    assert the_round(world).waits
    with pytest.raises(OwnHandover):
        sign(world, found, Role.LIAISON)
    assert lies(world) == (ALL, 0, 0, 0)
    sign(world, found, Role.CLERK)

    assert lies(world) == (0, ALL, 0, 0)
    with pytest.raises(OwnReversal):
        reverse(world, found, role=Role.CLERK)


def test_the_fee_that_an_organiser_names_is_written_off_once_another_signed(world):
    found = by_organiser(world, ALL - 64, closes=True, why="fee")
    assert the_round(world).written_off_fen == 0
    sign(world, found)

    assert lies(world) == (0, ALL - 64, 0, 64)


def test_what_waits_for_its_second_name_is_counted_by_estate(world):
    clerk = world.staff[Role.CLERK]
    found = by_organiser(world, ALL)
    stranger = make_world(name="F").staff[Role.CLERK]
    assert handovers_waiting(viewer=clerk, roles={Role.CLERK}) == {world.estate.pk: 1}
    assert handovers_waiting(viewer=stranger, roles={Role.CLERK}) == {}
    sign(world, found)

    assert handovers_waiting(viewer=clerk, roles={Role.CLERK}) == {}


def test_cash_that_waited_before_keeps_its_two_names(world):
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE ordering_toolhandover DROP CONSTRAINT {OF_CASH}")
    found = in_cash(world, ALL)
    ToolHandover.objects.update(two_names=False)
    with connection.schema_editor(atomic=False) as editor:
        import_module("baogong.apps.ordering.migrations.0020_two_names").name_cash(apps, editor)

    found.refresh_from_db()
    assert found.two_names


def test_no_second_one_is_written_down_while_cash_waits(world):
    found = in_cash(world, 5000)
    with pytest.raises(HandoverWaits):
        hand_over(world, 1000)
    reverse(world, found, why="")  # dropped: nothing was booked, so nobody asks why
    hand_over(world, 1000)

    assert lies(world) == (ALL - 1000, 1000, 0, 0)


def test_cash_is_not_signed_for_when_the_tool_paid_something_back_meanwhile(world):
    found = in_cash(world, ALL)
    undo(world, "K002")
    with pytest.raises(CollectedChanged):
        sign(world, found)

    assert lies(world) == (7000, 0, 0, 0)


def undo(world, number):
    payment = Payment.objects.get(reference=number, undoes=None)
    undo_payment(payment_id=payment.pk, why="back", actor=world.staff[Role.CLERK], now=NOW)


def test_what_went_back_in_the_tool_is_not_asked_of_the_organiser(world):
    undo(world, "K002")

    assert the_round(world).collected_fen == 7000


def test_a_part_that_went_back_leaves_the_rest(world):
    """Also where a person wrote payment and refund down under the order's number."""
    door = Payment.objects.get(reference="K001").household_id
    till, clerk = Till(world.estate.pk, PayMethod.GROUP_BUY, "K001"), world.staff[Role.CLERK]
    more = Paid(door, 3500, Till(world.estate.pk, PayMethod.CASH))
    take_payment(more, key=uuid4(), actor=clerk, now=NOW)
    assert pay_back([door], till=till, key=uuid4(), actor=clerk, now=NOW) == 3500

    assert the_round(world).collected_fen == ALL - 3500
    hand_over(world, ALL - 3500)
    assert lies(world)[0] == 0


def test_an_order_that_the_file_says_was_partly_refunded_counts_with_what_is_left():
    world = make_world(floors=3)
    head = "订单号,下单人,收货地址,商品,数量,单价,实付金额,退款数量,退款金额,订单状态"
    row = "K009,钱伟,B1-1-101,蔬菜包,2,35.00,70.00,1,35.00,部分退款"
    enter_bought(world, bought(world, table(row, head=head)))

    assert the_round(world).collected_fen == 3500
    assert lies(world) == (3500, 0, 0, 0)


def test_what_was_booked_by_mistake_is_taken_back_with_a_reason(world):
    found = hand_over(world, ALL - 64, closes=True, why="fee")
    with pytest.raises(WhyMissing):
        reverse(world, found, why=" ")
    reverse(world, found)

    assert lies(world) == (ALL, 0, 0, 0)
    assert the_round(world).left_fen == ALL
    with pytest.raises(HandoverSettled):
        reverse(world, found)
    assert Posting.objects.filter(source_type="ordering.toolhandover").count() == 2


def test_who_signed_for_cash_does_not_take_it_back_alone(world):
    found = in_cash(world, ALL)
    sign(world, found)
    with pytest.raises(OwnReversal):
        reverse(world, found, role=Role.COMMANDER)
    assert lies(world) == (0, 0, ALL, 0)
    reverse(world, found)

    assert lies(world) == (ALL, 0, 0, 0)


@pytest.mark.parametrize(
    ("fen", "more", "refusal"),
    [
        (0, {}, NothingPaid),
        (100, {"reference": " "}, ReferenceMissing),
    ],
)
def test_what_is_no_payment_is_refused(world, fen, more, refusal):
    with pytest.raises(refusal):
        hand_over(world, fen, **more)

    assert not ToolHandover.objects.exists()


def test_nothing_is_handed_over_of_what_nobody_collected(world):
    hand_over(world, ALL)
    with pytest.raises(NothingCollected):
        hand_over(world, 100, why="more")


def test_the_same_page_sent_twice_is_one_and_another_amount_is_refused(world):
    key = uuid4()
    assert hand_over(world, 1000, key=key).pk == hand_over(world, 1000, key=key).pk
    with pytest.raises(PaymentReused):
        hand_over(world, 2000, key=key)

    assert lies(world)[1] == 1000


def all_at_once(world):
    return race(*[lambda: hand_over(world, ALL) for _ in range(RACERS)])


@pytest.mark.django_db(transaction=True)
def test_without_locks_it_is_handed_over_twice(world, locks_off):
    locks_off(policies, "check_handover", racers=RACERS)
    all_at_once(world)

    assert ToolHandover.objects.count() > 1


@pytest.mark.django_db(transaction=True)
def test_with_locks_it_is_handed_over_once(world):
    answers = all_at_once(world)

    assert sum(isinstance(answer, NothingCollected) for answer in answers) == RACERS - 1
    assert lies(world) == (0, ALL, 0, 0)


def test_cash_that_one_person_signed_alone_cannot_be(world):
    found = in_cash(world, ALL)
    by_one = {"method": PayMethod.TRANSFER, "two_names": True, "booked_at": NOW}
    for broken in (
        by_one,
        {"two_names": False},
        {"booked_at": NOW},
        {"signed_by": found.counted_by},
        {"fen": 0},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ToolHandover.objects.filter(pk=found.pk).update(**broken)


def test_rounds_cost_the_same_number_of_queries_with_one_payment_and_with_many(world):
    big = make_world(name="G", floors=10)
    rows = [f"N{n},张{n},,{d.label},蔬菜包,1,35,待发货" for n, d in enumerate(big.doors)]
    enter_bought(big, bought(big, table(*rows, head=HEAD)))
    for fen in (100, 200, 300):
        hand_over(big, fen)
    with CaptureQueriesContext(connection) as few:
        tool_rounds(estate_id=world.estate.pk)
    with CaptureQueriesContext(connection) as many:
        [row] = tool_rounds(estate_id=big.estate.pk)

    assert len(many) == len(few)
    assert (row.payments, len(row.handovers)) == (20, 3)
