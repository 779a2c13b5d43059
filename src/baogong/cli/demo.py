"""``baogong demo``: 东辰心语 and 怡海花园 with a supply day under way, served at once."""

from __future__ import annotations

import argparse
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from django.utils import timezone

from baogong.apps.people.queries import cards_within
from baogong.apps.places.queries import buildings_within, first_estate
from baogong.cli import database, serve
from baogong.cli.play import eleven_grids, filings, modes, prices, rosters, under_way
from baogong.plumbing.statistics import refresh_statistics
from baogong.values.codes import group

if TYPE_CHECKING:
    from baogong.apps.places.models import Place

PASSWORD = "baogong-demo"  # noqa: S105 - printed for everybody to see
STAFF = (
    ("commander", "/command/", "the day, its sums, set-up"),
    ("clerk1", "/desk/", "orders by phone, what waits"),
    ("liaison1", "/liaison/", "who ordered, who owes, texts for the chat"),
    ("shop1", "/shop/", "purchase orders"),
    ("gate1", "/gate/", "arrivals at the gate"),
    ("sorter1", "/depot/", "bags and crates"),
    ("e6-1", "/carry/", "building officer of E6"),
    ("y3", "/grid/", "leader of grid 3 in 怡海花园"),
    ("y3-1", "/carry/", "officer of grid 3, who may not leave it"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Make the demo town unless the data folder holds one, then serve until told to stop."""
    address = f"http://localhost:{options.port}"
    with database.available():
        estate = first_estate()
        if estate is None:
            print("Making 东辰心语 and 怡海花园: 7,396 households. About two minutes.", flush=True)
            estate = _make_town(address, now=timezone.now())
        card = cards_within(estate)[0]
    _print_where_to_click(address, door=card.door, code=card.code, pin=card.pin)
    return serve.run(options)


def _make_town(address: str, *, now: datetime) -> Place:
    """Both estates; returns the first."""
    scene = under_way.load(under_way.WHOLE_ESTATE, password=PASSWORD, public_url=address, now=now)
    modes.decide(scene, to_point="E6", to_entrance="A1", now=now)
    random = Random(11)  # noqa: S311 - a story, not a secret
    yihai = eleven_grids.load(scene, eleven_grids.WHOLE, password=PASSWORD, random=random, now=now)
    rosters.load_register(scene.estate, building="E6", by=scene.commander, now=now)
    buildings = [place.label for place in buildings_within(scene.estate)]
    rosters.load_people(scene.estate, buildings=buildings, by=scene.commander, now=now)
    prices.change_prices(scene, now=now)
    rosters.let_volunteers_apply(yihai, random=random, by=scene.commander, now=now)
    filings.file_group_buys(scene, other=yihai, now=now)
    refresh_statistics()
    return scene.estate


def _print_where_to_click(address: str, *, door: str, code: str, pin: str) -> None:
    print(f"\nWhere to click (every password is {PASSWORD}):\n")
    print(f"  resident of {door:7} {address}/c/{code}/   PIN {pin}   (card {group(code)})")
    for username, path, what in STAFF:
        print(f"  {username:19} {address}{path:12} {what}")
    print(
        "\nNobody is asked for a second factor here; setting it to 1 in the set-up changes that."
    )
    print(f"Sign in at {address}/staff/sign-in/ . Stop with Ctrl-C.\n", flush=True)
