"""R93: the QR on a parcel's label leads to the parcel, for whoever may see it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from baogong.apps.gate.services import end_batch, start_batch
from baogong.apps.people.enums import Role
from baogong.apps.people.models import Assignment
from baogong.apps.places.enums import PlaceKind
from baogong.apps.places.models import Place
from baogong.apps.places.queries import site_of
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.values.codes import random_code
from baogong.web.gate.paper.parcel_labels import parcel_label_sheet
from tests.factories import NOW, make_world
from tests.factories.gate import bring

pytestmark = pytest.mark.django_db
SEE_IT = (Role.GATE, Role.SORTER, Role.CLERK, Role.COMMANDER, Role.OFFICER, Role.GRID_LEADER)


class Hut:
    """A gate with a parcel for the first door."""

    def __init__(self):
        self.world = make_world(buildings=2)
        self.guard = self.world.staff[Role.GATE]
        self.gate = site_of(self.world.estate, PlaceKind.GATE)
        self.door = self.world.doors[0]
        self.parcel = bring(self.gate, self.guard, "SF1234", door=self.door).parcel

    def scan(self, role, *, code=None):
        client = Client()
        client.force_login(self.world.staff[role])
        return client.get(f"/b/{code or self.parcel.unit.code}", follow=True)


@pytest.fixture
def hut():
    return Hut()


@pytest.mark.parametrize("role", SEE_IT)
def test_staff_of_the_estate_see_the_door_and_who_has_it(hut, role):
    answer = hut.scan(role)

    assert answer.status_code == 200
    assert hut.door.label in answer.text
    assert hut.gate.label in answer.text
    assert "SF1234" in answer.text


def test_who_may_not_see_it_meets_the_answer_for_unknown_codes(hut):
    foreign = make_world(name="F").staff[Role.COMMANDER]
    other_building = Place.objects.filter(kind=PlaceKind.BUILDING, label="B2").get()
    Assignment.objects.filter(user=hut.world.staff[Role.OFFICER]).update(place=other_building)
    client = Client()
    client.force_login(foreign)
    answers = [
        hut.scan(Role.SHOP),
        hut.scan(Role.OFFICER),
        hut.scan(Role.GATE, code=random_code()),
        client.get(f"/b/{hut.parcel.unit.code}", follow=True),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert "SF1234" not in "".join(answer.text for answer in answers)


def test_strangers_are_asked_to_sign_in(hut):
    answer = Client().get(f"/b/{hut.parcel.unit.code}", follow=True)

    assert answer.redirect_chain[-1][0].startswith(reverse("account:sign_in"))


def test_a_parcel_that_rests_says_until_when(hut):
    batch = start_batch(
        key=uuid4(),
        gate_id=hut.gate.pk,
        parcel_ids=[hut.parcel.pk],
        actor=hut.guard,
        now=NOW,
    )
    assert "result-risk" in hut.scan(Role.SORTER).text
    end_batch(batch_id=batch.pk, actor=hut.guard, now=NOW)

    assert hut.scan(Role.SORTER).context["rest"].until is not None


def test_the_label_says_which_piece_it_is(hut):
    set_setting(PUBLIC_URL, "https://b.example", place=hut.gate, actor=hut.guard, now=NOW)
    type(hut.parcel).objects.update(piece=2, pieces=3)
    client = Client()
    client.force_login(hut.guard)
    row = client.get(reverse("gate:parcels", args=[hut.gate.pk])).context["gate"]
    [label] = parcel_label_sheet(row, place=hut.gate).items

    assert "2/3" in label["part"]
    assert label["qr"].endswith(f"/b/{hut.parcel.unit.code}")
