"""``baogong demo``: 东辰心语 with a supply day under way, served at once."""

import argparse

from django.utils import timezone

from baogong.apps.people.queries import cards_within
from baogong.apps.places.queries import first_estate
from baogong.cli import database, serve
from baogong.cli.play import under_way
from baogong.values.codes import group

PASSWORD = "baogong-demo"  # noqa: S105 - printed for everybody to see
STAFF = (
    ("commander", "/command/", "the day, its sums, set-up"),
    ("clerk1", "/desk/", "orders by phone, what waits"),
    ("shop1", "/shop/", "purchase orders"),
    ("gate1", "/gate/", "arrivals at the gate"),
    ("sorter1", "/depot/", "bags and crates"),
    ("e6-1", "/carry/", "building officer of E6"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    serve.add_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Make the demo town unless the data folder holds one, then serve until told to stop."""
    address = f"http://localhost:{options.port}"
    with database.available():
        estate = first_estate()
        if estate is None:
            print("Making 东辰心语: 3,700 households, three rounds. About a minute.", flush=True)
            size = under_way.WHOLE_ESTATE
            now = timezone.now()
            estate = under_way.load(size, password=PASSWORD, public_url=address, now=now).estate
        card = cards_within(estate)[0]
    _print_where_to_click(address, door=card.door, code=card.code, pin=card.pin)
    return serve.run(options)


def _print_where_to_click(address: str, *, door: str, code: str, pin: str) -> None:
    print(f"\nWhere to click (every password is {PASSWORD}):\n")
    print(f"  resident of {door:7} {address}/c/{code}/   PIN {pin}   (card {group(code)})")
    for username, path, what in STAFF:
        print(f"  {username:19} {address}{path:12} {what}")
    print(
        "\nNobody is asked for a second factor here; setting it to 1 in the set-up changes that."
    )
    print(f"Sign in at {address}/staff/sign-in/ . Stop with Ctrl-C.\n", flush=True)
