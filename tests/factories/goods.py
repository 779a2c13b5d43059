"""A round of goods as people call, count and weigh them: by the jin, by the tray, by the sack."""

from datetime import datetime, timedelta

from baogong.apps.catalog.enums import Family, SoldBy, Unit
from baogong.apps.catalog.models import Good, Package, PackageItem
from baogong.apps.ordering.services import Offer, RoundPlan, open_round
from baogong.apps.people.enums import Role
from tests.factories.world import NOW, World, make_world

HALF_A_JIN = 250
# code, name, unit, fen, grams of what is weighed or pieces, by weight, what one holds, other names
SOLD = (
    ("TOM", "番茄", Unit.JIN, 225, HALF_A_JIN, True, "", "西红柿、洋柿子"),
    ("POT", "土豆 5 斤", Unit.PORTION, 1300, 2500, True, "", "土豆、马铃薯"),
    ("TRAY", "鸡蛋", Unit.TRAY, 2800, 30, False, "30枚/板", "鲜鸡蛋"),
    ("RICE", "大米", Unit.SACK, 5800, 10_000, True, "", "米"),
    ("SALT", "食盐", Unit.PACKET, 300, 500, True, "", "盐"),
    ("WATER", "矿泉水", Unit.BOX, 2400, 24, False, "550ml*24瓶/箱", "水"),
)


def goods_world(*, now: datetime = NOW) -> World:
    """The round offers them all."""
    world = make_world()
    world.round = open_round(
        estate=world.estate,
        plan=RoundPlan(
            title="R42",
            opens_at=now - timedelta(hours=1),
            cutoff_at=now + timedelta(hours=8),
            delivery_date=(now + timedelta(days=1)).date(),
        ),
        offers=[Offer(_package(*row), world.supplier) for row in SOLD],
        actor=world.staff[Role.COMMANDER],
        now=now,
    )
    return world


def _package(code: str, name: str, unit: Unit, fen: int, *told) -> Package:
    quantity, by_weight, holds, called = told
    good = Good.objects.create(
        sku=f"G-{code}",
        name=name,
        sold_by=SoldBy.GRAM if by_weight else SoldBy.PIECE,
        piece_grams=None if by_weight else 50,
    )
    package = Package.objects.create(
        code=code,
        name=name,
        price_fen=fen,
        stated_grams=quantity if by_weight else quantity * 50,
        family=Family.PRODUCE,
        published_at=NOW,
        at_scale=unit == Unit.JIN,
        unit=unit,
        holds=holds,
        also_called=called,
    )
    PackageItem.objects.create(package=package, good=good, quantity=quantity)
    return package
