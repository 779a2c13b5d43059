"""The demo: one day done, one under way at every stage, one taking orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from baogong.apps.ordering.services import RoundPlan, close_round
from baogong.apps.people.queries import cards_within
from baogong.apps.people.services import hand_out_cards
from baogong.apps.places.services import set_setting
from baogong.apps.places.settings import PUBLIC_URL
from baogong.apps.procurement.services import order_goods
from baogong.apps.sorting.queries.work import bags_to_pack, open_crates, wave_of
from baogong.apps.sorting.services import plan_wave
from baogong.cli.play import (
    asking,
    buying,
    calling,
    carrying,
    chains,
    gate,
    group_buys,
    making,
    outlets,
    paying,
    short_goods,
    speaking,
)
from baogong.cli.play.estates import door_lines
from baogong.cli.play.scene import announce_round, set_scene
from baogong.plumbing.processes.worker import work_off
from baogong.plumbing.statistics import refresh_statistics

if TYPE_CHECKING:
    from baogong.apps.ordering.models import Round
    from baogong.cli.play.scene import Scene
    from baogong.readers.doors import DoorLine

PACKED_SHARE = 0.8
CARD_KEPT_EVERY = 150
LATE_WITH_CASH = 3
SIX_BUILDINGS = ("A1", "A2", "A3", "A4", "A5", "A6")


@dataclass(frozen=True, slots=True)
class Size:
    """How large the estate is, and how many orders each of its three rounds gets."""

    doors: list[DoorLine]
    done: asking.Demand
    under_way: asking.Demand
    taking_orders: asking.Demand


WHOLE_ESTATE = Size(
    doors=door_lines(),
    done=asking.Demand(orders=150, by_phone=25),
    under_way=asking.Demand(orders=400, by_phone=60),
    taking_orders=asking.Demand(orders=90, by_phone=15),
)
SIX_DOORS = Size(
    doors=[line for line in door_lines() if line.building in SIX_BUILDINGS and line.room == "101"],
    done=asking.Demand(orders=6, by_phone=1),
    under_way=asking.Demand(orders=6, by_phone=1),
    taking_orders=asking.Demand(orders=6, by_phone=1),
)


def load(size: Size, *, password: str, public_url: str, now: datetime) -> Scene:
    """Fill an empty database with a town that has been at work since yesterday."""
    random = Random(12)  # noqa: S311 - a story, not a secret
    scene = set_scene(doors=size.doors, password=password, now=now - timedelta(days=2))
    set_setting(PUBLIC_URL, public_url, place=scene.town, actor=scene.commander, now=now)
    _hand_out_cards(scene, now=now - timedelta(days=1))
    paying.say_costs(scene, now=now - timedelta(days=2))
    yesterday, today, tomorrow = (
        timezone.localdate(now) + timedelta(days=days) for days in (-1, 0, 1)
    )
    done = closed_round(scene, "昨日套餐", size.done, random=random, at=_evening_before(yesterday))
    _finish(scene, done, random=random, now=now - timedelta(days=1))
    speaking.speak(scene, done, random=Random(34), now=now)  # noqa: S311
    _take_in_money(scene, now=now)
    current = closed_round(
        scene, "今日套餐", size.under_way, random=random, at=_evening_before(today)
    )
    buying.swap_greens(scene, round_id=current.pk, now=_evening_before(today))
    go_half_way(scene, current, random=random, now=now)
    gate.guard(scene, now=now)
    buying.open_corner_shop(scene, now=now)
    buying.plan_store(scene, day=tomorrow, now=now)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    opened = now - timedelta(hours=2)
    plan = RoundPlan("明日套餐", opened, midnight, delivery_date=tomorrow, draws_at=midnight)
    open_now = announce_round(scene, plan, now=opened)
    at = now - timedelta(minutes=5)
    asking.ask(scene, open_now, size.taking_orders, random=random, now=at)
    chains.chat(scene, open_now, now=at)
    group_buys.export(scene, open_now, now=at)
    calling.ring(scene, now=now)
    outlets.name_app(scene, now=now - timedelta(hours=2))
    refresh_statistics()
    return scene


def _take_in_money(scene: Scene, *, now: datetime) -> None:
    """Yesterday's money: the safe is filled before anything is paid out of it; a few officers have
    not brought their cash yet."""
    paying.lend(scene, now=now - timedelta(days=2))
    paying.shop(scene, purchases=3, random=Random(78), now=now - timedelta(hours=21))  # noqa: S311
    paying.pay(scene, share=0.8, random=Random(56), now=now - timedelta(hours=20))  # noqa: S311
    random = Random(90)  # noqa: S311
    paying.count(scene, random=random, now=now - timedelta(hours=19), left=LATE_WITH_CASH)


def _hand_out_cards(scene: Scene, *, now: datetime) -> None:
    """Every card but those of a few doors where nobody was home."""
    kept = [card.id for card in cards_within(scene.estate)][::CARD_KEPT_EVERY]
    hand_out_cards(place=scene.estate, kept=kept, seen_at=now, actor=scene.commander, now=now)


def _evening_before(day: date) -> datetime:
    """Half past six on the evening before a delivery day."""
    return timezone.make_aware(datetime.combine(day - timedelta(days=1), time(18, 30)))


def closed_round(
    scene: Scene, title: str, demand: asking.Demand, *, random: Random, at: datetime
) -> Round:
    """A round that was open for the four hours before ``at`` and delivers the next day."""
    opened = at - timedelta(hours=4)
    next_day = timezone.localdate(at) + timedelta(days=1)
    round_ = announce_round(scene, RoundPlan(title, opened, at, next_day), now=opened)
    asking.ask(scene, round_, demand, random=random, now=at - timedelta(hours=1))
    close_round(round_id=round_.pk, actor=scene.commander, now=at)
    order_goods(round_id=round_.pk, now=at)
    plan_wave(round_id=round_.pk, now=at)
    work_off()  # the jobs find that done, a day ago
    return round_


def _finish(scene: Scene, round_: Round, *, random: Random, now: datetime) -> None:
    making.receive(scene, round_id=round_.pk, random=random, now=now)
    wave = wave_of(round_id=round_.pk)
    making.make_up(scene, wave_id=wave.pk, random=random, now=now)
    carrying.carry(scene, wave_id=wave.pk, random=random, now=now)


def go_half_way(scene: Scene, round_: Round, *, random: Random, now: datetime) -> None:
    """Goods received and one that came short divided, four fifths packed; crates waiting, on the
    stairs, and back already."""
    morning = now - timedelta(hours=3)
    making.receive(scene, round_id=round_.pk, random=random, now=morning)
    wave = wave_of(round_id=round_.pk)
    short_goods.divide_one(scene, round_id=round_.pk, now=morning)
    # From the last entrance on: the crates of E6, the largest, wait for their officers.
    bags = sorted(bags_to_pack(wave_id=wave.pk), key=lambda bag: -bag.entrance_id)
    packed = bags[: round(len(bags) * PACKED_SHARE)]
    making.pack(scene, packed, random=random, now=now - timedelta(hours=2))
    half_packed = bags[len(packed)].entrance_id if len(packed) < len(bags) else None
    crates = [c for c in open_crates(wave_id=wave.pk) if c.entrance_id != half_packed]
    making.close_crates(scene, crates, random=random, now=now - timedelta(hours=1))
    trips = carrying.plan_trips(scene, wave_id=wave.pk, random=random)
    gone = trips[: round(len(trips) * 0.7)]
    runs, _ = carrying.accept(gone, random=random, now=now - timedelta(minutes=50))
    reported = dict(list(runs.items())[: len(runs) * 2 // 3])
    carrying.walk(reported, random=random, now=now - timedelta(minutes=45))
    back = dict(list(reported.items())[: len(reported) // 2])
    carrying.bring_back(scene, back, random=random, now=now)
    for run_id, officer in list(back.items())[:1]:
        carrying.report_too_late(run_id, officer, now=now)
