"""What was ticked on a photo or scan of slips. A person looks at each picture before it counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import zxingcpp
from PIL import Image

from baogong.readers.photos import jpeg
from baogong.readers.scans import PATIENCE_SECONDS, scanned_pages
from baogong.readers.slips.ink import PER_MM, Tick, ticks_on
from baogong.readers.slips.layout import MARK_SIDE, Box, Layout, read_mark
from baogong.readers.slips.plane import (
    Crumpled,
    Pair,
    Perspective,
    Point,
    perspective,
    photographed,
    scaled,
)
from baogong.values.codes import BadCode, read_code

LONGEST_SIDE = 3600  # a scan of two slips at 300 dots per inch
SHOWN_WIDTH = 760
QUIET_SHARE = 4 / 29  # of a small code's side; the rest is the code
FEWEST_CORNERS = 3
FARTHEST_MM = 1.2  # a corner that lies farther from its place makes the sheet crumpled


@dataclass(frozen=True, slots=True)
class SlipPicture:
    """A slip that was found: one for each row of its page, and it flat and upright as a JPEG."""

    code: str
    page: int
    ticks: tuple[Tick, ...]
    jpeg: bytes


@dataclass(frozen=True, slots=True)
class PhotoRead:
    """The slips of a photo; ``unread``: codes that were seen, but not enough of their corners."""

    slips: tuple[SlipPicture, ...]
    unread: tuple[str, ...]


@dataclass(slots=True)
class _Seen:
    """What of a slip was found on a photo: its corners, each with what lies where."""

    layout: Layout
    corners: int = 0
    pairs: list[Pair] = field(default_factory=list)


def read_slips(
    upload: bytes, *, most_pages: int = 1, seconds: float = PATIENCE_SECONDS
) -> list[PhotoRead]:
    """Every slip on a photo or on a scan, by page; ``seconds`` are those of a PDF. Raises
    UnreadablePhoto, of which ScanLocked, ScanTooSlow and TooManyPages are kinds."""
    pages = scanned_pages(upload, most=most_pages, longest_side=LONGEST_SIDE, seconds=seconds)
    return [_read(page.convert("L")) for page in pages]


def _read(photo: Image.Image) -> PhotoRead:
    found = _seen(zxingcpp.read_barcodes(photo, formats=zxingcpp.BarcodeFormats(zxingcpp.QRCode)))
    slips, unread = [], []
    for (code, page), seen in found.items():
        try:
            slips.append(_picture(photo, code, page, seen))
        except Crumpled:
            unread.append(code)
    return PhotoRead(tuple(slips), tuple(dict.fromkeys(unread)))


def _seen(barcodes: Sequence[zxingcpp.Barcode]) -> dict[tuple[str, int], _Seen]:
    """By code and page. The large code of a slip says no page; it counts where one was seen."""
    found: dict[tuple[str, int], _Seen] = {}
    large: dict[str, list[Point]] = defaultdict(list)
    for barcode in barcodes:
        if mark := read_mark(barcode.text):
            code, corner, layout, page = mark
            seen = found.setdefault((code, page), _Seen(layout))
            seen.corners += 1
            seen.pairs += _mark_pairs(barcode, layout.mark(corner))
        elif code := _code(barcode.text):
            large[code].append(_middle(_corners(barcode)))
    for (code, _page), seen in found.items():
        if len(large[code]) == 1 and sum(other == code for other, _ in found) == 1:
            seen.corners += 1
            seen.pairs.append((seen.layout.code.center, large[code][0]))
    return found


def _mark_pairs(barcode: zxingcpp.Barcode, box: Box) -> list[Pair]:
    quiet = MARK_SIDE * QUIET_SHARE
    inner = Box(box.x + quiet, box.y + quiet, box.width - 2 * quiet, box.height - 2 * quiet)
    return list(zip(inner.corners, _corners(barcode), strict=True))


def _corners(barcode: zxingcpp.Barcode) -> list[Point]:
    at = barcode.position
    corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    return [(float(corner.x), float(corner.y)) for corner in corners]


def _middle(corners: Sequence[Point]) -> Point:
    """Where the diagonals cross: the middle of a square, seen from any side."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    across, down = (cx - ax, cy - ay), (dx - bx, dy - by)
    area = across[0] * down[1] - across[1] * down[0]
    if not area:
        return ax, ay
    share = ((bx - ax) * down[1] - (by - ay) * down[0]) / area
    return ax + share * across[0], ay + share * across[1]


def _code(text: str) -> str:
    try:
        return read_code(text)
    except BadCode:
        return ""


def _picture(photo: Image.Image, code: str, page: int, seen: _Seen) -> SlipPicture:
    """Raises Crumpled."""
    if seen.corners < FEWEST_CORNERS:
        raise Crumpled
    through = perspective(seen.pairs)
    _check_flat(seen, through)
    layout = seen.layout
    size = round(layout.width * PER_MM), round(layout.height * PER_MM)
    flat = photo.transform(
        size,
        Image.Transform.PERSPECTIVE,
        scaled(through, PER_MM),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )
    ticks = ticks_on(flat, layout)
    flat.thumbnail((SHOWN_WIDTH, SHOWN_WIDTH * 2))
    return SlipPicture(code, page, ticks, jpeg(flat))


def _check_flat(seen: _Seen, through: Perspective) -> None:
    """Raises Crumpled when a corner lies far from where the others say."""
    for place, there in seen.pairs:
        u, v = photographed(place, through)
        x, y = photographed((place[0] + 1, place[1]), through)
        a_mm = max(((x - u) ** 2 + (y - v) ** 2) ** 0.5, 0.1)
        off = ((there[0] - u) ** 2 + (there[1] - v) ** 2) ** 0.5
        if off / a_mm > FARTHEST_MM:
            raise Crumpled
