"""Changing one's own password."""

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.people.enums import Role
from baogong.plumbing.models import AuditEntry
from tests.factories import make_world
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "battery staple 77"


@pytest.fixture
def user(client):
    user = make_world().staff[Role.CLERK]
    client.force_login(user)
    return user


def change(client, **changes):
    form = {"old": PASSWORD, "new": NEW, "again": NEW} | changes
    return client.post(reverse("account:password"), form)


def test_the_new_password_holds_and_this_device_stays_signed_in(user, client):
    elsewhere = Client()
    elsewhere.force_login(user)
    answer = change(client)
    user.refresh_from_db()

    assert answer.url == reverse("account:home")
    assert user.check_password(NEW)
    assert client.get(reverse("account:home")).status_code == 200
    assert elsewhere.get(reverse("account:home")).status_code == 302
    assert AuditEntry.objects.filter(action="user.password_changed").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"old": "wrong"},
        {"again": "something else 1"},
        {"new": "short", "again": "short"},
        {"new": "1234567890123", "again": "1234567890123"},
        {"new": ""},
    ],
)
def test_a_refused_change_changes_nothing(user, client, changes):
    answer = change(client, **changes)
    user.refresh_from_db()

    assert answer.status_code == 422
    assert user.check_password(PASSWORD)
