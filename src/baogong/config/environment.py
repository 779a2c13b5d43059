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


def private_file(path: Path, *, for_name: str) -> str:
    """The content of a key file that its owner alone can read; ``for_name`` is what needs it."""
    try:
        open_to_others, content = path.stat().st_mode & 0o077, path.read_text().strip()
    except (OSError, ValueError):
        raise BadSetting(for_name, "***", f"{path} is missing or cannot be read") from None
    if open_to_others:
        raise BadSetting(for_name, "***", f"others can read {path}; type chmod 600 {path}")
    if not content:
        raise BadSetting(for_name, "***", f"{path} is empty")
    return content


def wechat_pay(folder: Path) -> dict[str, str] | None:
    """The merchant's account at WeChat Pay: four variables, and the files of ``folder`` under the
    names that WeChat Pay gives them. None where no variable is set."""
    names = {
        "mch_id": "BAOGONG_WECHAT_MCH_ID",
        "app_id": "BAOGONG_WECHAT_APP_ID",
        "serial": "BAOGONG_WECHAT_SERIAL",
        "public_key_id": "BAOGONG_WECHAT_PUBLIC_KEY_ID",
    }
    given = {part: text(name) for part, name in names.items()}
    if not any(given.values()):
        return None
    for part, name in names.items():
        if not given[part]:
            raise BadSetting(name, "", f"set all of {', '.join(names.values())}, or none")
    files = {
        "private_key": "apiclient_key.pem",
        "public_key": "pub_key.pem",
        "api_key": "api_v3_key.txt",
    }
    first = names["mch_id"]
    keys = {part: private_file(folder / file, for_name=first) for part, file in files.items()}
    if len(keys["api_key"].encode()) != 32:
        raise BadSetting(first, "***", f"{folder / files['api_key']} must hold 32 characters")
    gateway = text("BAOGONG_WECHAT_GATEWAY", default="https://api.mch.weixin.qq.com")
    return given | keys | {"gateway": gateway.rstrip("/")}


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
