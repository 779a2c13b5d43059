"""A mark on an order that a program may have sent: in its round, and not for ever."""

from datetime import timedelta

import pytest

from baogong.apps.ordering.enums import OnExisting, Sign
from baogong.apps.ordering.queries import decided_since, signs_in_round
from baogong.apps.ordering.retention import KINDS
from baogong.apps.ordering.services import note_sign
from baogong.apps.people.services import erase_due
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world, order
from tests.factories.asks import sell_out

pytestmark = pytest.mark.django_db


def mark(world, door, *quantities, sign=Sign.HASTY, at=NOW, **changes):
    decision = order(world, door, *quantities, **changes)
    note_sign(decision, sign, actor=SYSTEM, now=at)
    return decision


def test_a_round_knows_its_marks_and_no_others(django_assert_num_queries):
    world, other = make_world(), make_world(name="F")
    first = mark(world, world.doors[0], 0, 1)
    sell_out(world)
    second = mark(world, world.doors[1], 1, sign=Sign.OFTEN, waits=True)
    both = mark(world, world.doors[2], 1, 1, waits=True)
    mark(other, other.doors[0], 1)
    order(world, world.doors[3], 0, 1)

    with django_assert_num_queries(1):
        rows = signs_in_round(round_id=world.round.pk)
    assert [(row.id, row.is_ask, row.door, row.sign) for row in rows] == [
        (both.order_id, False, "B1-1-201", Sign.HASTY),
        (second.ask_id, True, "B1-1-102", Sign.OFTEN),
        (first.order_id, False, "B1-1-101", Sign.HASTY),
    ]


def test_marks_go_after_two_weeks_and_the_orders_stay():
    world = make_world()
    mark(world, world.doors[0], 1, at=NOW)
    mark(world, world.doors[1], 1, at=NOW + timedelta(days=10))
    erase_due(NOW + timedelta(days=15))

    assert "signs" in {kind.key for kind in KINDS}
    assert [row.door for row in signs_in_round(round_id=world.round.pk)] == ["B1-1-102"]
    assert AuditEntry.objects.filter(action="order.placed").count() == 2


def test_what_was_taken_in_lately_counts_each_order_once():
    world = make_world()
    sell_out(world)
    began = AuditEntry.objects.latest("recorded_at").recorded_at
    order(world, world.doors[0], 1, 1, waits=True)
    order(world, world.doors[1], 0, 1)
    order(world, world.doors[1], 0, 1, on_existing=OnExisting.ADD)

    assert decided_since(began) == 3
    assert decided_since(began + timedelta(days=1)) == 0
