"""Upward talk: a lower app publishes a fact, apps above it handle it in the same transaction.

An app subscribes in its ``handlers`` module, which is imported at start. A handler touches its own
app only; what takes longer than 50 ms it defers as a job keyed by the event's id.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

from baogong.plumbing.models import Event

EventT = TypeVar("EventT")
Handler = Callable[[Any, int], None]

_handlers: dict[type, list[Handler]] = defaultdict(list)


def handles(event_type: type[EventT]) -> Callable[[Callable[[EventT, int], None]], Handler]:
    """Register a handler, called with the event and its id."""

    def register(handler: Callable[[EventT, int], None]) -> Handler:
        _handlers[event_type].append(handler)
        return handler

    return register


def publish(fact: Any) -> int:
    """Write a frozen dataclass of ids down and hand it to its handlers; return the event's id."""
    row = Event.objects.create(name=type(fact).__name__, data=asdict(fact))
    for handler in _handlers[type(fact)]:
        handler(fact, row.pk)
    return row.pk
