"""C1.4: a household reports what is wrong with its goods, and gets one answer by a deadline."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError

from baogong.apps.catalog.models import Good, Package
from baogong.apps.ordering.models import Order
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import ANSWER_HOURS
from baogong.apps.tickets.enums import Remedy, TicketKind, TicketOutcome
from baogong.apps.tickets.errors import (
    NothingDelivered,
    NotOfOrder,
    RefundMissing,
    RefundTooHigh,
    ReportedAlready,
    TicketAnswered,
    TicketChanged,
)
from baogong.apps.tickets.models import Ticket
from baogong.apps.tickets.queries import (
    goods_of_order,
    overdue_tickets,
    sources_of,
    ticket_ids,
    ticket_rows,
)
from baogong.apps.tickets.services import answer as answer_service
from baogong.apps.tickets.services import report as report_service
from baogong.apps.tickets.services import report_goods
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from baogong.values.codes import read_code
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive
from tests.factories.racing import race
from tests.factories.tickets import answer, complaint, delivered, report

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


@pytest.fixture
def came(world):
    """The first door's order, as delivered."""
    return delivered(world)[0]


def test_a_report_gets_a_number_and_an_hour_by_which_it_is_answered(world, came):
    set_setting(ANSWER_HOURS, 6, place=world.estate, actor=SYSTEM, now=NOW)
    ticket = report(came, "EGG", kind=TicketKind.MISSING, note="少了一半", photo=b"jpeg")

    assert read_code(ticket.number) == ticket.number
    assert ticket.due_at == NOW + timedelta(hours=6)
    assert bytes(ticket.photo.image) == b"jpeg"
    assert ticket.photo.place == came.household
    assert [line.good.sku for line in ticket.lines.all()] == ["EGG"]
    assert AuditEntry.objects.filter(action="ticket.reported", subject_id=ticket.pk).exists()


def test_the_same_key_again_is_the_same_ticket(came):
    said = complaint("EGG", photo=b"jpeg")
    first, second = (report_goods(said, order_id=came.pk, actor=SYSTEM, now=NOW) for _ in range(2))

    assert first == second
    assert Ticket.objects.count() == Photo.objects.count() == 1


def test_the_same_key_with_something_else_is_told_apart(came):
    first = report(came, "EGG")
    with pytest.raises(TicketChanged):
        report(came, "CAB", key=first.key)
    assert Ticket.objects.count() == 1


def test_a_key_of_another_order_is_told_apart(world):
    first, second = delivered(world)[:2]
    ticket = report(first, "EGG")
    with pytest.raises(TicketChanged):
        report(second, "EGG", key=ticket.key)
    assert second.tickets.count() == 0


def test_before_anything_came_there_is_nothing_to_report(world):
    placed = Order.objects.get(pk=order(world, world.doors[0], 1).order_id)
    ripe_round(world)
    with pytest.raises(NothingDelivered):
        report(placed, "CAB")
    assert not Ticket.objects.exists()


def test_an_order_that_never_came_can_be_reported_when_its_day_is_over(world):
    placed = Order.objects.get(pk=order(world, world.doors[0], 1).order_id)
    ripe_round(world)
    ticket = report(placed, "CAB", kind=TicketKind.MISSING, now=NOW + timedelta(days=2))

    assert ticket.order == placed
    Order.objects.filter(pk=placed.pk).update(canceled_at=NOW)
    with pytest.raises(NothingDelivered):
        report(placed, "CAB", now=NOW + timedelta(days=2))


def test_only_goods_of_the_order_are_reported(world, came):
    with pytest.raises(NotOfOrder):
        report(came, good_ids=frozenset({0}))
    assert not Ticket.objects.exists()


def test_a_good_that_waits_for_an_answer_is_not_reported_again(world, came):
    ticket = report(came, "EGG")
    with pytest.raises(ReportedAlready) as refusal:
        report(came, "CAB", "EGG")
    assert refusal.value.data == {"good": "鸡蛋", "number": ticket.number}
    assert Ticket.objects.count() == 1

    answer(world, ticket)
    assert report(came, "EGG") != ticket


