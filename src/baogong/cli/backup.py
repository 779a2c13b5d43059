"""``baogong backup``."""

import argparse
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from baogong.cli import database
from baogong.plumbing.backup.keys import configured_secret, key_file_secret
from baogong.plumbing.backup.make import back_up, backup_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FILE", help="where to (default: backups/)")
    parser.add_argument("--key", type=Path, metavar="FILE", help="key file to seal it with")


def run(options: argparse.Namespace) -> int:
    now = timezone.now()
    path = options.to or backup_path("manual", now=now)
    secret = key_file_secret(options.key) if options.key else configured_secret(settings.DATA_DIR)
    with database.available(migrate=False):
        back_up(path.absolute(), secret=secret, now=now)
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")
    return 0
