"""Django's DATABASES entry for a DATABASE_URL or for the embedded cluster of a data folder."""

import hashlib
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

DATABASE_NAME = "baogong"
DATABASE_USER = "baogong"
SOCKET_PATH_LIMIT = 90  # sun_path holds 107 bytes, of which "/.s.PGSQL.5432" takes 15


def socket_dir(data_dir: Path) -> Path:
    """Where the embedded cluster of ``data_dir`` listens; short enough for a Unix socket."""
    direct = data_dir / "socket"
    if len(str(direct).encode()) <= SOCKET_PATH_LIMIT:
        return direct
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"baogong-{digest}"


def connection_settings(*, url: str, data_dir: Path, connections: int) -> dict[str, Any]:
    """Settings of the server that ``url`` names, else of the embedded cluster in ``data_dir``.

    ``connections`` is the most that one process opens.

    Raises SystemExit with a sentence when the URL cannot be used.
    """
    shared: dict[str, Any] = {
        "ENGINE": "django.db.backends.postgresql",
        "OPTIONS": {"pool": {"min_size": 1, "max_size": connections, "timeout": 10}},
        "CONN_HEALTH_CHECKS": True,  # a pooled connection survives no restart of the server
    }
    if not url:
        return shared | {
            "NAME": DATABASE_NAME,
            "USER": DATABASE_USER,
            "HOST": str(socket_dir(data_dir)),
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise SystemExit(
            "baogong: DATABASE_URL cannot be used: say postgresql://user:password@host:5432/name"
        )
    query = dict(parse_qsl(parts.query))
    return shared | {
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": shared["OPTIONS"] | query,
    }