def test_goods_of_an_order_say_what_is_known_to_be_missing(world):
    order(world, world.doors[0], 1, 1)
    ripe_round(world)
    receive(world)
    pack(world, world.round.wave.bags.get(), EGG=5)
    rows = goods_of_order(order_id=Order.objects.get().pk)

    assert [(row.name, row.ordered, row.short) for row in rows] == [
        ("白菜", 4000, 0),
        ("鸡蛋", 20, 5),
    ]


def test_an_answer_keeps_the_promised_amount_and_who_gave_it(world, came):
    ticket = report(came, "EGG")
    answer(world, ticket, "refund", fen=1250, text="退您一半")

    assert (ticket.outcome, ticket.refund_fen, ticket.answer) == ("refund", 1250, "退您一半")
    assert ticket.answered_by == world.staff[Role.CLERK]
    entry = AuditEntry.objects.get(action="ticket.answered")
    assert entry.data == {"outcome": "refund", "fen": 1250}


@pytest.mark.parametrize(
    ("skus", "fen", "refusal"),
    [
        (["EGG"], 5001, RefundTooHigh),  # eggs come in one package, at ¥50
        (["CAB"], 8501, RefundTooHigh),  # cabbage in both
        (["EGG"], None, RefundMissing),
    ],
)
def test_no_more_goes_back_than_the_lines_cost(world, came, skus, fen, refusal):
    ticket = report(came, *skus)
    with pytest.raises(refusal):
        answer(world, ticket, "refund", fen=fen)
    ticket.refresh_from_db()
    assert (ticket.answered_at, ticket.refund_fen) == (None, None)


def test_what_went_back_for_a_good_does_not_go_back_again(world, came):
    answer(world, report(came, "EGG"), "refund", fen=4000)
    again = report(came, "EGG")
    with pytest.raises(RefundTooHigh):
        answer(world, again, "refund", fen=1001)

    answer(world, again, "refund", fen=1000)


def test_what_went_back_for_a_good_with_another_does_not_go_back_again(world, came):
    soap = Package.objects.create(code="SOAP", name="肥皂", price_fen=2000)
    bar = Good.objects.create(sku="SOAP", name="肥皂", sold_by="piece", piece_grams=100)
    listing = world.round.listings.create(package=soap, supplier=world.supplier, price_fen=2000)
    listing.items.create(good=bar, quantity=1)
    came.lines.create(listing=listing, quantity=1, price_fen=2000)
    Order.objects.filter(pk=came.pk).update(total_fen=10500)
    answer(world, report(came, "CAB"), "refund", fen=8000)  # of both packages
    again = report(came, "EGG")
    with pytest.raises(RefundTooHigh):
        answer(world, again, "refund", fen=501)

    answer(world, again, "refund", fen=500)


def test_the_same_answer_twice_is_one_and_another_one_is_refused(world, came):
    ticket = report(came, "EGG")
    answer(world, ticket, "refund", fen=1000)
    answer(world, ticket, "refund", fen=1000)
    with pytest.raises(TicketAnswered):
        answer(world, ticket, "refund", fen=900)
    assert AuditEntry.objects.filter(action="ticket.answered").count() == 1


def test_a_photo_that_comes_with_the_second_send_is_kept(world, came):
    told = complaint("EGG")
    first = report_goods(told, order_id=came.pk, actor=SYSTEM, now=NOW)
    report_goods(replace(told, photo=b"jpeg"), order_id=came.pk, actor=SYSTEM, now=NOW)
    first.refresh_from_db()

    assert bytes(first.photo.image) == b"jpeg"


def test_refunds_of_an_order_never_add_up_to_more_than_it_cost(world, came):
    answer(world, report(came, "EGG"), "refund", fen=5000)
    rest = report(came, "CAB")
    with pytest.raises(RefundTooHigh) as refusal:
        answer(world, rest, "refund", fen=3501)
    assert refusal.value.data == {"most": "¥35.00"}
    answer(world, rest, "refund", fen=3500)


