"""Every address of the site and who it is for, read from the URL configuration itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """A named address; ``roles`` is None where no role is asked for (residents, sign-in)."""

    name: str
    parameters: tuple[str, ...]
    roles: frozenset[str] | None


def addresses() -> list[Address]:
    """All named addresses, in the order in which they are matched."""
    return list(_walk(get_resolver().url_patterns, namespace=""))


def _walk(patterns: Iterable[URLPattern | URLResolver], *, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, namespace=inner)
        elif pattern.name:
            yield Address(
                name=f"{namespace}{pattern.name}",
                parameters=tuple(pattern.pattern.converters),
                roles=getattr(pattern.callback, "roles", None),
            )
