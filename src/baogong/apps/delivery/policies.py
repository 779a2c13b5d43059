"""Pure decisions about who may carry what."""

from dataclasses import dataclass

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