def test_the_second_answer_is_refused_and_the_first_stands(world, came):
    ticket = report(came, "EGG")
    answer(world, ticket, "replace")
    with pytest.raises(TicketAnswered) as refusal:
        answer(world, ticket, "declined")
    ticket.refresh_from_db()
    assert refusal.value.data["name"] == world.staff[Role.CLERK].name
    assert ticket.outcome == TicketOutcome.REPLACE


def test_the_database_refuses_half_an_answer(came):
    ticket = report(came, "EGG")
    with pytest.raises(IntegrityError):
        Ticket.objects.filter(pk=ticket.pk).update(outcome="apology")


def test_the_lots_of_the_reported_goods_are_found(world, came):
    ticket = report(came, "EGG")
    [source] = sources_of(ticket_id=ticket.pk, order_id=came.pk)

    assert (source.good, source.quantity) == ("鸡蛋", 20)
    assert source.supplier_id == world.supplier.pk


def test_the_list_goes_by_deadline_and_by_kind(world):
    first, second, _, other = delivered(world)
    late = report(first, "EGG", now=NOW + timedelta(hours=1))
    soon = report(second, "EGG", kind=TicketKind.WRONG)
    done = report(other, "EGG")
    answer(world, done)

    def ids(**where):
        asked = {"viewer": world.staff[Role.CLERK], "roles": {Role.CLERK}, "settled": False}
        return ticket_ids(**asked | where)

    assert ids() == [soon.pk, late.pk]
    assert ids(kind="wrong") == [soon.pk]
    assert ids(settled=True) == [done.pk]


def test_a_clerk_of_another_estate_sees_none(world, came):
    report(came, "EGG")
    foreign = make_world(name="F").staff[Role.CLERK]
    assert ticket_ids(viewer=foreign, roles={Role.CLERK}, settled=False) == []


def test_what_is_overdue_is_counted_from_the_first_hour_that_passed(world, came):
    ticket = report(came, "EGG")
    path = world.estate.path
    assert overdue_tickets(estate_path=path, now=ticket.due_at) is None

    late = overdue_tickets(estate_path=path, now=ticket.due_at + timedelta(minutes=1))
    assert (late.count, late.since) == (1, ticket.due_at)


def test_rows_take_as_many_queries_for_one_as_for_many(world, django_assert_num_queries):
    orders = delivered(world)
    ids = [report(each, "EGG", "CAB", remedy=Remedy.REPLACE).pk for each in orders]
    for some in (ids[:1], ids):
        with django_assert_num_queries(3):
            assert len(ticket_rows(some)) == len(some)


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_answer_at_once_one_wins():
    world = make_world()
    ticket = report(delivered(world)[0], "EGG")
    answers = race(
        *[
            lambda text=text: answer(world, Ticket.objects.get(pk=ticket.pk), text=text)
            for text in ("对不起", "很抱歉")
        ]
    )

    assert sorted(type(each).__name__ for each in answers) == ["NoneType", "TicketAnswered"]
    assert AuditEntry.objects.filter(action="ticket.answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_report_is_answered_twice(locks_off):
    world = make_world()
    ticket = report(delivered(world)[0], "EGG")
    locks_off(answer_service, "_check_open")
    race(*[lambda: answer(world, Ticket.objects.get(pk=ticket.pk))] * 2)

    assert AuditEntry.objects.filter(action="ticket.answered").count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_makes_one_ticket():
    came, said = delivered(make_world())[0], complaint("EGG")

    def tap():
        return report_goods(said, order_id=came.pk, actor=SYSTEM, now=NOW)

    assert len({ticket.pk for ticket in race(*[tap] * 4)}) == 1


@pytest.mark.django_db(transaction=True)
def test_two_phones_of_a_door_do_not_report_the_same_good_twice():
    came = delivered(make_world())[0]
    answers = race(*[lambda: report(came, "EGG")] * 2)

    assert sorted(type(each).__name__ for each in answers) == ["ReportedAlready", "Ticket"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_good_is_reported_twice(locks_off):
    came = delivered(make_world())[0]
    locks_off(report_service, "open_goods")
    race(*[lambda: report(came, "EGG")] * 2)

    assert Ticket.objects.count() == 2
