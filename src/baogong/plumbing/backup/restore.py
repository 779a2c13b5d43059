"""Bring an empty installation to the state of a backup, wholly or not at all."""

import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from django.conf import settings
from django.db import connection

from baogong.plumbing.backup.dump import load_database, tables_with_data
from baogong.plumbing.backup.make import plain_text_folder
from baogong.plumbing.backup.sealing import SealedReader, Secret
from baogong.plumbing.processes.folder import CannotRun

FORMAT = 1
SINGLE_FILES = {"manifest.json", "secret.key", "database.sql"}
RESTORED_FILES = ("secret.key", "media")


def restore(source: Path, *, secret: Secret) -> None:
    """Restore the backup ``source`` into this installation.

    The whole file is decrypted and authenticated beside the data before anything changes; the
    database changes in one transaction. Raises CannotRun when the installation holds data, the
    secret is wrong, or the file is damaged; then nothing has changed.
    """
    _check_empty()
    with plain_text_folder("restore") as staged:
        _unpack(source, staged, secret=secret)
        _check_manifest(staged)
        connection.close()  # the tables are dropped and made again
        with _files_in_place(staged):
            load_database(staged / "database.sql")


def _check_empty() -> None:
    media = Path(settings.MEDIA_ROOT)
    filled = tables_with_data() + [str(path) for path in media.rglob("*") if path.is_file()]
    if filled:
        raise CannotRun(
            f"this installation already holds data ({', '.join(filled[:3])}): "
            "restore into an empty data folder and database"
        )


def _unpack(source: Path, target: Path, *, secret: Secret) -> None:
    with source.open("rb") as file:
        reader = SealedReader(file, secret=secret)
        try:
            with tarfile.open(fileobj=cast("IO[bytes]", reader), mode="r|gz") as archive:
                for member in archive:
                    _extract(archive, member, target)
        except (tarfile.TarError, EOFError) as error:
            raise CannotRun("the backup is damaged; nothing was changed") from error
        reader.drain()


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    parts = PurePosixPath(member.name).parts
    content = archive.extractfile(member)
    known = member.name in SINGLE_FILES or parts[0] == "media"
    if content is None or ".." in parts or not known:
        raise CannotRun(f"the backup holds {member.name!r}, which a backup never holds")
    path = target.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)


def _check_manifest(staged: Path) -> None:
    missing = [name for name in sorted(SINGLE_FILES) if not (staged / name).is_file()]
    if missing:
        raise CannotRun(f"the backup is not complete: {', '.join(missing)} is missing")
    made_by = json.loads((staged / "manifest.json").read_text())
    if made_by["format"] != FORMAT:
        raise CannotRun(f"the backup was made by Baogong {made_by['baogong']}: install that first")


@contextmanager
def _files_in_place(staged: Path) -> Iterator[None]:
    """Put the key and the uploaded files in place; take them back when the database refuses.

    The empty installation's own key goes aside into the staging folder, to be deleted with it.
    """
    (staged / "media").mkdir(exist_ok=True)
    aside = staged / "before"
    aside.mkdir()
    data_dir = Path(settings.DATA_DIR)
    for name in RESTORED_FILES:
        _move(data_dir / name, aside / name)
        _move(staged / name, data_dir / name)
    try:
        yield
    except BaseException:
        for name in RESTORED_FILES:
            _move(data_dir / name, staged / name)
            _move(aside / name, data_dir / name)
        raise


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.rename(target)
