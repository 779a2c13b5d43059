"""C3 job 2, C12 job 4, R43: filing a group buy at the desk, and approving it at the command."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from baogong.apps.catalog.models import Package
from baogong.apps.filings.models import Filing
from baogong.apps.ordering.models import Round
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.audit import SYSTEM
from tests.factories import make_world
from tests.factories.filings import GroupBuy
from tests.web.paper.reading import text_of

pytestmark = pytest.mark.django_db
LIST, QUEUE = reverse("desk:filings"), reverse("command:filings")


@pytest.fixture
def buy():
    return GroupBuy(make_world(buildings=2), now=timezone.now())


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def filer(buy):
    return client_of(buy.filer)


@pytest.fixture
def boss(buy):
    return client_of(buy.boss)


def url(name, buy, space="desk"):
    return reverse(f"{space}:{name}", args=[buy.filing.pk])


def jpeg():
    image = BytesIO()
    Image.new("RGB", (60, 40), "white").save(image, "JPEG")
    return SimpleUploadedFile("licence.jpg", image.getvalue(), content_type="image/jpeg")


def said(buy, **changes):
    """The form as the page fills it in."""
    fields = {
        "key": uuid4(),
        "title": "牛奶团购",
        "supplier": buy.world.supplier.pk,
        "delivery_date": buy.arrives_at.date(),
        "arrives_time": "08:00",
        "gate": buy.gate.pk,
        "cutoff_date": timezone.localtime(buy.terms().cutoff_at).date(),
        "cutoff_time": f"{timezone.localtime(buy.terms().cutoff_at):%H:%M}",
    }
    return fields | changes


def new_filing(client, buy, **changes):
    address = reverse("desk:filing_new", args=[buy.world.estate.pk])
    return client.post(address, said(buy, **changes), follow=True)


def test_a_new_supplier_is_written_down_with_its_photo(buy, filer, boss):
    page = new_filing(
        filer, buy, supplier="new", new_name="面包房", new_licence="9131X", photo=jpeg()
    )

    buy.filing = Filing.objects.get(title="牛奶团购")
    assert page.request["PATH_INFO"] == url("filing", buy)
    assert (buy.row().supplier, buy.row().is_new) == ("面包房", True)
    photo = boss.get(url("filing_photo", buy))
    assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")


def test_each_refusal_stands_beside_the_field_that_mends_it(buy, filer):
    for changes, field in (
        ({"arrives_time": "08:05"}, "arrives_time"),
        ({"cutoff_date": buy.arrives_at.date(), "cutoff_time": "09:00"}, "cutoff_time"),
        ({"supplier": "new"}, "new_name"),
        ({"supplier": "new", "new_name": "面包房", "new_licence": "9131X"}, "photo"),
        ({"supplier": "new", "new_name": "S-E", "new_licence": "9131X"}, "new_name"),
    ):
        page = new_filing(filer, buy, **changes)
        assert page.status_code == 422
        assert field in page.context["form"].errors, changes
        assert f'href="#id_{field}"' in page.text
    assert Filing.objects.count() == 1


def test_whose_licence_is_over_cannot_be_chosen(buy, filer):
    Supplier.objects.update(licence_until="2020-01-01")
    page = new_filing(filer, buy)
    assert "supplier" in page.context["form"].errors


def test_packages_go_in_and_out_and_the_whole_is_filed(buy, filer):
    eggs = Package.objects.get(code="EVG50")
    filer.post(url("filing_known", buy), {"package": eggs.pk, "stock": "30"})
    row = buy.row()
    assert [filed.stock for filed in row.packages] == [None, 30]
    filer.post(url("filing_out", buy), {"filed": row.packages[0].id})
    code = filer.get(url("filing_package", buy)).context["form"]["code"].value()
    fields = {
        "code": code,
        "name": "面包包",
        "family": "staple",
        "price": "25.8",
        "stated": "1.2",
        "stock": "100",
        "good-0": "EGG",
        "quantity-0": "10",
    }
    unfinished = filer.post(url("filing_package", buy), fields | {"price": "", "good-0": ""})
    assert {"price", "good-0"} <= set(unfinished.context["form"].errors)
    filer.post(url("filing_package", buy), fields)
    page = filer.post(url("filing_file", buy), follow=True)

    assert [filed.package.price_fen for filed in buy.row().packages] == [5000, 2580]
    assert (buy.row().state, page.status_code) == ("filed", 200)
    assert "¥25.80" in page.text


def test_what_is_empty_says_what_to_do(buy, filer, boss):
    filer.post(url("filing_out", buy), {"filed": buy.row().packages[0].id})
    refused = filer.post(url("filing_file", buy))
    assert refused.status_code == 422
    assert "还没有套餐" in refused.text
    assert "没有团购等待审批" in boss.get(QUEUE).text
    Filing.objects.all().delete()
    assert "还没有报批的团购" in filer.get(LIST).text


def test_others_read_a_filing_and_do_not_change_it(buy, boss):
    page = boss.get(url("filing", buy))
    assert "filing_withdraw" not in page.text
    assert not page.context["may_change"]
    assert boss.post(url("filing_withdraw", buy)).status_code == 422
    assert boss.post(url("filing_file", buy)).status_code == 422
    assert boss.post(url("filing_change", buy), said(buy)).status_code == 422
    assert buy.row().state == "draft"


def test_a_withdrawn_one_is_told_as_such(buy, filer):
    assert filer.post(url("filing_withdraw", buy)).url == LIST
    assert "已撤回" in filer.get(LIST).text


def test_the_queue_is_counted_in_the_side_bar(buy, boss):
    def count():
        nav = {item.url: item.count for item in boss.get(QUEUE).context["nav"]}
        return nav[QUEUE]

    assert count() == 0
    buy.file()
    assert count() == 1


def test_buildings_without_a_carrier_are_named_and_hold_it_up(buy, boss):
    buy.file()
    page = boss.get(url("filing", buy, "command"))
    assert page.context["carriers"].lacking == ("B1", "B2")
    decide = url("filing_decide", buy, "command")
    refused = boss.post(decide, {"approve": "", "seen": page.context["row"].digest})
    assert refused.status_code == 422
    assert "B1, B2" in refused.text
    assert Round.objects.count() == 1


def test_one_button_approves_what_was_seen(buy, boss, filer):
    buy.file()
    buy.staffed()
    seen = boss.get(url("filing", buy, "command")).context["row"].digest
    decide = url("filing_decide", buy, "command")
    filer.post(url("filing_change", buy), said(buy))
    stale = boss.post(decide, {"approve": "", "seen": seen})
    assert stale.status_code == 422
    again = stale.context["row"].digest
    done = boss.post(decide, {"approve": "", "seen": again}, follow=True)

    assert done.status_code == 200
    assert Round.objects.get(title="牛奶团购").estate == buy.world.estate
    assert buy.row().state == "approved"


def test_a_refusal_reaches_its_filer_with_the_reason(buy, boss, filer):
    buy.file()
    decide = url("filing_decide", buy, "command")
    said_nothing = boss.post(decide, {"refuse": "", "seen": buy.row().digest})
    assert said_nothing.status_code == 422
    boss.post(decide, {"refuse": "", "seen": buy.row().digest, "reason": "价格偏高"})
    page = filer.get(url("filing", buy))
    assert "价格偏高" in page.text
    assert page.context["may_change"]


def test_the_notice_waits_for_approval_and_for_the_public_address(buy, filer):
    assert filer.get(url("filing_notice", buy)).status_code == 404
    buy.file()
    buy.staffed()
    buy.approve()
    assert filer.get(url("filing_notice", buy)).status_code == 422
    set_setting(
        PUBLIC_URL, "https://b.example", place=buy.world.town, actor=SYSTEM, now=timezone.now()
    )
    answer = filer.get(url("filing_notice", buy))
    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    for told in ("面包团购", "蔬菜包", "¥35.00", buy.world.supplier.licence, "街道指挥"):
        assert told in text


def test_the_lists_ask_no_more_when_more_is_filed(buy, filer, boss, django_assert_max_num_queries):
    def asked(client, address):
        with django_assert_max_num_queries(60) as queries:
            client.get(address)
        return len(queries)

    buy.file()
    asked(filer, LIST)  # what is remembered is looked up
    before = asked(filer, LIST), asked(boss, QUEUE)
    for _ in range(3):
        buy.filing = buy.draft()
        buy.add_new(code=uuid4().hex[:8])
        buy.file()
    assert (asked(filer, LIST), asked(boss, QUEUE)) == before


def test_who_decides_reads_the_year_in_which_a_licence_ends(buy, boss):
    """X2: a day of another year is not taken for one before the delivery."""
    Supplier.objects.update(licence_until="2099-11-29")
    buy.file()

    assert "有效期至2099年11月29日" in boss.get(url("filing", buy)).text
