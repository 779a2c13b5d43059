"""Why a line must be looked at, in words, and the doors that one may tap."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from baogong.apps.ordering.errors import AlreadyOrdered, kept_error
from baogong.apps.ordering.queries import DoorEntered, OfferRow, ReadLineRow
from baogong.values.codes import group
from baogong.web.components.asks import asked_for
from baogong.web.components.chat import in_parts
from baogong.web.refusals import refusal_text

MOST_NAMED, MOST_TAPPED = 5, 4
NOT_WHOLE = "not_whole"


def reasons_of(
    row: ReadLineRow, *, words: Mapping[str, Any], of_doors: Collection[str]
) -> list[tuple[str, Sequence[str]]]:
    """(why in words, doors to tap) for each reason that a line waits.

    ``words``: by the reader's code, with ``unread`` for all others; ``of_doors``: codes whose
    candidates are doors. Where a good comes to no whole packages a door alone settles nothing.
    """
    if any(reason["code"] == NOT_WHOLE for reason in row.reasons):
        of_doors = ()
    return [
        (
            _reason(reason, words),
            reason["candidates"][:MOST_TAPPED] if reason["code"] in of_doors else (),
        )
        for reason in row.reasons
    ]


def confirmation(doors: Sequence[DoorEntered], *, offer: OfferRow) -> list[str]:
    """Who has what and who asks for what, door by door, as messages to paste into the chat; none
    before anything is entered."""
    if not doors:
        return []
    head = _("%(round)s: entered for %(n)s doors. Tell us if yours is not right.")
    lines = [f"{door.door} {_door_text(door)}" for door in doors]
    told = {"round": offer.title, "n": len(lines)}
    return in_parts(head % told, [*lines, *_asked_for(doors, offer)])


def asks_entered(count: int) -> str:
    """What to say of doors that asked for something and did not order it."""
    return ngettext(
        "%(n)s of them asks for something that is not ordered yet, under the number below.",
        "%(n)s of them ask for something that is not ordered yet, under the numbers below.",
        count,
    ) % {"n": count}


def _door_text(door: DoorEntered) -> str:
    asked = [
        _("asks for %(packages)s (number %(number)s)")
        % {"packages": _packages(ask.packages), "number": group(ask.number)}
        for ask in door.asks
    ]
    ordered = [_packages(door.packages)] if door.packages else []
    return _("; ").join([*ordered, *asked]) or _("cancelled")


def _packages(packages: Iterable[tuple[str, int]]) -> str:
    return pgettext("between packages", ", ").join(f"{name}×{n}" for name, n in packages)


def _asked_for(doors: Iterable[DoorEntered], offer: OfferRow) -> Iterator[str]:
    """That it is no order yet, and how it is given out."""
    names = {name for door in doors for ask in door.asks for name, _n in ask.packages}
    if names:
        yield _("What you asked for is not ordered yet. What you got stands under your number.")
    for name, text in asked_for(offer).values():
        if name in names:
            yield f"{name} {text}"


def _reason(reason: dict[str, Any], words: Mapping[str, Any]) -> str:
    if "refused" in reason:
        refusal = kept_error(**reason)
        if isinstance(refusal, AlreadyOrdered):
            return _("This door has ordered elsewhere: %(numbers)s.") % refusal.data
        return refusal_text(refusal)
    named = pgettext("between packages", ", ").join(reason["candidates"][:MOST_NAMED])
    return str(words.get(reason["code"], words["unread"])) % (reason | {"candidates": named})
