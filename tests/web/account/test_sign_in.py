"""Staff sign in by name and password; wrong ones slow down, in the database."""

import pytest
from django.urls import reverse

from baogong.apps.accounts.policies import SAME_NAME_AND_ADDRESS
from baogong.apps.people.enums import Role
from tests.factories import make_world
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/staff/sign-in/"


@pytest.fixture
def world():
    return make_world()


def test_the_right_password_opens_the_page_that_was_wanted(world, client):
    wanted = reverse("desk:phone")
    answer = client.post(URL, {"username": "clerk-E", "password": PASSWORD, "next": wanted})

    assert (answer.status_code, answer.url) == (302, wanted)
    assert client.get(wanted).status_code == 200


def test_strangers_are_asked_to_sign_in_first(world, client):
    answer = client.get(reverse("desk:home"), follow=True)

    assert answer.redirect_chain == [(f"{URL}?next=/desk/", 302)]
    assert answer.context["next"] == "/desk/"


def test_a_foreign_address_to_go_on_to_is_ignored(world, client):
    form = {"username": "clerk-E", "password": PASSWORD, "next": "https://elsewhere.example/"}

    assert client.post(URL, form).url == reverse("account:home")


@pytest.mark.parametrize(
    "form",
    [
        {"username": "clerk-E", "password": "wrong"},
        {"username": "nobody", "password": PASSWORD},
        {"username": "", "password": ""},
        {"username": "x" * 500, "password": PASSWORD},
    ],
)
def test_anything_else_opens_nothing(world, client, form):
    answer = client.post(URL, form)

    assert answer.status_code == 422
    assert client.get(reverse("account:home")).status_code == 302


def test_the_page_says_how_long_to_wait(world, client):
    for _ in range(SAME_NAME_AND_ADDRESS.free + 1):
        client.post(URL, {"username": "clerk-E", "password": "wrong"})
    answer = client.post(URL, {"username": "clerk-E", "password": PASSWORD})

    assert answer.status_code == 422
    assert "密码错的次数太多" in answer.text


def test_signing_out_needs_a_post_and_ends_the_session(world, client):
    client.force_login(world.staff[Role.CLERK])

    assert client.get("/staff/sign-out/").url == reverse("account:home")
    assert client.post("/staff/sign-out/").url == URL
    assert client.get(reverse("account:home")).status_code == 302


def test_who_is_signed_in_already_goes_straight_on(world, client):
    client.force_login(world.staff[Role.CLERK])

    assert client.get(URL).url == reverse("account:home")
