"""The second factor stands before every page of a role that sees health data."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.accounts.models import SecondFactor
from baogong.apps.accounts.services import offer_device, reset_second_factor, set_up_device
from baogong.apps.people.enums import Role
from baogong.apps.people.privacy import SEES_HEALTH
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SECOND_FACTOR
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.models import AuditEntry
from tests.factories import NOW, make_world
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db
STEP, DEVICE = "/staff/second-factor/", "/staff/second-factor/device/"


@pytest.fixture
def world():
    world = make_world()
    set_setting(SECOND_FACTOR, 1, place=world.town, actor=SYSTEM, now=NOW)
    return world


@pytest.fixture
def clerk(world):
    return world.staff[Role.CLERK]


@pytest.fixture
def secret(clerk):
    """The secret of an app that was set up an hour ago."""
    then = timezone.now() - timedelta(hours=1)
    offer = offer_device(user=clerk, sealed=None)
    set_up_device(user=clerk, sealed=offer.sealed, code=digits(offer.secret, then), now=then)
    return offer.secret


def digits(secret, at=None):
    return pyotp.TOTP(secret).at(at or timezone.now())


def sign_in(client, user, **more):
    form = {"username": user.username, "password": PASSWORD} | more
    return client.post(reverse("account:sign_in"), form, follow=True)


def shown_secret(page):
    return "".join(page.context["secret"])


def test_the_password_alone_opens_no_page(client, clerk, secret):
    for address in ("desk:home", "desk:phone", "account:home", "account:password", "depot:home"):
        sign_in(client, clerk)
        answer = client.get(reverse(address))
        assert answer.url.startswith(f"{STEP}?next="), address
    assert not client.get(reverse("desk:home")).content


def test_a_post_is_not_carried_out_before_the_second_factor(client, clerk, secret):
    sign_in(client, clerk)
    new = "battery staple 77"
    form = {"old": PASSWORD, "new": new, "again": new}

    assert client.post(reverse("account:password"), form).url.startswith(STEP)
    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_part_of_a_page_sends_the_whole_page_to_the_step(client, clerk, secret):
    sign_in(client, clerk)
    answer = client.get(
        reverse("desk:phone"),
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/desk/phone/"},
    )

    assert answer["HX-Redirect"] == f"{STEP}?next=%2Fdesk%2Fphone%2F"
    assert not answer.content


def test_the_digits_lead_on_to_where_one_wanted_to_go(client, clerk, secret):
    wanted = reverse("desk:phone")
    page = sign_in(client, clerk, next=wanted)
    assert page.redirect_chain[-1] == (f"{STEP}?next={wanted}", 302)

    answer = client.post(STEP, {"code": digits(secret), "next": wanted})
    assert answer.url == wanted
    assert client.get(wanted).status_code == 200


def test_a_foreign_address_to_go_on_to_is_ignored(client, clerk, secret):
    sign_in(client, clerk)
    form = {"code": digits(secret), "next": "https://elsewhere.example/"}

    assert client.post(STEP, form).url == reverse("account:home")


def test_digits_seen_over_a_shoulder_open_no_second_session(client, clerk, secret):
    seen = digits(secret)
    sign_in(client, clerk)
    client.post(STEP, {"code": seen})
    stranger = Client()
    sign_in(stranger, clerk)
    answer = stranger.post(STEP, {"code": seen})

    assert answer.status_code == 422
    assert stranger.get(reverse("desk:home")).url.startswith(STEP)


def test_wrong_codes_are_slowed_down(client, clerk, secret):
    sign_in(client, clerk)
    answers = [client.post(STEP, {"code": "000000"}) for _ in range(6)]

    assert {answer.status_code for answer in answers} == {422}
    assert "动态码错的次数太多" in answers[-1].text
    assert client.post(STEP, {"code": digits(secret)}).status_code == 422
    assert client.get(reverse("desk:home")).url.startswith(STEP)


def test_the_key_of_the_session_changes_with_the_step(client, clerk, secret):
    """A session that somebody planted before must not become one that is let in."""
    sign_in(client, clerk)
    before = client.session.session_key
    client.post(STEP, {"code": digits(secret)})

    assert client.session.session_key != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get(reverse("desk:home")).url.startswith("/staff/sign-in/")


def test_another_user_of_the_same_browser_does_not_inherit_the_step(client, world, clerk, secret):
    sign_in(client, clerk)
    client.post(STEP, {"code": digits(secret)})
    sign_in(client, world.staff[Role.COMMANDER])

    assert client.get(reverse("command:home")).url.startswith(DEVICE)


def test_roles_that_see_no_health_data_are_not_asked(client, world):
    for role in set(Role) - SEES_HEALTH:
        visitor = Client()
        sign_in(visitor, world.staff[role])
        assert visitor.get(reverse("account:home")).status_code == 200, role
        assert visitor.get(DEVICE).status_code == 404, role


def test_where_the_place_does_not_ask_nobody_is_asked(client, world, clerk, secret):
    set_setting(SECOND_FACTOR, 0, place=world.estate, actor=SYSTEM, now=NOW)
    sign_in(client, clerk)

    assert client.get(reverse("desk:home")).status_code == 200


def test_it_holds_for_open_sessions_from_the_moment_it_is_asked_for(client, world, clerk):
    set_setting(SECOND_FACTOR, 0, place=world.estate, actor=SYSTEM, now=NOW)
    sign_in(client, clerk)
    assert client.get(reverse("desk:home")).status_code == 200
    set_setting(SECOND_FACTOR, 1, place=world.estate, actor=SYSTEM, now=NOW)

    assert client.get(reverse("desk:home")).url.startswith(DEVICE)


def test_without_an_app_one_is_set_up_first_and_recovery_codes_are_shown_once(client, clerk):
    page = sign_in(client, clerk, next=reverse("desk:home"))
    assert page.redirect_chain[-1][0].startswith(DEVICE)
    secret = shown_secret(page)
    assert secret == shown_secret(client.get(DEVICE))

    wrong = client.post(DEVICE, {"code": "000000"})
    assert wrong.status_code == 422
    assert client.get(reverse("desk:home")).url.startswith(DEVICE)
    done = client.post(DEVICE, {"code": digits(secret), "next": reverse("desk:home")})
    assert len(re.findall(r"<li>[0-9A-Z]{3}( [0-9A-Z]{3}){3}</li>", done.text)) == 8
    assert "no-store" in done["Cache-Control"]
    assert client.get(reverse("desk:home")).status_code == 200
    again = client.get(DEVICE)
    assert shown_secret(again) != secret
    assert not any(code in again.text for code in done.context["codes"])


def test_the_offered_secret_cannot_be_read_in_the_session(client, clerk):
    secret = shown_secret(sign_in(client, clerk))

    assert secret not in str(dict(client.session))


def test_who_knows_the_password_cannot_put_another_app_in_the_place_of_the_owners(
    client, clerk, secret
):
    sign_in(client, clerk)
    assert client.get(DEVICE).url.startswith(STEP)
    assert client.post(DEVICE, {"code": "123456"}).url.startswith(STEP)

    assert SecondFactor.objects.get(user=clerk).recovery_codes.count() == 8


def test_replacing_the_app_asks_again_when_the_step_is_long_ago(client, clerk, secret):
    sign_in(client, clerk)
    client.post(STEP, {"code": digits(secret)})
    assert client.get(DEVICE).status_code == 200
    session = client.session
    session["second_factor_at"] = (timezone.now() - timedelta(minutes=11)).isoformat()
    session.save()

    assert client.get(reverse("desk:home")).status_code == 200
    assert client.get(DEVICE).url == f"{STEP}?next=%2Fstaff%2Fsecond-factor%2Fdevice%2F"


def test_another_app_ends_the_session_on_the_phone_that_was_lost(client, clerk, secret):
    lost = Client()
    sign_in(lost, clerk)
    lost.post(STEP, {"code": digits(secret)})
    assert lost.get(reverse("desk:home")).status_code == 200
    sign_in(client, clerk)
    client.post(STEP, {"code": digits(secret, timezone.now() + timedelta(seconds=30))})
    offered = shown_secret(client.get(DEVICE))
    client.post(DEVICE, {"code": digits(offered)})

    assert client.get(reverse("desk:home")).status_code == 200
    assert lost.get(reverse("desk:home")).url.startswith("/staff/sign-in/")


def test_a_recovery_code_lets_in_and_the_last_ones_are_announced(client, clerk):
    secret = shown_secret(sign_in(client, clerk))
    codes = client.post(DEVICE, {"code": digits(secret)}).context["codes"]
    for number, code in enumerate(codes):
        client.logout()
        sign_in(client, clerk)
        page = client.post(STEP, {"code": code}, follow=True)
        left = len(codes) - number - 1
        assert (f"{left} 个备用码" in page.text) == (left < 3), left

    client.logout()
    sign_in(client, clerk)
    assert client.post(STEP, {"code": codes[0]}).status_code == 422


def test_a_reset_ends_open_sessions_and_the_next_sign_in_sets_up_another(client, clerk, secret):
    sign_in(client, clerk)
    client.post(STEP, {"code": digits(secret)})
    reset_second_factor(user_id=clerk.pk, actor=SYSTEM, now=timezone.now())

    assert client.get(DEVICE).url.startswith("/staff/sign-in/")
    assert sign_in(client, clerk).redirect_chain[-1][0].startswith(DEVICE)


def test_a_commander_resets_their_clerks_and_no_others(client, world, clerk, secret):
    other = make_world(name="F")
    set_setting(SECOND_FACTOR, 0, place=world.town, actor=SYSTEM, now=NOW)
    stranger, boss = other.staff[Role.COMMANDER], world.staff[Role.COMMANDER]
    url = reverse("setup:member_factor", args=[clerk.pk])

    client.force_login(stranger)
    assert client.post(url).status_code == 404
    assert SecondFactor.objects.filter(user=clerk).exists()
    client.force_login(boss)
    member = reverse("setup:member", args=[clerk.pk])
    assert client.get(url).url == member
    assert url in client.get(member).text
    client.post(url)
    assert not SecondFactor.objects.filter(user=clerk).exists()
    assert AuditEntry.objects.get(action="second_factor.reset").actor == boss.audit_name
    assert url not in client.get(member).text


def test_nobody_resets_their_own_from_an_unattended_page(client, world):
    boss = world.staff[Role.COMMANDER]
    secret = shown_secret(sign_in(client, boss))
    client.post(DEVICE, {"code": digits(secret)})
    answer = client.post(reverse("setup:member_factor", args=[boss.pk]))

    assert answer.url == DEVICE
    assert SecondFactor.objects.filter(user=boss).exists()


def test_a_page_behind_it_costs_no_more_once_it_is_passed(
    client, clerk, secret, django_assert_max_num_queries
):
    sign_in(client, clerk)
    client.post(STEP, {"code": digits(secret)})
    with django_assert_max_num_queries(30) as behind:
        client.get(reverse("account:home"))

    assert not any("secondfactor" in query["sql"] for query in behind.captured_queries)
    assert not any("placesetting" in query["sql"] for query in behind.captured_queries)
