"""The ``baogong`` command. Each subcommand is a module here with ``add_arguments`` and ``run``."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from baogong.plumbing.processes.folder import CannotRun, become_owner, data_dir


@dataclass(frozen=True, slots=True)
class Command:
    """A subcommand; its module is imported when it is chosen, after Django if it needs Django."""

    name: str
    help: str
    needs_django: bool = True

    def load(self) -> ModuleType:
        become_owner(data_dir())
        os.umask(0o077)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "baogong.config.settings")
        if self.needs_django:
            import_module("django").setup()
        return import_module(f"baogong.cli.{self.name}")


COMMANDS = (
    Command(
        "serve", "run Baogong: database, web, jobs and sweeps on one port", needs_django=False
    ),
    Command("demo", "serve a town with a supply day under way, made at the first start"),
    Command("backup", "write an encrypted backup"),
    Command("restore", "bring an empty installation to the state of a backup"),
    Command("staff", "help an account whose owner cannot sign in any more"),
    Command("bench", "measure, and compare with the limit", needs_django=False),
    Command("roster", "read a roster of households and print what it says", needs_django=False),
    Command("orders", "read an export of orders and print what it says", needs_django=False),
    Command("chain", "read a pasted chain of orders and print what it says", needs_django=False),
    Command(
        "shortage", "compute again how a short good was divided, from its log", needs_django=False
    ),
    Command("play", "play a story from beginning to end on an empty database", needs_django=False),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run a subcommand and return its exit code; what it cannot do it says in one sentence."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = parser(chosen=words[0] if words else "").parse_args(words)
        return int(arguments.run(arguments) or 0)
    except CannotRun as error:
        print(f"baogong: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output has had enough of it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def parser(*, chosen: str) -> argparse.ArgumentParser:
    """The command line; only the chosen subcommand's own arguments are known."""
    root = argparse.ArgumentParser(prog="baogong", description="Keeps a neighbourhood supplied.")
    subparsers = root.add_subparsers(required=True, metavar="command")
    for command in COMMANDS:
        sub = subparsers.add_parser(command.name, help=command.help, description=command.help)
        if command.name == chosen:
            module = command.load()
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return root


if __name__ == "__main__":
    sys.exit(main())
