"""Pure decisions about packages and their prices."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from baogong.apps.catalog.enums import Part, SoldBy, Unit
from baogong.apps.catalog.errors import (
    BadPackage,
    IncompletePackage,
    NotPublished,
    OwnPrice,
    PriceReasonMissing,
    PriceWaiting,
    SamePrice,
    TooLight,
)
from baogong.values.quantity import GRAMS_PER_JIN, Amount


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that a package lacks; ``sku`` and ``good`` name the good that lacks a quantity."""

    part: Part
    sku: str = ""
    good: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """Grams that a package promises, and grams that its contents come to."""

    stated: int
    contents: int


def is_counted_well(unit: str, held: Sequence[tuple[str, int]]) -> bool:
    """Whether what is ordered by the jin holds a jin of one good, or a part that makes one.

    ``held``: how each good of it is sold, and its quantity.
    """
    in_one = held[0][1] if len(held) == 1 and held[0][0] == SoldBy.GRAM else 0
    return unit != Unit.JIN or bool(in_one and not GRAMS_PER_JIN % in_one)


def check_draft(name: str, numbers: Iterable[int]) -> None:
    """A draft may have gaps, but it has a name. Raises BadPackage."""
    if not name or any(number < 0 for number in numbers):
        raise BadPackage


def check_publishable(
    name: str, missing: Sequence[Missing], weighed: Weighed, *, percent: int, reason: str
) -> None:
    """``percent``: how much less than stated it may be. Raises IncompletePackage or TooLight."""
    if missing:
        raise IncompletePackage(name=name, missing=missing)
    if is_light(weighed, percent=percent) and not reason:
        raise TooLight(
            contents=Amount(weighed.contents, SoldBy.GRAM),
            stated=Amount(weighed.stated, SoldBy.GRAM),
            percent=percent,
        )


def is_light(weighed: Weighed, *, percent: int) -> bool:
    """Whether the contents weigh less than stated by more than ``percent``."""
    return weighed.contents * 100 < weighed.stated * (100 - percent)


def check_published(name: str, *, published: bool) -> None:
    """Raises NotPublished."""
    if not published:
        raise NotPublished(name=name)


def check_nothing_waits(name: str, *, waits: bool) -> None:
    """Raises PriceWaiting."""
    if waits:
        raise PriceWaiting(name=name)


def check_new_price(before_fen: int, after_fen: int, *, reason: str) -> None:
    """Raises SamePrice or PriceReasonMissing."""
    if after_fen == before_fen:
        raise SamePrice
    if not reason:
        raise PriceReasonMissing


def check_may_approve(*, asker_id: int, actor_id: int) -> None:
    """Raises OwnPrice."""
    if asker_id == actor_id:
        raise OwnPrice
