"""Typed readers of environment variables; each names variable and cure when it is wrong."""

import os
import secrets
from datetime import time
from pathlib import Path


class BadSetting(SystemExit):
    """An environment variable that cannot be used; ends the program with one sentence."""

    def __init__(self, name: str, value: str, cure: str) -> None:
        super().__init__(f"baogong: {name}={value!r} cannot be used: {cure}")


def text(name: str, *, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise BadSetting(name, value, "say 1 or 0")
    return default


def number(name: str, *, default: int, least: int = 1) -> int:
    value = text(name, default=str(default))
    if not value.isdecimal() or int(value) < least:
        raise BadSetting(name, value, f"say a whole number from {least}")
    return int(value)


def words(name: str, *, default: list[str]) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def clock(name: str, *, default: str) -> time:
    value = text(name) or default
    try:
        return time.fromisoformat(value)
    except ValueError:
        raise BadSetting(name, value, "say a time of day, such as 03:30") from None


def folder(name: str, *, default: Path) -> Path:
    path = Path(text(name) or default).expanduser()
    if not path.is_absolute():
        path = Path.cwd() / path
    if path.exists() and not path.is_dir():
        raise BadSetting(name, str(path), "it is a file; name a folder")
    return path


def secret(name: str, *, file: Path) -> str:
    """The value of ``name``, else the content of ``file``, which is made at first use (0600)."""
    if value := text(name):
        if len(value) < 32:
            raise BadSetting(name, "***", "a secret needs at least 32 characters")
        return value
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    value = file.read_text().strip()
    if len(value) < 32:
        raise BadSetting(name, "***", f"{file} is empty or cut short; restore it from a backup")
    return value
