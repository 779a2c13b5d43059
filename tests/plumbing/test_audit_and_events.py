"""What was done is written down with who did it; facts reach their handlers in one transaction."""

from dataclasses import dataclass

import pytest
from django.db import transaction

from baogong.apps.places.models import Place
from baogong.apps.places.services import add_town
from baogong.plumbing import audit, events
from baogong.plumbing.models import AuditEntry, Event
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class BellRung:
    """A fact of these tests."""

    times: int
    by: tuple[int, ...] = ()


@pytest.fixture
def heard(monkeypatch):
    """What two handlers of the fact heard, in their order."""
    monkeypatch.setattr(events, "_handlers", events.defaultdict(list))
    calls = []
    events.handles(BellRung)(lambda fact, event_id: calls.append(("first", fact, event_id)))
    events.handles(BellRung)(lambda fact, event_id: calls.append(("second", fact, event_id)))
    return calls


def test_a_fact_is_written_down_and_told_to_each_handler_in_order(heard):
    fact = BellRung(2, by=(7, 8))
    event_id = events.publish(fact)
    row = Event.objects.get(pk=event_id)
    assert (row.name, row.data) == ("BellRung", {"times": 2, "by": [7, 8]})
    assert heard == [("first", fact, event_id), ("second", fact, event_id)]


def test_a_fact_that_nobody_handles_is_written_down_all_the_same(monkeypatch):
    monkeypatch.setattr(events, "_handlers", events.defaultdict(list))
    events.publish(BellRung(1))
    assert Event.objects.count() == 1


def test_when_a_handler_fails_the_fact_never_happened(heard):
    def fail(fact, event_id):
        raise ZeroDivisionError

    events.handles(BellRung)(fail)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.publish(BellRung(1))
    assert not Event.objects.exists()


def test_acts_are_written_in_one_statement(django_assert_num_queries):
    towns = [add_town(code=code, name=code) for code in "abc"]
    bell = audit.NamedActor("user:7")
    with django_assert_num_queries(1):
        audit.record(audit.Act("bell.rung", town, bell, NOW, {"times": 2}) for town in towns)
    entry = AuditEntry.objects.get(subject_id=towns[1].pk)
    assert (entry.action, entry.actor, entry.subject_type) == (
        "bell.rung",
        "user:7",
        "places.place",
    )
    assert (entry.data, entry.occurred_at) == ({"times": 2}, NOW)


def test_nothing_done_writes_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        audit.record([])


def test_the_log_forgets_with_the_act_that_was_rolled_back():
    with transaction.atomic():
        town = Place.objects.get(pk=add_town(code="t", name="T").pk)
        audit.record([audit.Act("bell.rung", town, audit.SYSTEM, NOW)])
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()
