"""X3: limits of a household hold over days, rounds and channels, but for exceptions."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.ordering.enums import Channel, OnExisting, Rule
from baogong.apps.ordering.errors import (
    ExceptionInThePast,
    ExceptionTooLong,
    ExceptionWithoutReason,
    KeyReused,
    LimitExceeded,
    LimitMissing,
    WindowLimitExceeded,
    WindowLimitReached,
    kept,
    kept_error,
)
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import (
    Ask,
    DealShare,
    LimitException,
    Listing,
    Order,
    Round,
)
from baogong.apps.ordering.policies import held_in_days
from baogong.apps.ordering.queries import exceptions_of_door, shares_of_ask
from baogong.apps.ordering.retention import KINDS
from baogong.apps.ordering.services import (
    Change,
    Exemption,
    cancel_order,
    correct_order,
    deal_due,
    decide_order,
    decide_orders,
    end_exception,
    except_from_limit,
)
from baogong.apps.people.enums import Role
from baogong.apps.people.services import erase_due
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import EXCEPTION_DAYS
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.limits import DAY, by_channel, let_have, round_on
from tests.factories.world import intent

pytestmark = pytest.mark.django_db


def days(n):
    return timedelta(days=n)


def place(world, round_, *quantities, channel=Channel.PAGE, door=None, **changes):
    door = door or world.doors[0]
    asked = by_channel(world, round_, door, channel, *quantities, **changes)
    return decide_order(asked, now=NOW)


@pytest.mark.parametrize("first", Channel)
@pytest.mark.parametrize("second", [Channel.PAGE, Channel.CHAIN])
def test_what_came_by_one_channel_counts_for_every_other(first, second):
    world = make_world()
    today, tomorrow = round_on(world, 0), round_on(world, 1)
    place(world, today, 2, channel=first)

    with pytest.raises(WindowLimitReached) as refusal:
        place(world, tomorrow, 1, channel=second)
    assert refusal.value.data == {
        "name": "蔬菜包",
        "limit": 2,
        "days": 3,
        "ordered": 2,
        "again": DAY + days(3),
    }
    assert Order.objects.count() == 1


def test_what_is_left_of_a_limit_over_days_can_be_had():
    world = make_world()
    place(world, round_on(world, 0), 1)
    tomorrow = round_on(world, 1)

    with pytest.raises(WindowLimitExceeded) as refusal:
        place(world, tomorrow, 2)
    assert (refusal.value.data["ordered"], refusal.value.data["left"]) == (1, 1)
    assert place(world, tomorrow, 1).order_id


@pytest.mark.parametrize(("apart", "refused"), [(2, True), (3, False), (-2, True), (-3, False)])
def test_a_limit_counts_over_so_many_days_in_a_row_whichever_round_is_ordered_from_first(
    apart, refused
):
    world = make_world()
    first, second = (round_on(world, n) for n in (4, 4 + apart))
    place(world, first, 2)

    if refused:
        with pytest.raises(WindowLimitReached):
            place(world, second, 1)
    else:
        assert place(world, second, 2).order_id


def test_days_before_and_days_after_are_not_added_up_unless_they_lie_in_one_window():
    by_day = Counter({DAY: 1, DAY + days(4): 1})
    assert held_in_days(by_day, day=DAY + days(2), days=3) == 1
    assert held_in_days(by_day, day=DAY + days(2), days=4) == 1
    assert held_in_days(by_day, day=DAY + days(2), days=5) == 2


def test_again_is_the_first_day_that_has_room_again():
    world = make_world()
    later, first, second = (round_on(world, n) for n in (4, 0, 1))
    place(world, later, 2)
    place(world, first, 2)

    with pytest.raises(WindowLimitReached) as refusal:
        place(world, second, 1)
    assert refusal.value.data["again"] == DAY + days(7)


@pytest.mark.parametrize("limit_days", [None, 1])
def test_a_limit_without_days_is_one_of_its_round(limit_days):
    world = make_world()
    first, second = (round_on(world, n, days=limit_days) for n in (0, 1))
    place(world, first, 2)
    assert place(world, second, 2).order_id

    with pytest.raises(LimitExceeded):
        place(world, second, 1, on_existing=OnExisting.ADD)


def test_what_was_canceled_or_is_another_package_or_another_doors_does_not_count():
    world = make_world()
    first, second = round_on(world, 0), round_on(world, 1)
    canceled = place(world, first, 2)
    cancel_order(order_id=canceled.order_id, actor=SYSTEM, now=NOW)
    place(world, first, 0, 2)
    place(world, first, 2, door=world.doors[1])

    assert place(world, second, 2).order_id


def test_rounds_that_are_decided_in_one_group_count_too():
    world = make_world()
    door, rounds = world.doors[0], [round_on(world, n) for n in range(3)]
    asked = [by_channel(world, round_, door, Channel.PAGE, 1) for round_ in rounds]
    decisions = decide_orders(asked, now=NOW)

    assert [type(d.refusal) for d in decisions] == [type(None)] * 2 + [WindowLimitReached]


def test_an_order_that_is_replaced_gives_its_part_of_the_limit_back():
    world = make_world()
    first, second = round_on(world, 0), round_on(world, 1)
    place(world, first, 1)
    place(world, second, 1)

    with pytest.raises(WindowLimitExceeded):
        place(world, second, 2, on_existing=OnExisting.REPLACE)
    assert place(world, second, 1, on_existing=OnExisting.REPLACE).order_id


def test_whoever_has_too_much_already_may_still_take_less():
    """A round without a limit brought the rest."""
    world = make_world()
    limited, free = round_on(world, 0), round_on(world, 1, limit=None, days=None)
    old = place(world, limited, 2)
    place(world, free, 5)
    fewer = by_channel(world, limited, world.doors[0], Channel.PAGE, 1)
    change = Change(fewer.key, fewer.wishes, "asked for one")
    clerk = world.staff[Role.CLERK]

    assert correct_order(order_id=old.order_id, change=change, actor=clerk, now=NOW).new_order
    with pytest.raises(WindowLimitReached):
        place(world, limited, 2, on_existing=OnExisting.REPLACE)


def test_a_listing_of_another_round_is_refused_and_does_not_crash():
    world = make_world()
    here, there = round_on(world, 0), round_on(world, 1)
    world.round = there
    foreign = Wish(world.listings[0].pk, 1)

    asked = by_channel(world, here, world.doors[0], Channel.PAGE, wishes=(foreign,))
    assert decide_orders([asked], now=NOW)[0].refusal.code == "not_on_offer"


def test_the_refusal_survives_being_kept_with_a_line_of_a_chain():
    again = WindowLimitReached(name="a", limit=2, days=3, ordered=2, again=DAY)
    assert kept_error(**kept(again)).data == again.data


def test_days_need_a_limit():
    world = make_world()
    before = Round.objects.count()
    with pytest.raises(LimitMissing):
        round_on(world, 0, limit=None, days=3)
    assert Round.objects.count() == before
    listing = world.listings[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Listing.objects.filter(pk=listing.pk).update(limit_days=3)


def test_a_deal_gives_nothing_to_a_door_that_had_its_most_in_these_days():
    world = make_world()
    before, drawn = round_on(world, 0), round_on(world, 1)
    draws_at = NOW + timedelta(hours=1)
    Round.objects.filter(pk=drawn.pk).update(draws_at=draws_at)
    Listing.objects.filter(round=drawn).update(rule=Rule.DRAW, stock=9)
    asked = place(world, drawn, 2)
    place(world, drawn, 2, door=world.doors[1])
    place(world, before, 2, channel=Channel.PHONE)

    deal_due(draws_at)

    assert asked.ask_id
    got = Order.objects.filter(round=drawn).values_list("household", flat=True)
    assert list(got) == [world.doors[1].pk]
    share = DealShare.objects.get(line__ask=asked.ask_id)
    assert (share.granted, share.order) == (2, None)
    assert Ask.objects.get(pk=asked.ask_id).lines.get().waiting == 0


def test_a_household_may_have_what_it_was_let_have_until_that_day():
    world = make_world()
    let_have(world, world.doors[0], 2, until=DAY + days(1))
    first, second, third = (round_on(world, n) for n in range(3))
    place(world, first, 3)
    place(world, second, 1)

    with pytest.raises(WindowLimitReached):
        place(world, second, 1, on_existing=OnExisting.ADD)
    with pytest.raises(WindowLimitReached):
        place(world, third, 1)
    with pytest.raises(WindowLimitExceeded):
        place(world, first, 3, door=world.doors[1])


def test_an_exception_is_of_one_package():
    world = make_world(limit=1)
    let_have(world, world.doors[0], 1)
    assert order(world, world.doors[0], 2).order_id
    with pytest.raises(LimitExceeded):
        order(world, world.doors[0], 0, 2, on_existing=OnExisting.ADD)


def test_an_exception_says_who_why_and_until_when_and_is_made_once():
    world = make_world(limit=1)
    clerk, door = world.staff[Role.CLERK], world.doors[0]
    made = let_have(world, door, 2, reason=" twins ")
    again = Exemption(made.key, made.package_id, 2, DAY, "twins")
    known = except_from_limit(household_id=door.pk, exemption=again, actor=clerk, now=NOW)

    assert known == made
    told = LimitException.objects.get()
    assert (told.granted_by, told.reason, told.until, told.granted_at) == (
        clerk,
        "twins",
        DAY,
        NOW,
    )
    entry = AuditEntry.objects.get(action="limit.excepted")
    assert (entry.actor, entry.subject_id) == (clerk.audit_name, made.pk)


def test_the_form_of_an_exception_is_not_sent_again_with_other_content():
    world = make_world(limit=1)
    clerk, door = world.staff[Role.CLERK], world.doors[0]
    made = let_have(world, door, 2)
    other = Exemption(made.key, made.package_id, 3, DAY, made.reason)

    with pytest.raises(KeyReused):
        except_from_limit(household_id=door.pk, exemption=other, actor=clerk, now=NOW)
    assert LimitException.objects.get().quantity == 2


def test_an_exception_goes_a_month_after_its_last_day():
    world = make_world(limit=1)
    let_have(world, world.doors[0], 1, until=DAY)
    let_have(world, world.doors[0], 2, until=DAY + days(3))
    erase_due(NOW + days(33))

    assert "exceptions" in {kind.key for kind in KINDS}
    assert LimitException.objects.get().quantity == 2
    assert AuditEntry.objects.filter(action="limit.excepted").count() == 2


def test_a_household_gets_the_rest_of_its_most_when_more_is_granted():
    """X3: who bought some elsewhere meanwhile is not turned away from a draw altogether."""
    world = make_world()
    before, drawn = round_on(world, 0), round_on(world, 1)
    draws_at = NOW + timedelta(hours=1)
    Round.objects.filter(pk=drawn.pk).update(draws_at=draws_at)
    Listing.objects.filter(round=drawn).update(rule=Rule.DRAW, stock=9)
    asked = place(world, drawn, 2)
    place(world, before, 1, channel=Channel.PHONE)

    deal_due(draws_at)

    line = Ask.objects.get(pk=asked.ask_id).lines.get()
    assert (line.granted, line.waiting) == (1, 0)
    share = DealShare.objects.get(line=line)
    assert share.granted == 2
    assert share.order.lines.get().quantity == 1
    [[row]] = shares_of_ask(ask_id=asked.ask_id).values()
    assert (row.granted, row.came) == (2, 1)
    listing = line.listing
    assert (listing.taken, listing.waiting) == (1, 0)


def test_an_exception_that_is_ended_holds_no_more_and_stays_on_record():
    world = make_world(limit=1)
    door, chief = world.doors[0], world.staff[Role.COMMANDER]
    made = let_have(world, door, 2)
    order(world, door, 2)
    for minutes in (1, 2):
        end_exception(exception_id=made.pk, actor=chief, now=NOW + timedelta(minutes=minutes))

    with pytest.raises(LimitExceeded):
        order(world, door, 1, on_existing=OnExisting.ADD)
    assert Order.objects.live().get().lines.get().quantity == 2
    [row] = exceptions_of_door(household_id=door.pk)
    assert (row.ended_by, row.ended_at) == (chief.name, NOW + timedelta(minutes=1))
    assert not row.holds(DAY)
    entry = AuditEntry.objects.get(action="limit.exception_ended")
    assert (entry.actor, entry.subject_id) == (chief.audit_name, made.pk)


def test_how_far_ahead_an_exception_may_hold_is_set():
    world = make_world(limit=1)
    last = (NOW + days(30)).date()
    assert let_have(world, world.doors[0], 1, until=last)
    set_setting(EXCEPTION_DAYS, 7, place=world.estate, actor=SYSTEM, now=NOW)
    with pytest.raises(ExceptionTooLong):
        let_have(world, world.doors[0], 1, until=(NOW + days(8)).date())
    assert let_have(world, world.doors[0], 1, until=(NOW + days(7)).date())


@pytest.mark.parametrize(
    ("until", "reason", "error"),
    [
        ((NOW - days(1)).date(), "twins", ExceptionInThePast),
        ((NOW + days(31)).date(), "twins", ExceptionTooLong),
        (DAY, "  ", ExceptionWithoutReason),
    ],
)
def test_an_exception_has_a_reason_and_a_day_to_come(until, reason, error):
    world = make_world(limit=1)
    with pytest.raises(error):
        let_have(world, world.doors[0], 1, until=until, reason=reason)
    assert not LimitException.objects.exists()
    assert not AuditEntry.objects.filter(action="limit.excepted").exists()


@pytest.mark.parametrize(
    ("limit", "limit_days", "statements"), [(None, None, 26), (9, None, 27), (9, 3, 28)]
)
def test_a_limit_costs_one_statement_of_a_group_and_its_days_another(
    limit, limit_days, statements, django_assert_num_queries
):
    world = make_world(floors=10)
    world.round = round_on(world, 0, limit=limit, days=limit_days)
    intents = [intent(world, door, 1, 1) for door in world.doors]
    for group in (intents[:1], intents[1:]):
        with django_assert_num_queries(statements):
            decide_orders(group, now=NOW)
