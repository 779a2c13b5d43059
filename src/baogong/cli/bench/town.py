"""A town of many estates, each with an open round from which five doors in six have ordered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone

from baogong.apps.catalog.enums import Family
from baogong.apps.catalog.services import (
    GoodDraft,
    PackageDraft,
    define_good,
    define_package,
    publish_package,
)
from baogong.apps.ordering.intents import OrderIntent, Wish
from baogong.apps.ordering.queries.listings import listing_ids
from baogong.apps.ordering.services import Offer, RoundPlan, decide_orders, open_round
from baogong.apps.people.services import hire
from baogong.apps.places.queries import doors_within
from baogong.apps.places.services import add_estate, add_town, load_doors
from baogong.apps.suppliers.services import add_supplier
from baogong.plumbing.audit import SYSTEM
from baogong.readers.doors import DoorLine
from baogong.values.codes import random_code

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from baogong.apps.accounts.models import User
    from baogong.apps.catalog.models import Package
    from baogong.apps.ordering.models import Round
    from baogong.apps.places.models import Place

FLOORS, ROOMS = 25, 4
GROUP = 500  # orders decided at once
# sku, grams of a piece (None: by weight), what one on sale holds
SINGLES = (
    ("EGG", 60, 20),
    ("TOFU", 400, 1),
    ("NOODLE", 1000, 1),
    ("OIL", 1800, 1),
    ("TOMATO", None, 500),
    ("POTATO", None, 1000),
    ("GREENS", None, 500),
    ("APPLE", None, 1000),
)
PACKAGES = (
    {"POTATO": 1500, "GREENS": 1000, "TOMATO": 1000},
    {"GREENS": 750, "TOMATO": 750, "EGG": 10, "TOFU": 2},
    {"APPLE": 1500, "TOMATO": 500},
    {"NOODLE": 2, "OIL": 1, "EGG": 10},
)


@dataclass(frozen=True, slots=True)
class Asking:
    """Which share of an estate's doors asks, and for how many lines."""

    share: float = 5 / 6
    lines: int = 5
    estate_doors: int = 3_000


def ordered_town(households: int, asking: Asking, *, now: datetime) -> list[Round]:
    """The rounds of all estates, with every order in them, on an empty database."""
    town = add_town(code="t", name="T")
    clerk = hire(username="clerk", name="C", password=random_code(), actor=SYSTEM, now=now)
    offers = _offers(town, now=now)
    most = asking.estate_doors
    sizes = [min(most, households - first) for first in range(0, households, most)]
    rounds = []
    for number, doors in enumerate(sizes, start=1):
        round_ = _open_round(town, doors, number, offers, now=now)
        random = Random(number)  # noqa: S311 - a measurement, not a secret
        intents = list(_intents(round_, asking, clerk=clerk, random=random, now=now))
        for first in range(0, len(intents), GROUP):
            decide_orders(intents[first : first + GROUP], now=now)
        rounds.append(round_)
    return rounds


def _offers(town: Place, *, now: datetime) -> list[Offer]:
    """Singles and packages of two suppliers."""
    for sku, piece_grams, _ in SINGLES:
        define_good(GoodDraft(sku, sku, piece_grams), actor=SYSTEM, now=now)
    contents = [{sku: quantity} for sku, _, quantity in SINGLES] + list(PACKAGES)
    suppliers = [add_supplier(town=town, name=f"S{n}", actor=SYSTEM, now=now) for n in (1, 2)]
    return [
        Offer(_package(n, content, town=town, now=now), suppliers[n % len(suppliers)])
        for n, content in enumerate(contents)
    ]


def _package(number: int, contents: dict[str, int], *, town: Place, now: datetime) -> Package:
    """A published package that says of itself that it weighs a gram."""
    draft = PackageDraft(
        f"P{number}",
        f"P{number}",
        1000 + number,
        contents,
        family=Family.OTHER,
        stated_grams=1,
    )
    package = define_package(draft, actor=SYSTEM, now=now)
    return publish_package(package_id=package.pk, place=town, actor=SYSTEM, now=now)


def _open_round(
    town: Place, doors: int, number: int, offers: Sequence[Offer], *, now: datetime
) -> Round:
    """A round of a new estate with so many doors."""
    estate = add_estate(town=town, code=f"e{number}", name=f"E{number}", actor=SYSTEM, now=now)
    load_doors(list(door_lines(doors)), estate=estate, actor=SYSTEM, now=now)
    closes_at = now + timedelta(hours=1)
    plan = RoundPlan("R", now - timedelta(hours=1), closes_at, timezone.localdate(closes_at))
    return open_round(estate=estate, plan=plan, offers=offers, actor=SYSTEM, now=now)


def door_lines(doors: int) -> Iterator[DoorLine]:
    for number in range(doors):
        building, place = divmod(number, FLOORS * ROOMS)
        floor, room = divmod(place, ROOMS)
        code = f"{floor + 1}{room + 1:02}"
        yield DoorLine(
            door=f"{building + 1}-1-{code}",
            building=str(building + 1),
            entrance="1",
            floor=floor + 1,
            room=code,
            people=3,
        )


def _intents(
    round_: Round, asking: Asking, *, clerk: User, random: Random, now: datetime
) -> Iterator[OrderIntent]:
    doors, listings = doors_within(round_.estate), listing_ids(round_id=round_.pk)
    for door in random.sample(doors, round(len(doors) * asking.share)):
        chosen = random.sample(listings, asking.lines)
        yield OrderIntent(
            key=UUID(int=random.getrandbits(128), version=4),
            round_id=round_.pk,
            household_id=door.pk,
            wishes=tuple(Wish(listing_id, random.choice((1, 1, 2))) for listing_id in chosen),
            occurred_at=now,
            placed_by_id=clerk.pk,
        )
