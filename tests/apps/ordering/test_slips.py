"""R28: orders typed from paper slips are read again by a second person before they are packed."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.ordering.enums import Channel
from baogong.apps.ordering.errors import NotWaiting, OwnSlip
from baogong.apps.ordering.intents import Wish
from baogong.apps.ordering.models import Order, SlipCheck
from baogong.apps.ordering.queries import slip_differences
from baogong.apps.ordering.services import check_slip, decide_orders, settle_slip
from baogong.apps.people.enums import Role
from baogong.apps.sorting.errors import SlipUnchecked
from baogong.apps.sorting.models import Bag
from tests.apps.ordering.test_overflow import move, small_shop
from tests.factories import NOW, chain, make_world, ripe_round
from tests.factories.racing import race
from tests.factories.world import intent


def typed(world, *quantities, doors=1):
    """The clerk types the same slip for some doors."""
    slips = [
        intent(
            world,
            door,
            *quantities,
            channel=Channel.SHEET,
            placed_by_id=world.staff[Role.CLERK].pk,
            card_epoch=None,
        )
        for door in world.doors[:doors]
    ]
    decisions = decide_orders(slips, now=NOW)
    return [Order.objects.get(pk=decision.order_id) for decision in decisions]


def read(world, order, *quantities, **fields):
    wishes = [
        Wish(listing.pk, n) for listing, n in zip(world.listings, quantities, strict=False) if n
    ]
    fields = {"key": uuid4(), "actor": world.staff[Role.COMMANDER], **fields}
    return check_slip(act_id=order.pk, wishes=wishes, now=NOW, **fields)


def settle(world, order, *, second):
    settle_slip(
        act_id=order.pk, second=second, reason="看错", actor=world.staff[Role.CLERK], now=NOW
    )


@pytest.mark.django_db
def test_forty_slips_are_read_again_and_only_checked_ones_go_to_picking():
    """The figures of R28: 40 typed, the mismatches are listed, only checked orders are packed."""
    world = make_world(floors=20)
    orders = typed(world, 1, doors=40)
    for order in orders[:37]:
        assert read(world, order, 1).same
    for order in orders[37:39]:
        assert not read(world, order, 2).same
    ripe_round(world)
    chain.receive(world)

    assert Order.objects.filter(waits_for_check=True).count() == 3
    assert SlipCheck.objects.filter(same=False, settled_at=None).count() == 2
    packed = refused = 0
    for bag in Bag.objects.all():
        try:
            chain.pack(world, bag)
            packed += 1
        except SlipUnchecked:
            refused += 1
    assert (packed, refused) == (37, 3)


@pytest.mark.django_db
def test_nobody_checks_a_slip_that_they_typed():
    world = make_world()
    [order] = typed(world, 1)
    with pytest.raises(OwnSlip):
        read(world, order, 1, actor=world.staff[Role.CLERK])
    order.refresh_from_db()
    assert order.waits_for_check
    assert not SlipCheck.objects.exists()


@pytest.mark.django_db
def test_a_slip_is_checked_once_and_a_repeat_is_the_same_check():
    world = make_world()
    [order] = typed(world, 1)
    key = uuid4()
    assert read(world, order, 2, key=key) == read(world, order, 2, key=key)
    with pytest.raises(NotWaiting):
        read(world, order, 1)
    assert SlipCheck.objects.count() == 1


@pytest.mark.django_db
def test_when_the_first_reading_was_right_it_is_confirmed():
    world = make_world()
    [order] = typed(world, 1)
    read(world, order, 2)
    settle(world, order, second=False)
    order.refresh_from_db()
    assert (order.waits_for_check, order.canceled_at) == (False, None)
    with pytest.raises(NotWaiting):
        settle(world, order, second=False)


@pytest.mark.django_db
@pytest.mark.parametrize("closed", [False, True])
def test_when_the_second_reading_was_right_it_takes_the_place(closed):
    world = make_world()
    [order] = typed(world, 2)
    read(world, order, 1)
    if closed:
        ripe_round(world)
    settle(world, order, second=True)

    [live] = Order.objects.live()
    assert (live.waits_for_check, live.total_fen, live.channel) == (False, 3500, Channel.SHEET)
    assert live.corrected_from.order == order
    assert chain.sums(world).balanced


@pytest.mark.django_db
def test_the_second_person_may_read_that_the_slip_is_empty():
    world = make_world()
    [order] = typed(world, 1)
    assert not read(world, order).same
    settle(world, order, second=True)
    assert not Order.objects.live().exists()


def moved():
    """A slip says two packages; what is left of the package is another shop's since."""
    world = make_world(stock=10)
    [order] = typed(world, 2)
    move(world, small_shop(world))
    return world, order


@pytest.mark.django_db
def test_a_slip_whose_package_moved_to_another_shop_since_reads_the_same():
    world, order = moved()
    assert read(world, order, 0, 0, 2).same
    order.refresh_from_db()
    assert not order.waits_for_check


@pytest.mark.django_db
@pytest.mark.parametrize(("quantity", "held"), [(1, [1]), (3, [2, 1])])
def test_what_differs_of_a_moved_package_stays_with_the_first_shop_as_far_as_it_was_typed(
    quantity, held
):
    world, order = moved()
    assert not read(world, order, 0, 0, quantity).same
    [difference] = slip_differences(round_id=world.round.pk)
    assert [line[1:] for line in difference.lines] == [(2, quantity)]

    settle(world, order, second=True)
    [live] = Order.objects.live()
    assert list(live.lines.order_by("listing").values_list("quantity", flat=True)) == held
    first, *_, second = world.listings
    assert (first.taken, second.taken) == (held[0], sum(held[1:]))


@pytest.mark.django_db
def test_the_database_lets_only_slips_wait():
    world = make_world()
    typed(world, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.update(channel=Channel.PAGE)


@pytest.mark.django_db(transaction=True)
def test_two_people_who_read_one_slip_at_once_make_one_check():
    world = make_world()
    [order] = typed(world, 1)
    answers = race(lambda: read(world, order, 1), lambda: read(world, order, 2))
    assert sum(isinstance(answer, NotWaiting) for answer in answers) == 1
    assert SlipCheck.objects.count() == 1
