"""Staff sign in by name and password; wrong ones slow down, in the database."""

from datetime import timedelta

import pytest
from django.urls import reverse

from baogong.apps.accounts.errors import TooManyTries, WrongPassword
from baogong.apps.accounts.models import SignInWait
from baogong.apps.accounts.policies import SAME_NAME, SAME_NAME_AND_ADDRESS, wait_after
from baogong.apps.accounts.services import check_sign_in, forget_old_waits
from baogong.apps.people.enums import Role
from tests.factories import NOW, make_world
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
URL = "/staff/sign-in/"


@pytest.fixture
def world():
    return make_world()


def attempt(name="clerk-E", password="wrong", address="10.0.0.1", now=NOW):
    return check_sign_in(username=name, password=password, address=address, now=now)


def guess(times, **where):
    for _ in range(times):
        with pytest.raises(WrongPassword):
            attempt(**where)


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


def test_a_dismissed_member_stays_outside(world):
    user = world.staff[Role.CLERK]
    user.is_active = False
    user.save(update_fields=["is_active"])

    with pytest.raises(WrongPassword):
        attempt(password=PASSWORD)


def test_after_a_few_wrong_passwords_even_the_right_one_waits(world):
    guess(SAME_NAME_AND_ADDRESS.free + 1)
    with pytest.raises(TooManyTries) as refusal:
        attempt(password=PASSWORD)

    assert refusal.value.data["seconds"] == 3
    assert attempt(password=PASSWORD, now=NOW + timedelta(seconds=3)) == world.staff[Role.CLERK]


def test_the_owner_is_not_kept_out_by_a_stranger_elsewhere(world):
    guess(SAME_NAME_AND_ADDRESS.free + 1, address="10.0.0.66")

    assert attempt(password=PASSWORD) == world.staff[Role.CLERK]


def test_many_addresses_do_not_make_guessing_fast(world):
    for n in range(SAME_NAME.free + 1):
        guess(1, address=f"10.0.1.{n}")
    with pytest.raises(TooManyTries):
        attempt(address="10.0.2.1")


def test_the_right_password_clears_the_count(world):
    guess(SAME_NAME_AND_ADDRESS.free)
    attempt(password=PASSWORD)

    guess(SAME_NAME_AND_ADDRESS.free)


def test_the_page_says_how_long_to_wait(world, client):
    for _ in range(SAME_NAME_AND_ADDRESS.free + 1):
        client.post(URL, {"username": "clerk-E", "password": "wrong"})
    answer = client.post(URL, {"username": "clerk-E", "password": PASSWORD})

    assert answer.status_code == 422
    assert "密码错的次数太多" in answer.text


def test_waits_double_and_end():
    waits = [wait_after(n, patience=SAME_NAME).total_seconds() for n in (20, 21, 22, 23, 60, 9999)]

    assert waits == [0, 2, 4, 8, 60, 60]


def test_names_and_addresses_are_not_readable_and_are_forgotten(world):
    guess(1)
    assert all("clerk" not in wait.origin and "10.0" not in wait.origin for wait in all_waits())
    forget_old_waits(NOW + timedelta(hours=2))

    assert all_waits() == []


def all_waits():
    return list(SignInWait.objects.all())


def test_signing_out_needs_a_post_and_ends_the_session(world, client):
    client.force_login(world.staff[Role.CLERK])

    assert client.get("/staff/sign-out/").status_code == 405
    assert client.post("/staff/sign-out/").url == URL
    assert client.get(reverse("account:home")).status_code == 302


def test_who_is_signed_in_already_goes_straight_on(world, client):
    client.force_login(world.staff[Role.CLERK])

    assert client.get(URL).url == reverse("account:home")
