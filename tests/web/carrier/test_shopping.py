"""R40: an officer shops with a float; who hands it out and who takes it both sign."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from baogong.apps.money.models import CashFloat, Purchase
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import look_at_books
from tests.factories import make_world
from tests.factories.safes import fill_safe

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = make_world()
    fill_safe(world, 10_000)
    return world


def photo():
    made = BytesIO()
    Image.new("RGB", (40, 30)).save(made, "JPEG")
    return SimpleUploadedFile("receipt.jpg", made.getvalue(), "image/jpeg")


def receipt(client, found, **fields):
    form = {"key": uuid4(), "door": "B1-1-101", "fen": "83.40", "what": "盐", "photo": photo()}
    return client.post(
        reverse("carrier:shopping_buy", args=[found.pk]), form | fields, follow=True
    )


def out_with_the_officer(world, client):
    """A float of 100 yuan that the officer has signed for."""
    officer = world.staff[Role.OFFICER]
    client.force_login(world.staff[Role.CLERK])
    form = {"key": uuid4(), "shopper": officer.pk, "fen": "100"}
    client.post(reverse("desk:floats", args=[world.estate.pk]), form)
    client.force_login(officer)
    found = CashFloat.objects.get()
    client.post(reverse("carrier:shopping_take", args=[found.pk]))
    return found


def test_the_whole_way_of_a_float(world, client):
    client.force_login(world.staff[Role.CLERK])
    desk = reverse("desk:floats", args=[world.estate.pk])
    form = {"key": uuid4(), "shopper": world.staff[Role.OFFICER].pk, "fen": "100"}
    assert "已发放" in client.post(desk, form, follow=True).text
    found = CashFloat.objects.get()

    client.force_login(world.staff[Role.OFFICER])
    page = client.get(reverse("carrier:shopping"))
    assert "已收到 ¥100.00，签字" in page.text
    client.post(reverse("carrier:shopping_take", args=[found.pk]))
    answer = receipt(client, found)
    assert "¥16.60" in answer.text
    back = reverse("carrier:shopping_back", args=[found.pk])
    assert client.post(back, {"back": "x"}).status_code == 422
    assert "请把 ¥16.60 交到服务台" in client.post(back, {"back": "16.6"}, follow=True).text

    client.force_login(world.staff[Role.CLERK])
    close = reverse("desk:float_close", args=[found.pk])
    assert "代购人点到的是 ¥16.60" in client.post(close, {"back": "16"}, follow=True).text
    assert "备用金已结清" in client.post(close, {"back": "16.6"}, follow=True).text
    seen = client.get(reverse("desk:receipt_photo", args=[Purchase.objects.get().pk]))
    assert seen["Content-Type"] == "image/jpeg"
    assert look_at_books().balanced


def test_the_desk_takes_back_a_receipt_that_was_typed_wrongly(world, client):
    officer, clerk = world.staff[Role.OFFICER], world.staff[Role.CLERK]
    client.force_login(clerk)
    form = {"key": uuid4(), "shopper": officer.pk, "fen": "100"}
    client.post(reverse("desk:floats", args=[world.estate.pk]), form)
    client.force_login(officer)
    found = CashFloat.objects.get()
    client.post(reverse("carrier:shopping_take", args=[found.pk]))
    receipt(client, found)
    client.force_login(clerk)
    undo = reverse("desk:purchase_undo", args=[Purchase.objects.get().pk])
    assert undo in client.get(reverse("desk:floats", args=[world.estate.pk])).text
    text = client.post(undo, {"why": "门号写错"}, follow=True).text

    assert "小票已撤销" in text
    assert "已撤销：门号写错" in text
    assert undo not in text
    client.force_login(officer)
    text = client.get(reverse("carrier:shopping")).text
    assert "¥100.00" in text
    assert "已撤销：门号写错" in text


@pytest.mark.parametrize(
    ("spent", "words"),
    [
        ("108.50", "您垫了 ¥8.50，服务台欠您这笔钱"),
        ("100", "没有剩余，互不相欠"),
    ],
)
def test_who_counts_nothing_is_told_who_owes_whom(world, client, spent, words):
    found = out_with_the_officer(world, client)
    receipt(client, found, fen=spent)
    back = reverse("carrier:shopping_back", args=[found.pk])
    answer = client.post(back, {"back": "0"}, follow=True).text

    assert words in answer
    assert "¥0.00 交到服务台" not in answer


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"door": "B1-1"}, "是哪一户"),
        ({"door": "B9-999"}, "没有这个门号"),
        ({"fen": "0"}, "金额最少"),
        ({"photo": ""}, "必填"),
    ],
)
def test_what_is_no_receipt_is_named(world, client, fields, words):
    found = out_with_the_officer(world, client)
    answer = receipt(client, found, **fields)

    assert answer.status_code == 422
    assert words in answer.text
    assert not Purchase.objects.exists()
