"""R48: an export becomes orders; its columns are confirmed once, and no number comes in twice."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baogong.apps.ordering.enums import Channel, LineState
from baogong.apps.ordering.errors import (
    ColumnMissing,
    CutoffPassed,
    EmptyOrder,
    LineEntered,
    LineMoved,
    NoOrders,
    TextGone,
)
from baogong.apps.ordering.models import GroupBuyFile, GroupBuyMapping, GroupBuyOrder, Order
from baogong.apps.ordering.queries import goods_unknown
from baogong.apps.ordering.services import (
    DoorAsk,
    group_buy_entry,
    leave_line_out,
    mend_group_buy,
    name_goods,
)
from baogong.apps.ordering.services.group_buy_reading import _Intake
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.readers.rosters import RosterSpoiled
from tests.factories import NOW, make_world, order
from tests.factories.chats import ordered
from tests.factories.group_buys import HEAD, bought, confirm, enter_bought, table, upload
from tests.factories.racing import race
from tests.factories.world import announce


def states(file):
    return dict(file.orders.order_by("position").values_list("number", "state"))


def line_of(number):
    return GroupBuyOrder.objects.get(number=number)


def mend(world, number, door, quantity=1, *, adds=False):
    ask = DoorAsk(door.pk, {world.listings[0].package_id: quantity})
    clerk = world.staff[Role.CLERK]
    mend_group_buy(ask, line=line_of(number), adds=adds, actor=clerk, now=NOW)


@pytest.mark.django_db
def test_the_columns_of_a_new_kind_wait_for_a_word_and_nothing_is_read():
    world = make_world()
    file = upload(world)

    assert file.read_at is None
    assert file.head["columns"]["收货地址"] == "address"
    assert not file.orders.exists()


@pytest.mark.django_db
def test_what_is_clear_is_ready_and_everything_else_is_kept_with_its_reason():
    world = make_world()
    file = bought(world)

    assert states(file) == {
        "K001": "ready",
        "K002": "ready",
        "K003": "review",
        "K004": "ignored",
    }
    assert line_of("K003").reasons[0]["code"] == "no_such_door"
    assert line_of("K004").reasons[0]["code"] == "refunded"
    veg, eggs = (listing.package_id for listing in world.listings)
    assert line_of("K002").packages == {str(eggs): 1, str(veg): 1}  # with its second row
    assert ordered(world) == {}


@pytest.mark.django_db
def test_a_kind_is_confirmed_once_whatever_order_its_columns_stand_in():
    world = make_world()
    confirm(world, upload(world))
    turned = "\n".join(
        ",".join(reversed(line.split(",")))
        for line in [HEAD, "K009,钱,,B1-1-201,蔬菜包,3,待发货,"]
    )
    file = upload(world, turned.encode())

    assert file.read_at == NOW
    assert states(file) == {"K009": "ready"}
    assert GroupBuyMapping.objects.count() == 1


@pytest.mark.django_db
def test_a_word_for_a_column_is_kept_for_the_next_file():
    world = make_world()
    head = HEAD.replace("商品", "拼单物")
    file = upload(world, table(head=head))
    assert file.head["columns"]["拼单物"] == "other"
    with pytest.raises(ColumnMissing):
        confirm(world, file)
    assert not GroupBuyMapping.objects.exists()
    confirm(world, file, 拼单物="goods")
    later = upload(world, table("K010,钱,,B1-1-201,蔬菜包,3,待发货,", head=head))

    assert states(file)["K001"] == "ready"
    assert states(later) == {"K010": "ready"}


@pytest.mark.django_db
def test_phone_numbers_are_masked_before_anything_is_kept():
    world = make_world()
    who = "张 13900001234,021-6400 1234,B1-1-101 13900001234"
    numbers = ("120101199001011230", "202204121234567890")
    rows = (f"{numbers[0]},{who},蔬菜包,2,,打13900001234", f"{numbers[1]},李,,B1-1-102,蔬菜包,1,,")
    file = bought(world, table(*rows))

    said = str(file.sheets) + "".join(line.raw for line in file.orders.all())
    assert "13900001234" not in said
    assert "6400 1234" not in said
    assert "139****1234" in said
    assert states(file) == dict.fromkeys(numbers, "ready")


@pytest.mark.django_db
def test_entering_makes_one_order_of_each_and_a_second_run_makes_none():
    world = make_world()
    file = bought(world)

    assert enter_bought(world, file).orders == 2
    assert enter_bought(world, file).orders == 0
    assert ordered(world) == {"B1-1-101": {"VEG35": 2}, "B1-1-102": {"EVG50": 1, "VEG35": 1}}
    assert states(file)["K001"] == "entered"
    assert set(Order.objects.values_list("channel", "placed_by")) == {
        (Channel.GROUP_BUY, world.staff[Role.CLERK].pk)
    }
    assert line_of("K001").order.household == world.doors[0]


@pytest.mark.django_db
def test_two_numbers_of_one_door_are_two_orders():
    world = make_world()
    row = "{},张,,B1-1-101,蔬菜包,{},待发货,"
    file = bought(world, table(row.format("K1", 1), row.format("K2", 2)))
    enter_bought(world, file)
    later = bought(world, table(row.format("K3", 3)))
    enter_bought(world, later)

    assert list(Order.objects.live().values_list("household", "total_fen")) == [
        (world.doors[0].pk, n * 3500) for n in (1, 2, 3)
    ]


@pytest.mark.django_db
def test_the_same_file_again_is_the_same_file():
    world = make_world()

    assert upload(world) == upload(world)
    assert GroupBuyFile.objects.count() == 1


@pytest.mark.django_db
def test_numbers_that_came_before_are_skipped_and_counted_in_any_round_of_the_estate():
    world = make_world()
    first = bought(world)
    enter_bought(world, first)
    sent_out = (
        table().decode().replace("待发货", "已发货") + "\nK005,孙,,B1-1-202,蔬菜包,1,待发货,"
    )
    announce(world, now=NOW)
    later = bought(world, sent_out.encode())

    assert later.skipped == 2  # what was not entered goes on in the newer file
    assert states(later) == {"K003": "review", "K004": "ignored", "K005": "ready"}
    assert states(first) == {"K001": "entered", "K002": "entered"}
    assert enter_bought(world, later).orders == 1
    assert Order.objects.live().count() == 3


@pytest.mark.django_db
def test_what_changed_after_it_was_entered_waits_for_a_person_and_is_not_entered_again():
    world = make_world()
    enter_bought(world, bought(world))
    text = table().decode().replace("蔬菜包,2,待发货", "蔬菜包,2,已退款")
    later = bought(world, text.encode())

    line = line_of("K001")
    assert (line.state, line.reasons[0]["code"]) == (LineState.REVIEW, "void_since")
    assert later.skipped == 1
    assert enter_bought(world, later).orders == 0
    with pytest.raises(LineEntered):
        mend(world, "K001", world.doors[3])
    leave_line_out(line, actor=world.staff[Role.CLERK], now=NOW)
    assert line_of("K001").state == LineState.ENTERED
    assert bought(world, (text + "\n").encode()).skipped == 2  # seen to: not asked again


@pytest.mark.django_db
def test_numbers_that_begin_anew_with_each_group_buy_are_told_apart_by_who_ordered():
    world = make_world()
    head = HEAD.replace("订单号", "跟团号")
    enter_bought(world, bought(world, table("1,张,,B1-1-101,蔬菜包,1,待发货,", head=head)))
    rows = ("1,李,,B1-1-102,蔬菜包,1,待发货,", "2,张,,B1-1-101,蔬菜包,2,待发货,")
    other = bought(world, table(*rows, head=head))
    again = bought(world, table(rows[1], "1,张,,B1-1-101,蔬菜包,1,已发货,", head=head))

    assert GroupBuyOrder.objects.count() == 3
    assert (again.skipped, states(again)) == (1, {"2": "ready"})
    assert states(other) == {"1": "ready"}


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["2022/4/9 9:03:11", ""])
def test_rows_without_numbers_are_known_wherever_they_stand(at):
    """R44."""
    world = make_world()
    head = "提交时间,姓名,收货地址,商品,数量"
    rows = [f"{at},张,B1-1-101,蔬菜包,1", f"{at},李,B1-1-102,蔬菜包,2"]
    first = bought(world, table(*rows, head=head))
    assert states(first) == {"2": "ready", "3": "ready"}
    enter_bought(world, first)
    new = f"{at},王,B1-1-201,蔬菜包,1"
    later = bought(world, table(new, *reversed(rows), head=head))

    assert (later.skipped, states(later)) == (2, {"2": "ready"})
    assert enter_bought(world, later).orders == 1
    announce(world, now=NOW + timedelta(days=7))
    other = bought(world, table(rows[0], head=head), now=NOW + timedelta(days=7))
    assert other.skipped == (1 if at else 0)  # who has no time may want the same once more


@pytest.mark.django_db
def test_orders_with_one_number_that_differ_both_wait():
    world = make_world()
    twice = "K2,王,,B1-1-201,蔬菜包,2,,"
    rows = (twice, "K1,张,,B1-1-101,蔬菜包,1,,", "K1,李,,B1-1-102,蔬菜包,2,,", twice)
    file = bought(world, table(*rows))

    assert list(file.orders.order_by("position").values_list("number", "state")) == [
        ("K2", "ready"),
        ("K1", "review"),
        ("K1", "review"),
    ]
    assert [problem["why"] for problem in file.problems] == ["duplicate"]


@pytest.mark.django_db
def test_a_word_for_a_good_is_said_once_for_all_orders_and_later_files():
    world = make_world()
    row = "{},张,,B1-1-{},爱心家庭装,1,待发货,"
    file = bought(world, table(row.format("K1", 101), row.format("K2", 102)))
    assert goods_unknown(file) == [("爱心家庭装", 2)]
    veg = world.listings[0].package_id
    clerk = world.staff[Role.CLERK]
    name_goods({"爱心家庭装": veg, "别的": veg}, file_id=file.pk, actor=clerk, now=NOW)

    assert states(file) == {"K1": "ready", "K2": "ready"}
    assert goods_unknown(file) == []
    later = bought(world, table(row.format("K3", 201)))
    assert line_of("K3").packages == {str(veg): 1}
    assert later.orders.get().state == LineState.READY
    assert GroupBuyMapping.objects.get().goods == {"爱心家庭装": "VEG35"}


@pytest.mark.django_db
def test_goods_are_not_named_before_the_columns_are():
    world = make_world()
    file = upload(world)
    with pytest.raises(ColumnMissing):
        name_goods({"蔬菜包": 1}, file_id=file.pk, actor=world.staff[Role.CLERK], now=NOW)
    assert not file.orders.exists()


@pytest.mark.django_db
def test_a_person_mends_an_order_and_it_stays_mended_when_the_file_is_read_again():
    world = make_world()
    file = bought(world)
    with pytest.raises(EmptyOrder):
        mend(world, "K003", world.doors[3], 0)
    mend(world, "K003", world.doors[3])
    confirm(world, file)
    enter_bought(world, file)

    assert ordered(world)[world.doors[3].label] == {"VEG35": 1}
    assert line_of("K003").settled_by == world.staff[Role.CLERK]
    with pytest.raises(LineEntered):
        mend(world, "K003", world.doors[2])


@pytest.mark.django_db
def test_a_newer_file_that_corrects_an_order_takes_it_over():
    world = make_world()
    first = bought(world)
    stale = line_of("K003")
    later = bought(world, table().replace(b"B1-1-909", b"B1-1-202"))

    assert states(later)["K003"] == "ready"
    assert states(first) == {}
    clerk = world.staff[Role.CLERK]
    with pytest.raises(LineMoved):
        leave_line_out(stale, actor=clerk, now=NOW)
    enter_bought(world, later)
    assert ordered(world)["B1-1-202"] == {"VEG35": 1}


@pytest.mark.django_db
def test_a_door_that_ordered_elsewhere_comes_back_until_somebody_says_to_add():
    world = make_world()
    order(world, world.doors[0], 1)
    file = bought(world)

    assert enter_bought(world, file).refused == 1
    line = line_of("K001")
    assert (line.state, line.reasons[0]["code"]) == (LineState.REVIEW, "already_ordered")
    mend(world, "K001", world.doors[0], 2, adds=True)
    assert enter_bought(world, file).orders == 1
    assert Order.objects.live().filter(household=world.doors[0]).count() == 2


@pytest.mark.django_db
def test_after_the_cut_off_nothing_is_entered_and_the_orders_stay_ready():
    world = make_world()
    file = bought(world)
    with pytest.raises(CutoffPassed):
        enter_bought(world, file, now=NOW + timedelta(days=1))

    assert ordered(world) == {}
    assert states(file)["K001"] == LineState.READY


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", RosterSpoiled),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", RosterSpoiled),
        (b"PK\x03\x04 cut off", RosterSpoiled),
        ("好好学习,天天向上\n1,2\n".encode(), NoOrders),
        (table("")[: len(HEAD.encode())], NoOrders),
    ],
)
def test_what_is_no_list_of_orders_leaves_nothing_behind(content, refusal):
    world = make_world()
    with pytest.raises(refusal):
        upload(world, content)
    assert GroupBuyFile.objects.count() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [False, True])
def test_two_people_who_enter_the_same_file_order_once(locks_off, locked):
    world = make_world()
    file = bought(world)
    if not locked:
        locks_off(group_buy_entry, "usual_by_estate", racers=4)
    answers = race(*[lambda: enter_bought(world, file) for _ in range(4)])

    failed = [answer for answer in answers if isinstance(answer, Exception)]
    entered = sum(answer.orders for answer in answers if answer not in failed)
    assert (not failed and entered == 2) is locked
    assert Order.objects.live().count() == 2  # an order's key holds without any lock


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [False, True])
def test_two_files_with_the_same_orders_bring_them_in_once(locks_off, locked):
    world = make_world()
    confirm(world, upload(world, table("K0,张,,B1-1-101,蔬菜包,1,,")))
    if not locked:
        locks_off(_Intake, "_lock", racers=3)
    contents = [table() + b"\n" * n for n in range(3)]
    answers = race(*[lambda content=content: upload(world, content) for content in contents])

    failed = [answer for answer in answers if isinstance(answer, Exception)]
    assert (not failed) is locked
    assert GroupBuyOrder.objects.count() == 5  # the database holds each number once


@pytest.mark.django_db
def test_entering_costs_the_same_number_of_queries_for_two_orders_and_for_sixty(
    django_assert_max_num_queries,
):
    small, world = make_world(name="F"), make_world(floors=30)
    few = bought(small)
    rows = [f"N{n},张{n},,{d.label},蔬菜包,1,," for n, d in enumerate(world.doors)]
    many = bought(world, table(*rows))
    with CaptureQueriesContext(connection) as two:
        enter_bought(small, few)
    with django_assert_max_num_queries(len(two)):
        assert enter_bought(world, many).orders == 60


@pytest.mark.django_db
def test_reading_costs_the_same_number_of_queries_for_five_orders_and_for_sixty(
    django_assert_max_num_queries,
):
    world = make_world(floors=30)
    bought(world)
    more = [f"M{n},张{n},,{d.label},蔬菜包,1,," for n, d in enumerate(world.doors)]
    with CaptureQueriesContext(connection) as five:
        bought(world, table() + b"\n")
    with django_assert_max_num_queries(len(five)):
        bought(world, table(*more))


@pytest.mark.django_db
def test_the_text_goes_after_two_weeks_and_a_number_is_still_known():
    world = make_world()
    file = bought(world)
    enter_bought(world, file)
    erase_due(NOW + timedelta(days=13))
    file.refresh_from_db()
    assert file.sheets

    erase_due(NOW + timedelta(days=15))
    file.refresh_from_db()
    assert (file.sheets, file.problems) == (None, [])
    assert set(file.orders.values_list("raw", "content")) == {("", "")}
    with pytest.raises(TextGone):
        confirm(world, file)
    assert ordered(world)["B1-1-101"] == {"VEG35": 2}
    again = bought(world, now=NOW + timedelta(days=16))
    assert again == file
    assert states(again)["K001"] == LineState.ENTERED
