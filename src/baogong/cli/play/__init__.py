"""``baogong play``: a story from beginning to end, on an empty database."""

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

STORIES = ("seamless-chain", "next-day", "mixed-bags")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("story", choices=STORIES)
    parser.add_argument("--days", type=int, default=26, help="how many days of next-day")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another day")
    parser.add_argument("--json", action="store_true", help="print all sums as JSON")


def run(options: argparse.Namespace) -> int:
    """Play in a data folder that is thrown away afterwards, or on an empty DATABASE_URL.

    Exit code 1 when the sums do not balance.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
    os.environ["BAOGONG_CONNECTIONS"] = "32"
    with tempfile.TemporaryDirectory(prefix="baogong-play-") as folder:
        Path(folder).chmod(0o711)  # root's PostgreSQL runs as somebody else
        os.environ["BAOGONG_DATA"] = folder
        return _play(options)


def _play(options: argparse.Namespace) -> int:
    import django  # noqa: PLC0415 - the data folder must be known before Django reads settings

    django.setup()
    from django.utils import timezone  # noqa: PLC0415

    from baogong.cli import database  # noqa: PLC0415
    from baogong.cli.play import mixed_bags, next_day, seamless_chain  # noqa: PLC0415

    basis: dict[str, Any] = {
        "password": secrets.token_urlsafe(12),
        "seed": options.seed,
        "now": timezone.now(),
    }
    with database.available():
        began = time.monotonic()
        if options.story == "next-day":
            result = next_day.play(**basis, days=options.days)
        elif options.story == "mixed-bags":
            result = mixed_bags.play(**basis)
        else:
            result = seamless_chain.play(**basis)
        result["seconds"] = round(time.monotonic() - began, 1)
    if options.json:
        json.dump(result, sys.stdout, ensure_ascii=False, indent=2)
        print()
    else:
        _print_table(result)
    return 0 if result["balanced"] else 1


def _print_table(result: dict[str, Any]) -> None:
    columns = ("ordered", "delivered", "delivered_short", "returned", "short", "open")
    print(" " * 10 + "".join(f"{column:>17}" for column in columns))
    for name in ("total", "bags"):
        print(f"{name:10}" + "".join(f"{result[name][column]:17}" for column in columns))
    if "money" in result:
        _print_money(result["money"]["fen"], result["phone"])
    print("balanced" if result["balanced"] else "NOT balanced")


def _print_money(accounts: dict[str, int], phone: dict[str, Any]) -> None:
    """Each account in yuan, below 0 what is owed; they add up to zero."""
    print("\nmoney, in yuan")
    for name, fen in [*accounts.items(), ("sum", sum(accounts.values()))]:
        print(f"{name:12}{fen / 100:15.2f}")
    paid, back = phone["paid_fen"] / 100, phone["refunded_fen"] / 100
    print(f"by phone: {phone['payments']} payments of {paid:.2f},", end=" ")
    print(f"{phone['refunds']} refunds of {back:.2f}, {phone['given_up']} given up;", end=" ")
    print("the provider agrees" if phone["agrees"] else "the provider does NOT agree")
