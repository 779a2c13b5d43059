"""R23, C8: photos of the truck and of damage stay with the count, and with what differs."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baogong.apps.ordering.models import Round
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from baogong.apps.procurement.models import (
    ArrivalPhoto,
    PurchaseOrder,
    Receipt,
    SupplierDifference,
)
from tests.factories import make_world, order, ripe_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    order(world, world.doors[0], 1)
    ripe_round(world)
    Round.objects.update(delivery_date=timezone.localdate())
    return world


@pytest.fixture
def guard(client, world):
    client.force_login(world.staff[Role.GATE])
    return client


def as_role(world, role):
    client = Client()
    client.force_login(world.staff[role])
    return client


def jpeg(color="red"):
    file = BytesIO()
    Image.new("RGB", (20, 20), color).save(file, "JPEG")
    file.seek(0)
    file.name = "p.jpg"
    return file


def send(guard, **typed):
    """The page's form: too little cabbage, unless it says otherwise."""
    [line] = PurchaseOrder.objects.get().lines.all()
    count = {f"count_{line.good_id}": "1", f"unit_{line.good_id}": "jin"}
    form = {"key": uuid4(), "step": "", **count, **typed}
    url = reverse("gate:count", args=[line.purchase_order_id])
    return guard.post(url, form, follow=True)


def photo_url():
    return reverse("gate:arrival_photo", args=[ArrivalPhoto.objects.latest("pk").pk])


def test_photos_stay_with_the_receipt_and_with_the_difference(guard, world):
    send(guard, truck=jpeg(), damage=jpeg("blue"))
    assert list(ArrivalPhoto.objects.order_by("pk").values_list("shows", flat=True)) == [
        "truck",
        "damage",
    ]
    assert not Receipt.objects.exists()  # the difference is shown first

    assert photo_url() in send(guard, step="record").text
    clerk = as_role(world, Role.CLERK)
    difference = reverse("desk:supplier_difference", args=[SupplierDifference.objects.get().pk])
    assert photo_url() in clerk.get(difference).text
    for client in (guard, clerk):
        assert client.get(photo_url()).headers["Content-Type"] == "image/jpeg"


def test_a_photo_is_kept_where_the_count_has_to_be_done_again(guard):
    [line] = PurchaseOrder.objects.get().lines.all()
    answer = send(guard, truck=jpeg(), **{f"count_{line.good_id}": "x"})

    assert answer.status_code == 422
    assert photo_url() in answer.text


def test_the_same_form_again_keeps_no_photo_twice(guard):
    key = uuid4()
    for _ in range(2):
        send(guard, key=key, truck=jpeg())

    assert ArrivalPhoto.objects.count() == Photo.objects.count() == 1


def test_what_is_no_photo_is_refused_and_nothing_is_recorded(guard):
    file = BytesIO(b"text")
    file.name = "p.jpg"
    answer = send(guard, truck=file, step="record")

    assert answer.status_code == 422
    assert 'href="#id_truck"' in answer.text
    assert not ArrivalPhoto.objects.exists()
    assert not Receipt.objects.exists()


def test_an_erased_photo_leaves_the_word_that_there_was_one(guard):
    send(guard, truck=jpeg(), step="record")
    address = photo_url()
    Photo.objects.all().delete()

    assert guard.get(address).status_code == 404
    page = guard.get(reverse("gate:result", args=[PurchaseOrder.objects.get().pk])).text
    assert address not in page
    assert ArrivalPhoto.objects.exists()


def test_other_roles_and_other_estates_see_no_photo(guard, world):
    send(guard, truck=jpeg())
    foreign = make_world(name="F")
    visitors = [as_role(world, Role.SHOP), as_role(world, Role.SORTER)]
    visitors += [as_role(foreign, role) for role in (Role.GATE, Role.COMMANDER)]

    assert [visitor.get(photo_url()).status_code for visitor in visitors] == [404] * 4
