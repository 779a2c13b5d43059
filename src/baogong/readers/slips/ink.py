"""What is drawn in the boxes of a slip that lies flat: how dark they are, beside their paper."""

from enum import StrEnum
from itertools import accumulate

from PIL import Image, ImageChops, ImageFilter

from baogong.readers.slips.layout import Box, Layout

PER_MM = 8  # pixels of the flat picture
AROUND_MM = 2.2  # how far a box may lie from its place where the paper bends
INSET_MM = 1.0  # what is left off inside a frame
FRAME_SEEN = 0.45  # of each side of a frame
WIDEST_STROKE_MM = 2.2
PAPER = 0.75  # darker than this share of the paper around it is ink
BLOT = 0.75  # a box so much darker than what is around it is filled in or struck out
NOTHING, SOMETHING, MOST = 0.012, 0.03, 0.5  # shares of a box


class Tick(StrEnum):
    """What a row of a slip says. A written number is for a person to read, as is any doubt."""

    EMPTY = "empty"
    ONE = "one"
    NUMBER = "number"
    DOUBT = "doubt"


def ticks_on(flat: Image.Image, layout: Layout) -> tuple[Tick, ...]:
    """One for each row that the layout has room for; a row without boxes is in doubt."""
    return tuple(_tick(flat, layout, row) for row in range(layout.rows))


def _tick(flat: Image.Image, layout: Layout, row: int) -> Tick:
    ticked, written = _ink(flat, layout.tick(row)), _ink(flat, layout.number(row))
    if ticked is None or written is None:
        return Tick.DOUBT
    if written > SOMETHING / 2:
        return Tick.NUMBER
    if ticked < NOTHING and written < NOTHING / 2:
        return Tick.EMPTY
    if SOMETHING <= ticked < MOST and written < NOTHING / 2:
        return Tick.ONE
    return Tick.DOUBT


def _ink(flat: Image.Image, box: Box) -> float | None:
    """The share of a box that is drawn upon; None where no frame is seen, or a blot fills it."""
    part = flat.crop(_pixels(box, AROUND_MM))
    dark = _strokes(part)
    margin, width, height = (round(mm * PER_MM) for mm in (AROUND_MM, box.width, box.height))
    columns = _shares(dark.crop((0, margin, dark.width, margin + height)), across=True)
    rows = _shares(dark.crop((margin, 0, margin + width, dark.height)), across=False)
    left, seen_across = _frame(columns, width, margin)
    top, seen_down = _frame(rows, height, margin)
    if min(seen_across, seen_down) < FRAME_SEEN:
        return None
    inset = round(INSET_MM * PER_MM)
    inner = (left + inset, top + inset, left + width - inset, top + height - inset)
    if _median(part.crop(inner)) < _median(part) * BLOT:
        return None
    inside = dark.crop(inner)
    return inside.histogram()[255] / (inside.width * inside.height)


def _median(part: Image.Image) -> int:
    half = part.width * part.height / 2
    return next(grey for grey, sofar in enumerate(accumulate(part.histogram())) if sofar >= half)


def _frame(shares: list[float], side: int, margin: int) -> tuple[int, float]:
    """Where two lines ``side`` apart are darkest, and how dark the paler one is."""
    best = max(
        range(2 * margin - 1),
        key=lambda start: min(_line(shares, start), _line(shares, start + side)),
    )
    return best, min(_line(shares, best), _line(shares, best + side))


def _line(shares: list[float], at: int) -> float:
    return max(shares[max(at - 2, 0) : at + 3], default=0.0)


def _shares(dark: Image.Image, *, across: bool) -> list[float]:
    """How much of each column (or row) is ink."""
    size = (dark.width, 1) if across else (1, dark.height)
    return [value / 255 for value in dark.resize(size, Image.Resampling.BOX).tobytes()]


def _strokes(part: Image.Image) -> Image.Image:
    """Ink is 255, all else 0: what is darker than the paper on both of its sides.

    So the edge of a shadow is no ink.
    """
    small = part.reduce(2)
    around = round(WIDEST_STROKE_MM * PER_MM / 2) | 1
    paper = small.filter(ImageFilter.MaxFilter(around)).filter(ImageFilter.MinFilter(around))
    bound = paper.resize(part.size, Image.Resampling.BILINEAR).point(lambda grey: grey * PAPER)
    return ImageChops.subtract(bound, part).point(lambda darker: 255 if darker else 0)


def _pixels(box: Box, around: float) -> tuple[int, int, int, int]:
    return (
        round((box.x - around) * PER_MM),
        round((box.y - around) * PER_MM),
        round((box.x + box.width + around) * PER_MM),
        round((box.y + box.height + around) * PER_MM),
    )
