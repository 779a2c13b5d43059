"""Which secret seals the backups of this installation."""

import base64
import binascii
import os
import secrets
from pathlib import Path

from baogong.plumbing.backup.sealing import Kind, Secret
from baogong.plumbing.processes.folder import CannotRun

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12


def configured_secret(data_dir: Path) -> Secret:
    """BAOGONG_BACKUP_PASSPHRASE, else the key file (BAOGONG_BACKUP_KEY or ``backup.key``).

    The key file is made when it is missing. Raises CannotRun for one that cannot be used.
    """
    if passphrase := os.environ.get("BAOGONG_BACKUP_PASSPHRASE", ""):
        return passphrase_secret(passphrase)
    path = Path(os.environ.get("BAOGONG_BACKUP_KEY", "").strip() or data_dir / "backup.key")
    if not path.exists():
        make_key(path)
    return key_file_secret(path)


def passphrase_secret(passphrase: str) -> Secret:
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise CannotRun(f"a passphrase for backups needs {SHORTEST_PASSPHRASE} characters")
    return Secret(Kind.PASSPHRASE, passphrase.encode())


def key_file_secret(path: Path) -> Secret:
    try:
        material = base64.b64decode(path.read_text().strip(), validate=True)
    except (OSError, UnicodeDecodeError, binascii.Error) as error:
        raise CannotRun(f"{path} is not a key file for backups") from error
    if len(material) != KEY_BYTES:
        raise CannotRun(f"{path} is not a key file for backups, or it was cut short")
    return Secret(Kind.KEY_FILE, material)


def make_key(path: Path) -> None:
    """Write a new random key, readable by its owner alone. An existing file is never replaced."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(KEY_BYTES)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
