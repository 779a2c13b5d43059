"""The first minute of an installation; gone once it is done."""

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.places.models import Place, PlaceSetting
from tests.factories import make_world
from tests.factories.racing import Meeting, race

FORM = {
    "town": "泾河街道",
    "name": "周指挥",
    "username": "zhou",
    "password": "long enough 22",
    "public_url": "https://Supply.example.org/",
}
URL = "/setup/first-run/"


@pytest.mark.django_db
def test_it_founds_town_commander_and_address_and_signs_in(client):
    response = client.post(URL, FORM)
    town = Place.objects.get()

    assert response.url == reverse("setup:checklist")
    assert client.get(response.url).status_code == 200
    held = Assignment.objects.get()
    assert (held.user.username, held.role, held.place) == ("zhou", Role.COMMANDER, town)
    assert PlaceSetting.objects.get().value == "https://supply.example.org"


@pytest.mark.django_db
def test_the_address_may_wait(client):
    client.post(URL, FORM | {"public_url": ""})

    assert Place.objects.count() == 1
    assert not PlaceSetting.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("town", ""),
        ("town", "a/b"),
        ("username", "zhou li"),
        ("password", "short"),
        ("password", "1234567890"),
        ("public_url", "supply.example.org"),
        ("public_url", "https://supply.example.org/path"),
    ],
)
def test_what_cannot_be_used_names_its_field_and_founds_nothing(client, field, value):
    response = client.post(URL, FORM | {field: value})

    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not User.objects.exists()
    assert not Place.objects.exists()


@pytest.mark.django_db
def test_once_founded_the_page_is_gone(client):
    make_world()

    assert client.get(URL).status_code == 404
    assert client.post(URL, FORM).status_code == 404
    assert client.get(reverse("setup:address_note")).status_code == 404
    assert User.objects.filter(username="zhou").count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("https://supply.example.org", "notice-success"),
        ("http://192.168.1.5:8000", "notice-warning"),
        ("http://supply.example.org", "notice-warning"),
        ("supply", "https://supply.example.org"),
        ("", "notice"),
    ],
)
def test_the_note_says_what_an_address_means_while_it_is_typed(client, typed, shown):
    note = client.get(reverse("setup:address_note"), {"public_url": typed})

    assert shown in note.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_found_at_the_same_time_one_succeeds():
    both_see_the_form = Meeting(2)

    def found(name: str) -> str:
        client = Client()
        client.get(URL)
        both_see_the_form.come()
        return client.post(URL, FORM | {"username": name, "town": name}).url

    answers = race(lambda: found("zhou"), lambda: found("wang"))

    assert sorted(answers) == [reverse("setup:checklist"), reverse("account:sign_in")]
    assert User.objects.count() == Place.objects.count() == 1
