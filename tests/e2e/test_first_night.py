"""R53: from an empty installation to the first order, by a newcomer with two messy files.

The way is the one that docs/how-to/first-night.md tells, in Chinese at a desk; the household has a
phone of 360 px.
"""

from datetime import timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from baogong.apps.accounts.models import User
from baogong.apps.ordering.models import Order
from baogong.apps.people.models import Person
from baogong.apps.people.queries import cards_within
from baogong.apps.places.models import Place, RosterConflict
from baogong.apps.places.queries import known_households
from tests.browser import DESK, PHONE
from tests.e2e.day import Album, album_folder, press
from tests.factories.workbooks import people_list, property_register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "first night 2026"


@pytest.fixture
def night(new_context, tmp_path):
    """The newcomer's page, with an album."""
    page = new_context(**DESK | {"locale": "zh-CN"}).new_page()
    page.album = Album(album_folder(tmp_path), count(1))
    return page


def see(page: Page, name: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    page.album.take(page, name)


def estate() -> Place:
    return Place.objects.get(label="幸福里")


def test_an_empty_installation_takes_its_first_order(night, new_context, live_server):
    found(night, live_server.url)
    load_the_register(night)
    settle_conflicts(night)
    take_people_in(night)
    make_accounts(night)
    offer_something(night)
    issue_cards(night)
    night.goto(reverse("setup:checklist"))
    see(night, "ready")
    expect(night.locator(".verdict")).to_contain_text("已就绪")
    order_at_home(new_context(**PHONE).new_page())

    assert Order.objects.get().household.label == "2-1-502"


def found(page: Page, address: str) -> None:
    """The first page asks three things."""
    page.goto("/")
    page.fill("[name=town]", "泾河街道")
    page.fill("[name=name]", "周敏")
    page.fill("[name=username]", "zhoumin")
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=public_url]", address)
    see(page, "first-run")
    press(page, "button[form=first-run]")
    press(page, f'a[href="{reverse("setup:estate_new")}"]')
    page.fill("[name=name]", "幸福里")
    press(page, "main .btn-primary")


def load_the_register(page: Page) -> None:
    """The property company's register: one heading is put right, then it is loaded."""
    page.goto(reverse("desk:rosters", args=[estate().pk]))
    register = {"name": "幸福里登记册.xlsx", "mimeType": "application/xlsx"}
    page.set_input_files("[name=table]", {**register, "buffer": property_register()})
    press(page, "main .btn-primary")
    see(page, "understood")
    page.locator("details", has_text="各列是怎么理解的").locator("summary").click()
    page.get_by_label("联系方式 丁口").select_option("people")
    see(page, "columns")
    press(page, "details form .btn-secondary")
    expect(page.locator("main")).to_contain_text("已重新读取")
    assert not Place.objects.doors().exists()
    press(page, "form#load .btn-primary")
    see(page, "loaded")
    known = {row.door: row for row in known_households(within=estate())}
    assert len(known) == 20
    assert known["1-1-202"].flags == ("elderly_alone",)
    assert known["1-1-302"].occupied is False
    assert sum(row.people or 0 for row in known.values()) == 41


def settle_conflicts(page: Page) -> None:
    """A door that stands there twice by one tap, a number of ten digits by typing it."""
    twice = RosterConflict.objects.get(kind="duplicate_differs")
    press(page, f"#conflict-{twice.pk} .choice >> nth=1")
    bad = RosterConflict.objects.get(kind="bad_phone")
    page.fill(f"#typed-{bad.pk}", "139 0000 2201")
    press(page, f"#conflict-{bad.pk} [value=phone]")
    see(page, "settled")
    expect(page.locator(".empty")).to_be_visible()
    known = {row.door: row for row in known_households(within=estate())}
    assert known["1-1-301"].people == 5
    assert known["2-1-201"].phones == ("13900002201",)


def take_people_in(page: Page) -> None:
    """The second messy file: volunteers as a chat's export has them."""
    page.goto(reverse("setup:people_load", args=[estate().pk]))
    table = {"name": "报名.csv", "mimeType": "text/csv", "buffer": people_list()}
    page.set_input_files("[name=table]", table)
    press(page, "main .btn-primary")
    see(page, "people-understood")
    press(page, "main .btn-primary")
    see(page, "people-taken-in")
    assert set(Person.objects.values_list("phone", flat=True)) >= {"13900001234", "13900005678"}


def make_accounts(page: Page) -> None:
    """One list for gate, depot and buildings; the slips are one file."""
    page.goto(reverse("setup:accounts"))
    page.fill("[name=people]", "李强,,门岗\n赵敏,,分拣员\n王芳,,楼栋保供员")
    page.select_option("[name=place]", str(estate().pk))
    press(page, "main .btn-primary")
    see(page, "accounts")
    with page.expect_download() as slips:
        page.locator("#make .btn-primary").click()
    assert slips.value.path().read_bytes().startswith(b"%PDF")
    assert User.objects.count() == 4


def offer_something(page: Page) -> None:
    """A shop with somebody in it, a good, a package, a round until tomorrow's midnight: tonight's
    may pass meanwhile."""
    page.goto(reverse("setup:suppliers"))
    page.fill("[name=name]", "北山超市")
    press(page, "main .btn-primary")
    page.goto(reverse("setup:suppliers"))
    press(page, "a[href*='/members/new']")
    page.fill("[name=name]", "孙店长")
    page.fill("[name=username]", "sundianzhang")
    press(page, "main .btn-primary")
    page.goto(reverse("command:good_new"))
    page.fill("[name=name]", "大白菜")
    page.fill("[name=sku]", "CABBAGE")
    page.check("[name=sold_by][value=gram]")
    press(page, "main .btn-primary")
    page.goto(reverse("command:package_new"))
    page.fill("[name=name]", "蔬菜包")
    page.select_option("[name=family]", "produce")
    page.fill("[name=price]", "35")
    page.fill("[name=stated]", "12")
    page.locator(".content-row select").first.select_option(index=1)
    page.locator(".content-row input").first.fill("12")
    press(page, "main .btn-primary")
    page.goto(reverse("command:round_new", args=[estate().pk]))
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.fill("[name=title]", "第一轮")
    page.fill("[name=opens_time]", "00:00")
    page.fill("[name=cutoff_date]", tomorrow.isoformat())
    page.fill("[name=cutoff_time]", "24:00")
    page.fill("[name=delivery_date]", (tomorrow + timedelta(days=1)).isoformat())
    press(page, "main .btn-primary")
    see(page, "round")


def issue_cards(page: Page) -> None:
    page.goto(reverse("setup:cards", args=[estate().pk]))
    press(page, "main .btn-primary")
    see(page, "cards")
    assert len(cards_within(estate())) == 20


def order_at_home(page: Page) -> None:
    [card] = [card for card in cards_within(estate()) if card.door == "2-1-502"]
    page.goto(f"/c/{card.code}/")
    page.fill("[name=pin]", card.pin)
    press(page, "button[form=pin]")
    page.locator('[data-step="1"]').first.click()
    press(page, "button[form=order]")
    expect(page.locator(".receipt")).to_contain_text("订单号")
