"""``baogong restore``."""

import argparse
import getpass
import os
import sys
from pathlib import Path

from django.conf import settings

from baogong.cli import database
from baogong.plumbing.backup.keys import configured_secret, key_file_secret, passphrase_secret
from baogong.plumbing.backup.restore import restore
from baogong.plumbing.backup.sealing import Kind, Secret, kind_of
from baogong.plumbing.processes.folder import CannotRun, is_running
from baogong.plumbing.processes.prepare import upgrade_database
from baogong.plumbing.statistics import refresh_statistics


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a backup")
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key file that opens it")


def run(options: argparse.Namespace) -> int:
    if is_running(Path(settings.DATA_DIR)):
        raise CannotRun("Baogong runs on this data folder: stop it, then restore")
    secret = secret_for(options.file, key=options.key)
    with database.available(migrate=False):
        restore(options.file, secret=secret)
        upgrade_database()
        refresh_statistics()
    print("Restored. Start it with: baogong serve")
    return 0


def secret_for(source: Path, *, key: Path | None) -> Secret:
    """The key file or passphrase that this backup asks for. Raises CannotRun."""
    try:
        with source.open("rb") as file:
            kind = kind_of(file)
    except OSError as error:
        raise CannotRun(f"{source} cannot be read: {error.strerror}") from error
    if key:
        return key_file_secret(key)
    asks = kind is Kind.PASSPHRASE and not os.environ.get("BAOGONG_BACKUP_PASSPHRASE")
    if asks and sys.stdin.isatty():
        return passphrase_secret(getpass.getpass("Passphrase of the backup: "))
    return configured_secret(Path(settings.DATA_DIR))
