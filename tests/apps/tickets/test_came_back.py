"""R19, R34, R40: a bag that came back damaged or refused waits for an answer, and is paid once."""

from datetime import timedelta

import pytest

from baogong.apps.delivery.enums import Result
from baogong.apps.delivery.errors import BagNotBack, NothingToOffer
from baogong.apps.delivery.queries import Whereabouts, order_track, returns_waiting
from baogong.apps.delivery.services import offer_again
from baogong.apps.money.queries import household_balances
from baogong.apps.ordering.enums import OnExisting
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from baogong.apps.sorting.models import Bag
from baogong.apps.tickets.enums import TicketKind
from baogong.apps.tickets.errors import RefundTooHigh, ReportedAlready
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.queries import refundable_fen, ticket_ids, ticket_rows
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import Carried, accept, carried, close_crates, pack, receive
from tests.factories.tickets import answer, report

pytestmark = pytest.mark.django_db
PRICE = 8500


def came_back(result, *, day=None):
    """A bag came back with the first run; the day, and the bag."""
    day = day or carried(make_world())
    bag = day.bags[0]
    day.tap(bag, result)
    run = day.runs_of(bag)
    day.take_back(run, counted=run.units.count())
    bag.refresh_from_db()
    return day, bag


def one_bag(world, **short):
    """What was ordered is in one bag, which is with the officer."""
    ripe_round(world)
    receive(world)
    bag = pack(world, Bag.objects.get(), **short)
    return Carried(world, [accept(world, crate) for crate in close_crates(world)], [bag])


def owed(bag):
    return household_balances([bag.household_id])[bag.household_id]


def of_bag(bag):
    return Ticket.objects.get(order=bag.order_id)


@pytest.mark.parametrize("result", [Result.DAMAGED, Result.REFUSED])
def test_the_desk_is_asked_by_when_it_answers_and_its_refund_is_a_credit(result):
    day, bag = came_back(result)
    clerk = day.world.staff[Role.CLERK]

    ids = ticket_ids(viewer=clerk, roles={Role.CLERK}, settled=False)
    [row] = ticket_rows(ids)
    assert (row.kind, row.order_id, row.remedy) == (TicketKind(result), bag.order_id, None)
    assert row.goods == ("白菜", "鸡蛋")
    assert row.due_at > row.reported_at == NOW
    assert owed(bag) == PRICE

    answer(day.world, of_bag(bag), "refund", fen=PRICE)
    assert owed(bag) == 0
    assert look_at_books().balanced


@pytest.mark.parametrize("result", [Result.NOBODY_HOME, Result.SEALED, Result.GIVEN])
def test_what_comes_again_or_came_asks_nothing(result):
    came_back(result)
    assert not Ticket.objects.exists()


def test_a_tap_that_was_taken_back_asks_nothing():
    day = carried(make_world())
    damaged, _ = day.tap(day.bags[0], Result.DAMAGED)
    day.tap(day.bags[0], Result.UNDONE, reverses=damaged.key)
    run = day.runs_of(day.bags[0])
    day.take_back(run, counted=run.units.count())
    assert not Ticket.objects.exists()


def test_a_refused_bag_that_is_paid_back_goes_out_no_more():
    day, bag = came_back(Result.REFUSED)
    others = [row for row in day.bags if row.pk != bag.pk]
    offer_again(wave=bag.wave, bag_ids=[row.pk for row in others], actor=None, now=NOW)
    answer(day.world, of_bag(bag), "refund", fen=PRICE)

    with pytest.raises(NothingToOffer):
        offer_again(wave=bag.wave, actor=None, now=NOW)
    [row] = returns_waiting(depot_ids=[bag.wave.depot_id])
    assert not row.can_go_again
    [track] = order_track(order_id=bag.order_id).bags
    assert track.where is Whereabouts.REFUSED


def test_what_went_out_again_is_not_paid_back():
    day, bag = came_back(Result.REFUSED)
    offer_again(wave=bag.wave, actor=None, now=NOW)
    with pytest.raises(BagNotBack):
        answer(day.world, of_bag(bag), "refund", fen=PRICE)
    assert owed(bag) == PRICE
    assert of_bag(bag).outcome == ""
    answer(day.world, of_bag(bag), "replace")


def test_a_bag_that_is_refused_twice_waits_for_one_answer():
    day, bag = came_back(Result.REFUSED)
    offer_again(wave=bag.wave, actor=None, now=NOW)
    for crate in close_crates(day.world):
        day.runs.append(accept(day.world, crate))
    came_back(Result.REFUSED, day=day)

    assert Ticket.objects.filter(order=bag.order_id).count() == 1
    answer(day.world, of_bag(bag), "refund", fen=PRICE)
    assert owed(bag) == 0


def test_the_household_that_reports_it_too_hears_that_it_is_known():
    _, bag = came_back(Result.DAMAGED)
    with pytest.raises(ReportedAlready):
        report(bag.order, "CAB", now=NOW + timedelta(days=2))


def test_what_was_missing_when_it_was_packed_is_not_paid_twice():
    world = make_world()
    order(world, world.doors[0], 1)
    _, bag = came_back(Result.DAMAGED, day=one_bag(world, CAB=1500))

    assert owed(bag) == refundable_fen(ticket_id=of_bag(bag).pk) == 1750
    with pytest.raises(RefundTooHigh):
        answer(world, of_bag(bag), "refund", fen=1751)


def test_each_order_of_a_shared_bag_waits_for_its_own_answer():
    world = make_world()
    for quantities in ((1,), (0, 1)):
        order(world, world.doors[0], *quantities, on_existing=OnExisting.ADD)
    came_back(Result.DAMAGED, day=one_bag(world))

    rows = ticket_rows(list(Ticket.objects.order_by("order").values_list("pk", flat=True)))
    assert [row.goods for row in rows] == [("白菜",), ("白菜", "鸡蛋")]
