"""R63: an officer may show by a photo or by the household's code that a door got its bag."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baogong.apps.delivery.enums import ProofKind, Result
from baogong.apps.delivery.models import Proof
from baogong.apps.delivery.pins import order_pin
from baogong.apps.people.enums import Role
from baogong.apps.places.models import Photo
from tests.factories import make_world
from tests.factories.chain import carried
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def there(client):
    there = carried(make_world(floors=1))
    client.force_login(there.world.staff[Role.OFFICER])
    return there


def picture():
    image = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(image, "JPEG")
    return SimpleUploadedFile("door.jpg", image.getvalue(), "image/jpeg")


def prove(client, there, **form):
    url = reverse("carrier:proof", args=[there.runs[0].pk, there.bags[0].code])
    return client.post(url, {"key": uuid4(), **form})


def kinds():
    return list(Proof.objects.values_list("kind", flat=True))


def test_the_household_reads_its_code_and_the_officer_types_it(there, client):
    there.tap(there.bags[0], Result.GIVEN)
    pin = order_pin(there.bags[0].order_id)

    assert prove(client, there, pin=pin).status_code == 302
    assert kinds() == [ProofKind.PIN]
    run = client.get(reverse("carrier:run", args=[there.runs[0].pk]))
    assert run.context["run"].bags[0].last.proof is ProofKind.PIN


def test_the_order_page_shows_the_code_until_the_day_on_which_the_bags_came_is_over(there, client):
    bag = there.bags[0]
    pin, url = order_pin(bag.order_id), reverse("resident:order", args=[bag.order.number])
    client.logout()
    sign_in(client, bag.household)
    assert f"<strong>{pin}</strong>" in client.get(url).text

    there.tap(bag, Result.GIVEN, occurred_at=timezone.now())
    assert f"<strong>{pin}</strong>" in client.get(url).text
    Proof.objects.update(occurred_at=timezone.now() - timedelta(days=1))
    assert f"<strong>{pin}</strong>" not in client.get(url).text


@pytest.mark.parametrize("form", [{"pin": "0"}, {"pin": ""}, {"photo": "no photo"}])
def test_a_wrong_code_or_nothing_at_all_changes_nothing(there, client, form):
    there.tap(there.bags[0], Result.GIVEN)

    assert prove(client, there, **form).status_code == 422
    assert kinds() == [ProofKind.TAP]


def test_wrong_codes_slow_down_and_the_tap_stays(there, client):
    bag = there.bags[0]
    there.tap(bag, Result.GIVEN)
    right = order_pin(bag.order_id)
    wrong = f"{(int(right) + 1) % 10000:04d}"

    for _ in range(5):
        assert prove(client, there, pin=wrong).status_code == 422
    answer = prove(client, there, pin=right)

    assert answer.status_code == 422
    assert "取货码错的次数太多" in answer.text
    assert kinds() == [ProofKind.TAP]
    assert prove(client, there, photo=picture()).status_code == 302


def test_the_right_code_forgets_the_wrong_ones_before_it(there, client):
    bag = there.bags[0]
    there.tap(bag, Result.GIVEN)
    right = order_pin(bag.order_id)
    for _ in range(3):
        for pin in ("x", "y", right):
            answer = prove(client, there, pin=pin)

    assert answer.status_code == 302


def test_a_photo_after_the_code_is_kept_and_the_code_still_counts(there, client):
    there.tap(there.bags[0], Result.GIVEN)
    prove(client, there, pin=order_pin(there.bags[0].order_id))
    prove(client, there, photo=picture())

    proof = Proof.objects.get()
    assert (proof.kind, proof.photo) == (ProofKind.PIN, Photo.objects.get())


def test_a_bag_that_was_not_given_has_nothing_to_prove(there, client):
    assert prove(client, there, photo=picture()).status_code == 422
    assert not Photo.objects.exists()


def test_a_photo_is_kept_small_and_the_commander_sees_it(there, client):
    bag = there.bags[0]
    there.tap(bag, Result.GIVEN)
    key = uuid4()
    for _ in range(2):
        assert prove(client, there, photo=picture(), key=key).status_code == 302
    assert kinds() == [ProofKind.PHOTO]

    client.force_login(there.world.staff[Role.COMMANDER])
    url = reverse("command:bag_photo", args=[bag.pk])
    assert url in client.get(reverse("command:bag", args=[bag.pk])).text
    answer = client.get(url)
    assert answer["Content-Type"] == "image/jpeg"
    assert answer.content == bytes(Photo.objects.get().image)


def test_the_proof_stays_when_the_photo_is_erased(there, client):
    there.tap(there.bags[0], Result.GIVEN)
    prove(client, there, photo=picture())
    Photo.objects.all().delete()

    assert kinds() == [ProofKind.PHOTO]
    client.force_login(there.world.staff[Role.COMMANDER])
    assert client.get(reverse("command:bag_photo", args=[there.bags[0].pk])).status_code == 404
