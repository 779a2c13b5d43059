"""What becomes of the catalogue after its first rounds: prices change, a package is being made.

Numbers and reasons are made up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.services import (
    GoodDraft,
    PackageDraft,
    ask_price,
    decide_price,
    define_good,
    define_package,
)
from baogong.apps.people.enums import Role

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene

HOUSEHOLD_GOODS = (GoodDraft("TISSUE", "抽纸", 300), GoodDraft("SOAP", "肥皂", 120))
HOUSEHOLD_PACKAGE = PackageDraft(
    "P45", "日化礼包", 4500, {"TISSUE": 6, "SOAP": 0}, family=Family.HOUSEHOLD
)


def change_prices(scene: Scene, *, now: datetime) -> None:
    """One price rose, one fell, one waits; the draft lacks a quantity and its net weight."""
    staples, _vegetables, eggs, fruit, _tomatoes = (package.pk for package in scene.packages)
    first, second, *_ = scene.crew[Role.CLERK]
    rise = ask_price(
        package_id=staples, price_fen=2100, reason="面粉进价上涨 5%", actor=first, now=now
    )
    decide_price(request_id=rise.pk, approved=True, actor=scene.commander, now=now)
    ask_price(package_id=fruit, price_fen=9800, reason="脐橙进价下降", actor=second, now=now)
    ask_price(package_id=eggs, price_fen=5300, reason="鸡蛋进价上涨 10%", actor=first, now=now)
    for good in HOUSEHOLD_GOODS:
        define_good(good, actor=first, now=now)
    define_package(HOUSEHOLD_PACKAGE, actor=first, now=now)
