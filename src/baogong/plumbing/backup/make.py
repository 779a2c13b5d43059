"""Write one backup: the database, the secret key and the uploaded files."""

import json
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import IO, cast

from django.conf import settings

from baogong.plumbing.backup.dump import dump_database
from baogong.plumbing.backup.sealing import SealedWriter, Secret

SUFFIX = ".baogong"
ABANDONED_SECONDS = 3 * 3600


def backups_dir() -> Path:
    return Path(settings.DATA_DIR) / "backups"


def backup_path(occasion: str, *, now: datetime) -> Path:
    """Where a backup of this occasion (``nightly``, ``before-upgrade``) goes."""
    return backups_dir() / f"{occasion}-{now:%Y%m%dT%H%M%SZ}{SUFFIX}"


def back_up(to: Path, *, secret: Secret, now: datetime) -> None:
    """Write an encrypted backup to ``to``; the file appears when it is complete and on disk.

    Raises CannotRun when the database cannot be dumped.
    """
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=to.parent, prefix=".", delete=False) as draft:
        try:
            writer = SealedWriter(draft, secret=secret)
            with tarfile.open(fileobj=cast("IO[bytes]", writer), mode="w|gz") as archive:
                _fill(archive, now=now)
            writer.close()
            draft.flush()
            os.fsync(draft.fileno())
        except BaseException:
            Path(draft.name).unlink()
            raise
    Path(draft.name).replace(to)


def _fill(archive: tarfile.TarFile, *, now: datetime) -> None:
    _add(archive, "manifest.json", json.dumps(_manifest(now), indent=1).encode())
    _add(archive, "secret.key", settings.SECRET_KEY.encode())
    with plain_text_folder("dump") as folder:
        script = folder / "database.sql"
        dump_database(script)
        archive.add(script, arcname=script.name)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*")):
        if path.is_file() and not path.is_symlink():
            archive.add(path, arcname=f"media/{path.relative_to(media)}", recursive=False)


@contextmanager
def plain_text_folder(purpose: str) -> Iterator[Path]:
    """A folder that goes away afterwards; those that a kill left behind go with it."""
    data_dir = Path(settings.DATA_DIR)
    for old in data_dir.glob(f"{purpose}-*"):
        if time.time() - old.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(old)
    with tempfile.TemporaryDirectory(dir=data_dir, prefix=f"{purpose}-") as folder:
        yield Path(folder)


def _manifest(now: datetime) -> dict[str, object]:
    return {
        "format": 1,
        "baogong": version("baogong"),
        "made_at": now.isoformat(),
    }


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, BytesIO(content))
