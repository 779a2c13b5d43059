"""Around buying: a second shop, a plan of what to have in store, a good that comes for another."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from baogong.apps.catalog.queries import good_ids, goods
from baogong.apps.inventory.services import write_stock_plan
from baogong.apps.people.enums import Role
from baogong.apps.procurement.enums import SwapAnswer
from baogong.apps.procurement.queries.work import expected_goods
from baogong.apps.procurement.services import SwapOffer, decide_swap, propose_swap, report_out
from baogong.apps.suppliers.enums import SupplierKind
from baogong.apps.suppliers.services import SupplierProfile, take_in_shops

if TYPE_CHECKING:
    from datetime import date, datetime

    from baogong.cli.play.scene import Scene

OUT, INSTEAD = "GREENS", "CABBAGE"
PORTION_GRAMS = 750  # of greens in a package
SHORT_EVERY = 20
JIN_1200, JIN_800 = 600_000, 400_000


def open_corner_shop(scene: Scene, *, now: datetime) -> None:
    """A small shop that serves the estate and can make up a few orders a day."""
    profile = SupplierProfile(
        SupplierKind.SMALL_SHOP, "XL-0002", time(8), time(20), 60, (scene.estate.pk,)
    )
    take_in_shops({"南巷便利店": profile}, town=scene.town, actor=scene.commander, now=now)


def plan_store(scene: Scene, *, day: date, now: datetime) -> None:
    """Every good for a day, one of them too little."""
    ids = good_ids([good.sku for good in goods()])
    grams = {pk: JIN_800 if sku == OUT else JIN_1200 for sku, pk in ids.items()}
    write_stock_plan(grams, estate=scene.estate, day=day, actor=scene.commander, now=now)


def swap_greens(scene: Scene, *, round_id: int, now: datetime) -> None:
    """The shop is out of a twentieth of the greens; the desk takes cabbage for them."""
    ids, [shop, *_] = good_ids([OUT, INSTEAD]), scene.crew[Role.SHOP]
    for order in expected_goods(round_id=round_id):
        wanted = order.quantities.get(ids[OUT], 0)
        missing = PORTION_GRAMS * max(wanted // PORTION_GRAMS // SHORT_EVERY, 1)
        if wanted < missing:
            continue
        report_out(
            purchase_order_id=order.purchase_order_id,
            available={ids[OUT]: wanted - missing},
            note="",
            actor=shop,
            now=now,
        )
        offer = SwapOffer(ids[OUT], missing, ids[INSTEAD], missing)
        swap = propose_swap(offer, purchase_order_id=order.purchase_order_id, actor=shop, now=now)
        clerk = scene.crew[Role.CLERK][0]
        decide_swap(swap_id=swap.pk, answer=SwapAnswer.ACCEPTED, actor=clerk, now=now)
