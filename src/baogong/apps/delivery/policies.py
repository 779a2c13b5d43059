"""Pure decisions about who may carry what, how far, and who is called when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

from baogong.apps.control.enums import MovementRule, ZoneLevel
from baogong.apps.delivery.enums import Mode
from baogong.apps.delivery.errors import DeliveryError, OtherGrid, OutsideGrid
from baogong.apps.places.queries import GridRow


@dataclass(frozen=True, slots=True)
class Border:
    """Why an officer may not carry a crate: its grid is closed, and is none of their ``own``.

    ``points``: the names of the sites at which it can be handed over.
    """

    grid: GridRow
    own: tuple[GridRow, ...]
    points: tuple[str, ...]

    @property
    def refusal(self) -> DeliveryError:
        where = f" ({', '.join(self.points)})" if self.points else ""
        if not self.own:
            return OutsideGrid(grid=self.grid.label, points=where)
        own = ", ".join(grid.label for grid in self.own)
        return OtherGrid(own=own, grid=self.grid.label, points=where)


def mode_under(mode: Mode, *, level: ZoneLevel, rule: MovementRule) -> Mode:
    """The decided mode, or one nearer to the door: nobody is called to where they may not go."""
    if level is ZoneLevel.LOCKDOWN or rule is MovementRule.STAY_IN_HOME:
        return Mode.DOOR
    if mode is Mode.POINT and rule is MovementRule.STAY_IN_BUILDING:
        return Mode.ENTRANCE
    return mode


def fill_slots(taken: Sequence[int], *, wanted: int, size: int) -> Iterator[int]:
    """The slot of one household after another, the first slots first and ``size`` in each.

    In more than ``size`` where the ``wanted`` households would not find room otherwise; none
    without slots. ``taken``: how many each slot has already.
    """
    while taken and sum(max(size - called, 0) for called in taken) < wanted:
        size += 1
    return chain.from_iterable(repeat(slot, size - called) for slot, called in enumerate(taken))
