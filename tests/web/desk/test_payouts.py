"""R22: at the desk, what WeChat Pay pays out is written down from its statement."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from baogong.apps.money.models import Payout
from baogong.apps.people.enums import Role
from tests.apps.money.test_payouts import lies, paid_out, pay_by_phone
from tests.factories import make_world

pytestmark = pytest.mark.django_db
URL = "/desk/money/payouts/"


@pytest.fixture
def world(client):
    world = make_world()
    sign_in(client, world)
    return world


def sign_in(client, world, role=Role.CLERK):
    client.force_login(world.staff[role])
    client.cookies["django_language"] = "en"


def write(client, gross="100", fee="0.6", net="99.4", **more):
    key = client.get(URL).context["form"]["key"].value()
    form = {"key": key, "paid_date": "2026-04-12", "number": "W-1"}
    return client.post(URL, form | {"gross": gross, "fee": fee, "net": net} | more, follow=True)


def test_without_payments_by_phone_there_is_nothing_to_write(world, client):
    text = client.get(URL).text
    assert "Nothing was paid by phone yet" in text
    assert "Write a payout down" not in text


def test_a_payout_is_written_down_and_shows_in_the_books(world, client):
    pay_by_phone(world, 10000)
    assert f'<a href="{URL}">¥100.00</a>' in client.get(reverse("desk:money")).text
    text = write(client).text

    assert "¥99.40 stands in the account of the transfers now, and ¥0.60 as a fee." in text
    assert "¥100.00 paid out, ¥0.60 commission" in text
    assert lies(world) == (0, 9940, 60)
    books = client.get(reverse("desk:balances", args=[world.estate.pk]), {"month": "2026-04"})
    assert "Fees of tools and of payments by phone" in books.text


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"net": "99"}, "are ¥99.60, not the ¥100.00 that were paid out"),
        ({"gross": "101", "net": "100.4"}, "By the books WeChat Pay holds only ¥100.00"),
        ({"number": ""}, "This field is required"),
        ({"fee": "-1"}, "The amount must be at least ¥0.00"),
        ({"paid_date": "2099-01-01"}, "This day is still to come"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed(world, client, said, refusal):
    pay_by_phone(world, 10000)
    answer = write(client, **said)

    assert answer.status_code == 422
    assert refusal in answer.text
    assert lies(world) == (10000, 0, 0)


def test_a_known_number_is_refused_with_the_payout_that_has_it(world, client):
    pay_by_phone(world, 20000)
    write(client)
    answer = write(client)

    assert "Payout W-1 was written down before: ¥100.00 of" in answer.text
    assert Payout.objects.count() == 1


def test_a_payout_is_taken_back_with_the_reason(world, client):
    pay_by_phone(world, 10000)
    write(client)
    url = reverse("desk:payout_undo", args=[Payout.objects.get().pk])
    assert "Say why, in a few words." in client.post(url, {"why": ""}, follow=True).text
    text = client.post(url, {"why": "typed twice"}, follow=True).text

    assert "WeChat Pay holds it again." in text
    assert "typed twice" in text
    assert lies(world) == (10000, 0, 0)


def test_money_that_was_put_in_is_written_down_and_taken_back(world, client):
    pay_by_phone(world, 10000)
    page = client.get(URL)
    form = {name: page.context["put"][name].value() for name in ("key", "estate", "paid_date")}
    form = {f"put-{name}": value for name, value in form.items()}
    refused = client.post(URL, form | {"put-number": "B-1", "put-fen": "0"})
    assert refused.status_code == 422
    assert lies(world) == (10000, 0, 0)
    text = client.post(URL, form | {"put-number": "B-1", "put-fen": "50"}, follow=True).text

    assert "WeChat Pay holds ¥50.00 more now" in text
    assert "¥50.00 put into WeChat Pay" in text
    assert lies(world) == (15000, -5000, 0)
    assert "-¥50.00" in client.get(URL, {"as": "csv"}).text
    url = reverse("desk:payout_undo", args=[Payout.objects.get().pk])
    text = client.post(url, {"why": "typed twice"}, follow=True).text
    assert "WeChat Pay holds that much less" in text
    assert lies(world) == (10000, 0, 0)


def test_who_has_one_estate_of_two_writes_nothing_down_and_sees_no_payout_of_both(world, client):
    pay_by_phone(world, 10000)
    there = make_world(name="F")
    pay_by_phone(there, 5000)
    paid_out(world, 9000, 90, estates=[world.estate.pk, there.estate.pk])
    text = client.get(URL).text
    assert "money of other estates too" in text
    assert "W-1" not in text
    undo = reverse("desk:payout_undo", args=[Payout.objects.get().pk])
    assert client.post(undo, {"why": "r"}).status_code == 404
    form = {"key": "6f1b7c0e-3a9e-4d25-8f05-0a3d1e9f7a11", "paid_date": "2026-04-12"}
    sums = {"number": "W-2", "gross": "10", "fee": "0", "net": "10"}

    assert "not in your care" in client.post(URL, form | sums).text
    assert Payout.objects.count() == 1


def test_the_list_leaves_as_a_file_with_a_line_for_each_part(world, client):
    pay_by_phone(world, 10000)
    write(client)
    text = client.get(URL, {"as": "csv"}).text

    assert "2026-04-12" in text
    assert "W-1" in text
    assert "¥99.40" in text


def test_many_payouts_cost_as_many_queries_as_one(world, client):
    pay_by_phone(world, 10000)
    counts = []
    for number in range(5):
        paid_out(world, 100, 1, number=f"W-{number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(URL)
        counts.append(len(queries))

    assert counts[-1] == counts[0]
