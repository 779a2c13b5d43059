"""R18: a neighbour signs up without an account; the answer tells nothing about others."""

import re
from pathlib import Path
from uuid import uuid4

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import timezone

from baogong.apps.people.enums import Role
from baogong.apps.people.models import Activation, DuplicatePerson, Person
from baogong.apps.people.services import activate, stand_down
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import MORNING_FROM
from tests.factories import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    activate(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    return world


@pytest.fixture
def code(world):
    return Activation.objects.get().code


def said(**changes):
    fields = {
        "key": str(uuid4()),
        "name": " 王　芳 ",
        "phone": "+86 138 0000 0001",
        "address": "B1-1-101",
        "organisation": "区委办",
        "skills": ["driving", "medical"],
        "slots": ["morning"],
        "consent": "on",
    }
    return fields | changes


def send(client, code, **changes):
    return client.post(reverse("join:sign_up", args=[code]), said(**changes))


def test_what_was_said_waits_for_approval(client, code):
    answer = send(client, code)
    assert answer["Location"] == reverse("join:done", args=[code])
    person = Person.objects.get()
    assert (person.name, person.phone, person.state) == ("王 芳", "13800000001", "applied")
    assert (person.place.label, person.skills) == ("B1", ["driving", "medical"])
    assert person.origin
    assert "127.0.0.1" not in person.origin


def test_a_second_press_is_one_sign_up(client, code):
    key = str(uuid4())
    for _ in range(2):
        assert send(client, code, key=key).status_code == 302
    assert Person.objects.count() == 1


def test_a_phone_that_is_known_gets_the_same_answer(client, code):
    first, second = send(client, code), send(client, code, name="别人")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert DuplicatePerson.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("phone", "12345"),
        ("address", ""),
        ("slots", []),
        ("consent", ""),
        ("skills", ["flying"]),
        ("key", "no"),
    ],
)
def test_what_is_missing_is_asked_for_and_nothing_is_kept(client, code, field, value):
    answer = send(client, code, **{field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert Person.objects.count() == 0


def test_the_page_offers_the_hours_that_are_set_for_the_estate(client, world, code):
    boss = world.staff[Role.COMMANDER]
    set_setting(MORNING_FROM, 6, place=world.estate, actor=boss, now=timezone.now())
    page = client.get(reverse("join:sign_up", args=[code])).content.decode()
    told = page.replace("\u2060", "")
    assert "6–12" in told
    assert "23–6" in told


@pytest.mark.parametrize("name", ["join:sign_up", "join:done"])
@pytest.mark.parametrize("bad", ["XXXX", "0", "💥", "ABCDEFGHJ"])
def test_a_code_that_opens_nothing_says_whom_to_ask(client, world, name, bad):
    assert client.get(reverse(name, args=[bad])).status_code == 404


def test_a_sign_up_that_closed_while_it_was_filled_in_is_told(client, world, code):
    stand_down(estate=world.estate, actor=world.staff[Role.COMMANDER], now=timezone.now())
    assert send(client, code).status_code == 404
    assert Person.objects.count() == 0


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_speaks_both_languages(client, code, language):
    client.cookies["django_language"] = language
    page = client.get(reverse("join:sign_up", args=[code])).content.decode()
    assert ("志愿者" in page) == (language == "zh-hans")


def test_the_page_weighs_less_than_150_kilobytes_on_first_load(client, code):
    html = client.get(reverse("join:sign_up", args=[code])).content.decode()
    files = set(re.findall(r'(?:href|src)="/static/([^"#]+)', html))
    weights = [len(brotli.compress(Path(finders.find(name)).read_bytes())) for name in files]
    assert "vendor/bootstrap.min.css" in files
    assert sum(weights) + len(html) < 150_000


def test_a_name_that_grows_when_it_is_folded_is_refused(client, code):
    """One sign may stand for eighteen letters."""
    page = send(client, code, name="\ufdfa" * 10)

    assert page.status_code == 422
    assert "name" in page.context["form"].errors
    assert not Person.objects.exists()
