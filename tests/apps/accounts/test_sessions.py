"""Sessions that have ended do not stay in the database."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from baogong.apps.accounts.services import forget_old_sessions
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_session_goes_when_its_time_is_over_and_not_before():
    for key, hours in (("ended", -1), ("open", 1)):
        Session.objects.create(session_key=key, expire_date=NOW + timedelta(hours=hours))
    forget_old_sessions(NOW)

    assert list(Session.objects.values_list("pk", flat=True)) == ["open"]
