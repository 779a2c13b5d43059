"""Where everything stands on a slip, in millimetres from its upper left corner.

The sheet is printed by these figures, and the reader of photos looks there. In three corners a
small QR code says which slip and corner it is; in the fourth stands the code that opens its page.
"""

from dataclasses import dataclass

EDGE = 9.0
MARK_SIDE = 13.0
CODE_SIDE = 30.0
TICK_SIDE = 9.0
NUMBER_WIDTH, NUMBER_HEIGHT = 24.0, 9.0
MARKS = (1, 2, 3)  # upper left, lower left, lower right


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Clockwise from the upper left one."""
        right, low = self.x + self.width, self.y + self.height
        return (self.x, self.y), (right, self.y), (right, low), (self.x, low)

    @property
    def center(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A slip's size, and ``rows`` of packages from ``top`` on, each ``row_height`` high."""

    letter: str
    width: float
    height: float
    rows: int
    row_height: float
    top: float = 47.0

    def mark(self, corner: int) -> Box:
        """The small QR code of a corner, with its quiet zone."""
        x = self.width - EDGE - MARK_SIDE if corner == 3 else EDGE
        y = EDGE if corner == 1 else self.height - EDGE - MARK_SIDE
        return Box(x, y, MARK_SIDE, MARK_SIDE)

    @property
    def code(self) -> Box:
        """The QR code that opens the slip's page."""
        return Box(self.width - EDGE - CODE_SIDE, EDGE, CODE_SIDE, CODE_SIDE)

    def tick(self, row: int) -> Box:
        """The box to tick of a row, counted from 0."""
        return Box(EDGE + 2, self._middle(row) - TICK_SIDE / 2, TICK_SIDE, TICK_SIDE)

    def number(self, row: int) -> Box:
        """Where more than one of a row's package is written."""
        x = self.width - EDGE - 2 - NUMBER_WIDTH
        return Box(x, self._middle(row) - NUMBER_HEIGHT / 2, NUMBER_WIDTH, NUMBER_HEIGHT)

    def _middle(self, row: int) -> float:
        return self.top + (row + 0.5) * self.row_height

    def pages(self, packages: int) -> int:
        """How many of these pages so many packages take."""
        return max(-(-packages // self.rows), 1)


HALF = Layout("H", width=210.0, height=148.5, rows=6, row_height=12.4)
FULL = Layout("F", width=210.0, height=297.0, rows=15, row_height=14.6)
LAYOUTS = {layout.letter: layout for layout in (HALF, FULL)}


def fitting_layout(packages: int) -> Layout:
    """Half a sheet of A4 where the packages fit on it, else as many whole ones as it takes."""
    return HALF if packages <= HALF.rows else FULL


def mark_texts(code: str, *, layout: Layout, page: int) -> list[str]:
    """What the small QR codes say, in the order of ``MARKS``; ``page`` counts from 1."""
    return [f"{code}/{corner}{layout.letter}{page}" for corner in MARKS]


def read_mark(text: str) -> tuple[str, int, Layout, int] | None:
    """(code, corner, layout, page) of a small QR code; None for any other."""
    code, _, rest = text.partition("/")
    if len(rest) < 3 or rest[1] not in LAYOUTS or not rest.isascii():
        return None
    if rest[0] not in "123" or not rest[2:].isdecimal() or len(rest) > 5:
        return None
    return code, int(rest[0]), LAYOUTS[rest[1]], int(rest[2:])
