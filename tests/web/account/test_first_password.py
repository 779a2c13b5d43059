"""A first password is changed before anything opens."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.accounts.services import random_password, renew_password
from baogong.apps.people.enums import Role
from baogong.apps.people.services import Newcomer, take_on
from baogong.plumbing.audit import SYSTEM
from tests.factories import NOW, make_world
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/staff/password/"
NEW = "battery staple 77"


@pytest.fixture
def sorter():
    world = make_world()
    newcomer = Newcomer("new", "新人", PASSWORD)
    return take_on(newcomer, role=Role.SORTER, place=world.estate, actor=SYSTEM, now=NOW)


def sign_in(client, user, password=PASSWORD, **more):
    form = {"username": user.username, "password": password} | more
    return client.post(reverse("account:sign_in"), form)


def change(client, **changes):
    return client.post(URL, {"old": PASSWORD, "new": NEW, "again": NEW} | changes)


def test_every_page_leads_to_the_password_first(client, sorter):
    wanted = reverse("depot:home")
    assert sign_in(client, sorter, next=wanted).url == wanted

    for address in ("depot:home", "depot:returns", "account:home", "desk:home"):
        assert client.get(reverse(address)).url.startswith(URL), address
    assert client.post(reverse("desk:phone")).url.startswith(URL)
    page = client.get(URL)
    assert page.status_code == 200
    assert "换成自己的密码" in page.text


def test_part_of_a_page_sends_the_whole_page(client, sorter):
    sign_in(client, sorter)
    answer = client.get(reverse("depot:home"), headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith(URL)


def test_the_new_password_opens_what_was_wanted(client, sorter):
    sign_in(client, sorter)
    wanted = reverse("depot:home")

    assert change(client, next=wanted).url == wanted
    assert client.get(wanted).status_code == 200
    later = Client()
    sign_in(later, sorter, NEW)
    assert later.get(wanted).status_code == 200


@pytest.mark.parametrize("changes", [{"new": PASSWORD, "again": PASSWORD}, {"old": "wrong"}])
def test_the_same_password_again_and_a_wrong_one_open_nothing(client, sorter, changes):
    sign_in(client, sorter)

    assert change(client, **changes).status_code == 422
    assert client.get(reverse("depot:home")).url.startswith(URL)
    sorter.refresh_from_db()
    assert sorter.check_password(PASSWORD)


def test_a_renewed_password_is_a_first_one_again(client, sorter):
    sign_in(client, sorter)
    change(client)
    password = random_password()
    renew_password(user_id=sorter.pk, password=password, actor=SYSTEM, now=timezone.now())

    assert client.get(reverse("depot:home")).url.startswith("/staff/sign-in/")
    sign_in(client, sorter, password)
    assert client.get(reverse("depot:home")).url.startswith(URL)


def test_one_may_leave_instead(client, sorter):
    sign_in(client, sorter)

    assert client.post(reverse("account:sign_out")).url == reverse("account:sign_in")
