"""R19, R31: packages are made of goods, and what a round offered stays as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from baogong.apps.catalog.enums import SoldBy
from baogong.apps.catalog.errors import BadPackage, CodeTaken, PackageOffered
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.catalog.queries import package_row, package_rows
from baogong.apps.catalog.services import (
    GoodDraft,
    PackageDraft,
    change_package,
    define_good,
    define_package,
)
from baogong.apps.ordering.errors import BadTimes, NothingListed
from baogong.apps.ordering.models import ListingItem, Round
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.plumbing.audit import SYSTEM
from baogong.values.errors import NotVisible
from tests.factories import NOW, make_world, order, ripe_round
from tests.factories.chain import pack, receive, sums
from tests.factories.world import CABBAGE_GRAMS, packages

pytestmark = pytest.mark.django_db


@pytest.fixture
def goods():
    return [good("CAB"), good("EGG", piece_grams=60)]


def good(sku, piece_grams=None):
    return define_good(GoodDraft(sku, sku, piece_grams), actor=SYSTEM, now=NOW)


def draft(**changes):
    return PackageDraft(
        **{
            "code": "P35",
            "name": "蔬菜包",
            "price_fen": 3500,
            "contents": {"CAB": 6000, "EGG": 10},
        }
        | changes
    )


def define(**changes):
    return define_package(draft(**changes), actor=SYSTEM, now=NOW)


def change(package, **changes):
    return change_package(draft(**changes), package_id=package.pk, actor=SYSTEM, now=NOW)


def test_goods_are_counted_in_pieces_when_their_weight_is_known(goods):
    assert [row.sold_by for row in goods] == [SoldBy.GRAM, SoldBy.PIECE]
    with pytest.raises(CodeTaken):
        good("CAB", piece_grams=5)
    assert Good.objects.count() == 2


def test_a_package_says_what_is_in_it_and_what_it_weighs(goods):
    row = package_row(define().pk)
    assert (row.price_fen, row.grams, row.listed) == (3500, 6000 + 10 * 60, False)
    assert {(item.sku, item.quantity) for item in row.contents} == {("CAB", 6000), ("EGG", 10)}
    assert package_rows() == [row]


@pytest.mark.parametrize(
    "lack",
    [
        {"name": ""},
        {"price_fen": -1},
        {"stated_grams": -1},
        {"contents": {"CAB": -5}},
        {"contents": {"CAB": 5, "NONE": 1}},
    ],
)
def test_a_draft_without_sense_is_refused_and_leaves_nothing(goods, lack):
    with pytest.raises(BadPackage):
        define(**lack)
    assert not Package.objects.exists()
    whole = define()
    with pytest.raises(BadPackage):
        change(whole, **lack)
    assert package_row(whole.pk).price_fen == 3500
    assert whole.items.count() == 2


def test_a_code_is_taken_once(goods):
    define()
    with pytest.raises(CodeTaken):
        define(name="another")
    assert Package.objects.count() == 1


def test_a_package_changes_until_a_round_offers_it(goods):
    package = define()
    change(package, price_fen=3000, contents={"CAB": 5000}, code="other")
    row = package_row(package.pk)
    assert (row.code, row.price_fen, row.grams) == ("P35", 3000, 5000)


def test_what_was_offered_stays_as_it_is():
    world = make_world()
    package = world.listings[0].package
    with pytest.raises(PackageOffered):
        change(package, price_fen=1, contents={"EGG": 1})
    assert package_row(package.pk).price_fen == 3500
    assert package_row(package.pk).listed


def test_a_round_keeps_price_and_content_whatever_becomes_of_the_package():
    """Even when rows are changed behind the catalogue's back."""
    world = make_world()
    package = world.listings[0].package
    Package.objects.filter(pk=package.pk).update(price_fen=9900)
    PackageItem.objects.filter(package=package).update(quantity=1)
    assert order(world, world.doors[0], 2).total_fen == 7000
    ripe_round(world)
    receive(world)
    [bag] = world.round.wave.bags.all()
    pack(world, bag)
    assert [line.planned for line in bag.lines.all()] == [2 * CABBAGE_GRAMS]
    assert sums(world).goods[0].sums.ordered == 2 * CABBAGE_GRAMS
    assert sums(world).balanced


def test_no_package_is_not_visible():
    with pytest.raises(NotVisible):
        package_row(0)


@pytest.mark.parametrize(("sold_by", "grams"), [("piece", None), ("piece", 0), ("gram", 60)])
def test_the_database_holds_that_unit_and_weight_fit(sold_by, grams):
    with pytest.raises(IntegrityError), transaction.atomic():
        Good.objects.create(sku="X", name="X", sold_by=sold_by, piece_grams=grams)


def announce(world, **changes):
    fields = {
        "title": "R9",
        "opens_at": NOW,
        "cutoff_at": NOW + timedelta(hours=5),
        "delivery_date": (NOW + timedelta(days=1)).date(),
    }
    offers = [Offer(package, world.supplier) for package in packages()]
    return open_round(
        estate=world.estate,
        plan=RoundPlan(**fields | changes.pop("plan", {})),
        offers=changes.pop("offers", offers),
        actor=SYSTEM,
        now=NOW,
    )


def test_announcing_twice_is_one_round():
    world = make_world()
    assert announce(world) == announce(world)
    assert Round.objects.count() == 2
    assert ListingItem.objects.filter(listing__round__title="R9").count() == 3


@pytest.mark.parametrize(
    "plan",
    [
        {"cutoff_at": NOW},
        {"cutoff_at": NOW - timedelta(hours=1)},
        {"cutoff_at": NOW + timedelta(days=3)},
    ],
)
def test_a_round_closes_after_it_opens_and_before_its_day_ends(plan):
    world = make_world()
    with pytest.raises(BadTimes):
        announce(world, plan=plan)
    assert Round.objects.count() == 1


def test_a_round_offers_something():
    world = make_world()
    with pytest.raises(NothingListed):
        announce(world, offers=[])
    assert Round.objects.count() == 1
