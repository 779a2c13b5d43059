"""R29, X7: what is scanned into a bag must be what was ordered; a good of another bag stops it."""

import pytest
from django.urls import reverse

from baogong.apps.catalog.models import Good
from baogong.apps.custody.models import Unit
from baogong.apps.inventory.models import StockEntry
from baogong.apps.people.enums import Role
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import SCAN_CHECK
from baogong.apps.sorting.models import Bag, CrateUnit, ShortLine
from baogong.web.depot.paper.shelf import shelf_card_sheet
from tests.factories import NOW
from tests.web.paper.reading import scanned

from .test_packing import first_bag, full

pytestmark = pytest.mark.django_db


@pytest.fixture
def bag(world):
    return first_bag(world)


@pytest.fixture
def skus(bag):
    return sorted(set(bag.lines.values_list("good__sku", flat=True)))


@pytest.fixture
def stranger(skus):
    """A good that this bag does not hold."""
    return Good.objects.exclude(sku__in=skus).first() or Good.objects.create(
        sku="SOAP", name="肥皂", sold_by="piece", piece_grams=100
    )


def scan(client, bag, code, *, before=()):
    data = full(bag) | {"step": "scan", "code": code, "scanned": list(before)}
    return client.post(reverse("depot:bag", args=[bag.pk]), data)


def pack(client, bag, codes, **typed):
    data = full(bag) | {"scanned": list(codes)} | typed
    return client.post(reverse("depot:bag", args=[bag.pk]), data)


def moved():
    rows = (Unit, StockEntry, CrateUnit, ShortLine)
    return [model.objects.count() for model in rows], Bag.objects.filter(done_at=None).count()


def test_a_right_code_counts_up_however_it_was_typed(sorter, bag, skus):
    answer = scan(sorter, bag, f" {skus[0].lower()} ")

    assert answer.status_code == 200
    assert answer.context["table"].scanned == skus[:1]
    assert 'data-tone="right"' in answer.text


def test_the_same_code_counts_once(sorter, bag, skus):
    answer = scan(sorter, bag, skus[0], before=skus[:1])

    assert answer.context["table"].verdict == "again"
    assert answer.context["table"].scanned == skus[:1]


def test_a_good_of_another_bag_fills_the_screen_and_is_not_counted(sorter, bag, skus, stranger):
    before = moved()
    answer = scan(sorter, bag, stranger.sku, before=skus[:1])

    assert answer.status_code == 422
    assert "result-full" in answer.text
    assert 'data-tone="wrong"' in answer.text
    assert stranger.name in answer.text
    assert answer.context["table"].scanned == skus[:1]
    assert moved() == before


@pytest.mark.parametrize("code", ["", "???", "x" * 500])
def test_a_code_of_nothing_is_told(sorter, bag, code):
    answer = scan(sorter, bag, code)

    assert answer.status_code == 422
    assert answer.context["table"].verdict == "unknown"


def test_a_bag_whose_scans_differ_from_its_order_cannot_be_closed(sorter, bag, skus):
    before = moved()
    answer = pack(sorter, bag, skus[:1])

    assert answer.status_code == 422
    assert "error-summary" in answer.text
    assert moved() == before


def test_a_bag_with_every_good_scanned_is_packed(sorter, bag, skus):
    assert pack(sorter, bag, skus).status_code == 302
    bag.refresh_from_db()
    assert bag.unit is not None


def test_what_is_short_need_not_be_scanned(sorter, bag, skus):
    egg = bag.lines.get(good__sku="EGG").good_id
    others = [sku for sku in skus if sku != "EGG"]

    assert pack(sorter, bag, others, **{f"good_{egg}": "0"}).status_code == 302
    assert ShortLine.objects.get().bag_line.good_id == egg


def test_where_scanning_is_required_nothing_is_packed_by_eye(sorter, bag, world):
    boss = world.staff[Role.COMMANDER]
    set_setting(SCAN_CHECK, 1, place=world.town, actor=boss, now=NOW)
    before = moved()

    assert pack(sorter, bag, []).status_code == 422
    assert moved() == before


def test_each_good_of_a_wave_has_a_card_that_can_be_scanned(world):

    wave = world.round.wave
    goods = Good.objects.filter(pk__in=wave.bags.values("lines__good")).order_by("name", "pk")
    sheet = shelf_card_sheet(world.staff[Role.SORTER], wave.pk)

    assert sorted(scanned(sheet)) == sorted(good.sku for good in goods)


@pytest.mark.parametrize("page", ["depot:wave", "depot:wall"])
def test_only_a_page_with_a_scan_field_may_run_the_cameras_reader(sorter, world, page):
    answer = sorter.get(reverse(page, args=[world.round.wave.pk]))

    has_field = "data-camera=" in answer.text
    assert has_field is (page == "depot:wave")
    assert ("wasm-unsafe-eval" in answer["Content-Security-Policy"]) is has_field
