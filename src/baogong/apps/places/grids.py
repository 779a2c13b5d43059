"""How grids are numbered. No building is called "@g3": grids share the level below the estate."""

from baogong.apps.places.models import Place

GRID_CODE = "@g"


def grid_number(grid: Place) -> int:
    return int(grid.code.removeprefix(GRID_CODE))
