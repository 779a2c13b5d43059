"""``baogong staff``: what only whoever owns the machine can do for an account."""

import argparse

from django.utils import timezone

from baogong.apps.accounts.queries import user_named
from baogong.apps.accounts.services import reset_second_factor
from baogong.cli import database
from baogong.plumbing.audit import SYSTEM
from baogong.plumbing.processes.folder import CannotRun


def add_arguments(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(required=True, metavar="act", dest="act")
    reset = acts.add_parser(
        "reset-second-factor",
        help="for the last commander, whose phone and recovery codes are gone",
    )
    reset.add_argument("username", help="the name that they sign in with")


def run(options: argparse.Namespace) -> int:
    """Forget the second factor; the next sign-in sets another one up."""
    with database.available():
        user = user_named(options.username)
        if user is None:
            raise CannotRun(f"nobody signs in as {options.username}")
        if reset_second_factor(user_id=user.pk, actor=SYSTEM, now=timezone.now()):
            print(f"{user.username} sets up a second factor at the next sign-in.")
        else:
            print(f"{user.username} has no second factor. Nothing was changed.")
    return 0
