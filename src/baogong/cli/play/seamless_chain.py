"""Story D2: 400 orders by page, phone, chat, group-buy tool and paper; as the supermarket cannot
make up more, a small shop takes over (D6). Next morning two goods come short and are divided; then
all is sorted, weighed, handed over, delivered; on the second day what nobody took goes out again.
200 doors pay by phone; what they are to get back goes there again. At the end every sum of goods
and of money balances, also with the books of the payment provider."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localdate

from baogong.apps.catalog.queries import good_ids
from baogong.apps.custody.queries.work import unsettled_discrepancies
from baogong.apps.custody.services import settle_discrepancy
from baogong.apps.delivery.queries.work import unsettled_conflicts
from baogong.apps.delivery.services import offer_again, settle_conflict
from baogong.apps.ordering.services import RoundPlan, close_round
from baogong.apps.people.enums import Role
from baogong.apps.reporting.queries import DaySums, day_sums
from baogong.apps.sorting.queries.work import bags_to_pack, open_crates, wave_of
from baogong.cli.play import (
    asking,
    buying,
    carrying,
    channels,
    full_shops,
    making,
    paying,
    phone_money,
    short_goods,
    weighing,
)
from baogong.cli.play.estates import door_lines
from baogong.cli.play.scene import announce_round, set_scene
from baogong.plumbing.processes.worker import work_off

if TYPE_CHECKING:
    from datetime import datetime

    from baogong.cli.play.scene import Scene

DEMAND = asking.Demand(orders=280, by_phone=60, late=8)  # 120 come by chat, tool and paper
PURCHASES = 15


def play(*, password: str, seed: int, now: datetime) -> dict[str, Any]:
    """Play the story on an empty database and return its sums, with what went wrong on the way."""
    random = Random(seed)  # noqa: S311 - a story, not a secret
    evening = now - timedelta(hours=12)
    scene = set_scene(
        doors=door_lines(), password=password, now=evening, daily_orders=DEMAND.orders
    )
    full_shops.open_small_shops(scene, now=evening)
    with phone_money.phones(scene) as phones:
        return _days(scene, phones, seed=seed, random=random, now=now)


def _days(
    scene: Scene, phones: phone_money.Phones, *, seed: int, random: Random, now: datetime
) -> dict[str, Any]:
    """The evening and the two days after it."""
    evening, tomorrow = now - timedelta(hours=12), now + timedelta(days=1)
    cutoff_at = evening + timedelta(hours=4)
    plan = RoundPlan("第一轮", evening, cutoff_at, delivery_date=localdate(now))
    round_ = announce_round(scene, plan, now=evening)
    asked = asking.ask(scene, round_, DEMAND, random=random, now=evening + timedelta(hours=1))
    overflow = full_shops.overflow(scene, round_, now=evening + timedelta(hours=2))
    elsewhere = channels.ask(scene, round_, random=random, now=evening + timedelta(hours=2))
    phones.pay(random=random, now=evening + timedelta(hours=3))
    close_round(round_id=round_.pk, actor=scene.commander, now=round_.cutoff_at)
    work_off()
    buying.swap_greens(scene, round_id=round_.pk, now=round_.cutoff_at)
    made_up = _make_up(scene, round_.pk, random=random, now=now)
    phones.refund(now=now)
    wave = wave_of(round_id=round_.pk)
    first = carrying.carry(scene, wave_id=wave.pk, random=random, now=now)
    offer_again(wave=wave, actor=scene.crew[Role.SORTER][0], now=tomorrow)
    making.close_crates(scene, open_crates(wave_id=wave.pk), random=random, now=tomorrow)
    second = carrying.carry(scene, wave_id=wave.pk, random=random, now=tomorrow)
    rest = {"settled": _settle(scene, now=tomorrow)} | _pay(scene, random=random, now=tomorrow)
    rest["phone"] = phones.sums()
    sums = day_sums(round_ids=[round_.pk], estate_path=scene.estate.path)
    return {
        **as_json(sums),
        "seed": seed,
        "channels": channels.orders_by_channel(round_),
        "asked": asdict(asked),
        "elsewhere": asdict(elsewhere),
        "overflow": overflow | {"orders": full_shops.loads(round_)},
        **made_up,
        "first_day": asdict(first),
        "second_day": asdict(second),
        **rest,
        "balanced": sums.balanced and rest["money"]["balanced"] and rest["phone"]["agrees"],
    }


def _make_up(scene: Scene, round_id: int, *, random: Random, now: datetime) -> dict[str, Any]:
    """The morning: two goods come short and are divided, two bags are too heavy, all is packed."""
    short = good_ids(short_goods.RULES).values()
    refused = making.receive(scene, round_id=round_id, random=random, now=now, short=short)
    divided = short_goods.divide_all(scene, round_id=round_id, now=now)
    wave = wave_of(round_id=round_id)
    bags = bags_to_pack(wave_id=wave.pk)
    weighing.pack_two_too_heavy(scene, bags, now=now)
    made = making.make_up(scene, wave_id=wave.pk, random=random, now=now)
    return {
        "received_twice_refused": refused,
        "divided": asdict(divided),
        "weighed": weighing.weighed_sums(bags),
        "made": asdict(made),
    }


def _pay(scene: Scene, *, random: Random, now: datetime) -> dict[str, Any]:
    """Things are bought for some doors, nine in ten pay what they owe, and the cash is counted."""
    paying.lend(scene, now=now)
    bought_fen = paying.shop(scene, purchases=PURCHASES, random=random, now=now)
    paid = paying.pay(scene, share=0.9, random=random, now=now)
    bought = {"bought_on_behalf": PURCHASES, "bought_on_behalf_fen": bought_fen}
    counts = {"counts": paying.count(scene, random=random, now=now)}
    return {"paid": paid | counts | bought, "money": paying.money_sums(scene)}


def _settle(scene: Scene, *, now: datetime) -> dict[str, int]:
    """The clerk counts again where counts differed, and closes the reports that did not fit."""
    clerk = scene.crew[Role.CLERK][0]
    differences, conflicts = unsettled_discrepancies(), unsettled_conflicts()
    for discrepancy_id, expected in differences:
        settle_discrepancy(
            discrepancy_id=discrepancy_id, found=expected, note="复核一致", actor=clerk, now=now
        )
    for conflict_id in conflicts:
        settle_conflict(conflict_id=conflict_id, note="已电话核实", actor=clerk, now=now)
    return {"discrepancies": len(differences), "conflicts": len(conflicts)}


def as_json(sums: DaySums) -> dict[str, Any]:
    """The sums as plain data; ``total`` and ``entrances`` count orders."""
    return {
        "total": asdict(sums.orders),
        "bags": asdict(sums.bags),
        "goods": {good.sku: asdict(good.sums) for good in sums.goods},
        "entrances": [
            asdict(entrance.orders) | {"entrance": entrance.entrance}
            for entrance in sums.entrances
        ],
        "balanced": sums.balanced,
    }
