"""The address under which residents reach an installation; every QR code begins with it."""

import ipaddress
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlsplit

LONGEST = 120


@dataclass(frozen=True, slots=True)
class PublicUrl:
    """``text`` without a slash at its end. ``secure``: browsers give it camera and offline pages.
    ``local``: phones on mobile data cannot reach it."""

    text: str
    secure: bool
    local: bool


def read_public_url(text: str) -> PublicUrl:
    """``"https://bao.example.org/"`` -> its parts.

    Raises ValueError unless it is scheme and host only.
    """
    typed = unicodedata.normalize("NFKC", text).strip().rstrip("/")
    parts = urlsplit(typed)
    host, _port = parts.hostname or "", parts.port
    if parts.scheme not in {"http", "https"} or not _is_host(host) or len(typed) > LONGEST:
        raise ValueError(text)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(text)
    loopback = host == "localhost" or host.startswith("127.")
    return PublicUrl(
        text=f"{parts.scheme}://{parts.netloc.lower()}",
        secure=parts.scheme == "https" or loopback,
        local=loopback or _is_private(host) or "." not in host or host.endswith(".local"),
    )


def _is_host(host: str) -> bool:
    return bool(host) and all(part and part.replace("-", "").isalnum() for part in host.split("."))


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
