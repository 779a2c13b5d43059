"""Reading what is personal leaves a line in the audit log."""

import pytest

from baogong.apps.people.enums import PersonalField, Role
from baogong.apps.people.services import log_read
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world

pytestmark = pytest.mark.django_db


def test_each_row_that_was_read_is_written_down_in_one_statement(django_assert_num_queries):
    world = make_world(floors=3)
    clerk, doors = world.staff[Role.CLERK], world.doors

    with django_assert_num_queries(1):
        log_read(PersonalField.PHONES, subjects=doors, actor=clerk, now=NOW)

    lines = AuditEntry.objects.filter(action="phones.read")
    assert [line.subject_id for line in lines.order_by("pk")] == [door.pk for door in doors]
    assert {(line.actor, str(line.data)) for line in lines} == {(clerk.audit_name, "{}")}
