"""R53: the first minute of an installation happens once."""

import pytest

from baogong.apps.accounts.models import User
from baogong.apps.people.enums import Role
from baogong.apps.people.errors import AlreadyFounded
from baogong.apps.people.models import Assignment
from baogong.apps.people.services import Founding, found_town
from baogong.apps.places.errors import BadSettingValue
from baogong.apps.places.models import Place
from baogong.apps.places.queries import public_url
from tests.factories import NOW
from tests.factories.racing import RACERS, race
from tests.factories.world import PASSWORD

pytestmark = pytest.mark.django_db


def found(**changes):
    fields = {
        "town": "华泾镇",
        "username": "boss",
        "name": "B",
        "password": PASSWORD,
        "public_url": "https://bao.example.org",
    }
    return found_town(Founding(**fields | changes), now=NOW)


def test_the_founder_commands_the_town():
    boss = found()
    town = Place.objects.get()
    held = Assignment.objects.get()
    assert (held.user, held.role, held.place) == (boss, Role.COMMANDER, town)
    assert boss.check_password(PASSWORD)
    assert public_url(place=town, at=NOW) == "https://bao.example.org"


def test_the_address_may_be_set_later():
    assert found(public_url="").username == "boss"


def test_a_bad_address_founds_nothing():
    with pytest.raises(BadSettingValue):
        found(public_url="nowhere")
    assert not Place.objects.exists()
    assert not User.objects.exists()


def test_a_second_founding_is_refused():
    found()
    with pytest.raises(AlreadyFounded):
        found(town="Other", username="other")
    assert (Place.objects.count(), User.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_many_founders_at_once_one_succeeds():
    answers = race(*[lambda n=n: found(town=f"T{n}", username=f"boss{n}") for n in range(RACERS)])
    assert [type(answer) for answer in answers].count(AlreadyFounded) == RACERS - 1
    assert (Place.objects.count(), User.objects.count()) == (1, 1)
