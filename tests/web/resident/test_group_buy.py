"""X2: whoever holds a notice sees whether its group buy is the real one."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from baogong.apps.filings.queries import approved_buy
from baogong.apps.gate.models import ArrivalSlot
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import CONTACT_PHONE
from baogong.apps.suppliers.models import Supplier
from baogong.plumbing.audit import SYSTEM
from baogong.web.paper.group_buy import group_buy_sheet
from tests.factories import make_world
from tests.factories.filings import GroupBuy
from tests.factories.world import announce
from tests.web.paper.reading import scanned
from tests.web.resident.household import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def buy():
    buy = GroupBuy(make_world(), now=timezone.now())
    buy.staffed()
    buy.file()
    return buy


def page(buy):
    return reverse("resident:group_buy", args=[buy.filing.pk])


def test_only_what_was_approved_has_its_page(buy):
    assert Client().get(page(buy)).status_code == 404
    set_setting(
        CONTACT_PHONE, "021-12345678", place=buy.world.town, actor=SYSTEM, now=timezone.now()
    )
    round_ = buy.approve().round

    answer = Client().get(page(buy))
    for told in ("面包团购", "S-E", buy.world.supplier.licence, "¥35.00", "021-12345678"):
        assert told in answer.text
    assert f"{reverse('resident:today')}?round={round_.pk}" in answer.text


def test_the_notice_has_one_code_and_it_opens_this_page(buy):
    buy.approve()
    now = timezone.now()
    sheet = group_buy_sheet(
        approved_buy(buy.filing.pk, now=now), address="https://b.example", now=now
    )
    assert scanned(sheet) == [f"https://b.example{page(buy)}"]


def test_the_order_page_and_the_gate_lead_there(buy):
    round_ = buy.approve().round
    household = Client()
    sign_in(household, buy.world.doors[0])
    offered = household.get(reverse("resident:today"), {"round": round_.pk})
    assert page(buy) in offered.text
    announced = announce(buy.world, now=timezone.now())
    other = household.get(reverse("resident:today"), {"round": announced.pk})
    assert page(buy) not in other.text

    now = timezone.now()
    ArrivalSlot.objects.update(begins_at=now, ends_at=now + timedelta(minutes=20))
    guard = Client()
    guard.force_login(buy.world.staff[Role.GATE])
    board = guard.get(reverse("gate:board", args=[buy.gate.pk]))
    assert page(buy) in board.text


def test_the_last_day_of_a_licence_has_its_year_on_the_page_and_the_notice(buy):
    """X2: a day of next year is not taken for one before the delivery."""
    Supplier.objects.filter(pk=buy.world.supplier.pk).update(licence_until="2027-11-29")
    buy.approve()
    found = approved_buy(buy.filing.pk, now=timezone.now())
    sheet = group_buy_sheet(found, address="https://b.example", now=timezone.now())

    assert "有效期至2027年11月29日 周一" in Client().get(page(buy)).text
    assert any("有效期至2027年11月29日 周一" in told for _name, told in sheet.head["facts"])
