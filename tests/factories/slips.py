"""Order slips as they come back: ticked by hand, then scanned askew or photographed."""

from io import BytesIO
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from baogong.readers.slips import HALF, Box, Layout, Tick
from baogong.readers.slips.plane import perspective

DPI = 250
PER_MM = DPI / 25.4


def pages_of(pdf: bytes) -> list[Image.Image]:
    """The pages as a printer would put them on paper."""
    return [
        page.render(scale=DPI / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)
    ]


def halves_of(pdf: bytes) -> list[Image.Image]:
    """The slips of half a sheet, cut."""
    cut = round(HALF.height * PER_MM)
    pages = pages_of(pdf)
    return [page.crop((0, top, page.width, top + cut)) for page in pages for top in (0, cut)]


def draw(slip: Image.Image, row: int, mark: str, rng: Random, *, layout: Layout = HALF) -> Tick:
    """Draw a ``mark`` into a row of a slip, never twice alike; what it should be read as."""
    tick, number = layout.tick(row), layout.number(row)
    match mark:
        case "tick":
            _line(slip, tick, [(1.2, 4.5), (3.5, 7.5), (8.2, 1)], rng)
        case "cross":
            _line(slip, tick, [(1, 1), (8, 8)], rng)
            _line(slip, tick, [(8, 1), (1, 8)], rng)
        case "number":
            _line(slip, number, [(9, 2.5), (12, 1.6), (12.5, 3.5), (9, 7), (13.5, 7)], rng)
            return Tick.NUMBER
        case "blot":
            ImageDraw.Draw(slip).rectangle(_corners(tick), fill=40)
            return Tick.DOUBT
    return Tick.ONE if mark in {"tick", "cross"} else Tick.EMPTY


def _corners(box: Box) -> list[tuple[float, float]]:
    first, _, last, _ = box.corners
    return [((x + d) * PER_MM, (y + d) * PER_MM) for (x, y), d in ((first, 1), (last, -1))]


def _line(slip: Image.Image, box: Box, points: list[tuple[float, float]], rng: Random) -> None:
    shaken = [
        (
            (box.x + x + rng.uniform(-0.8, 0.8)) * PER_MM,
            (box.y + y + rng.uniform(-0.8, 0.8)) * PER_MM,
        )
        for x, y in points
    ]
    width = max(round(rng.uniform(0.35, 0.9) * PER_MM), 1)
    ImageDraw.Draw(slip).line(shaken, fill=rng.randint(10, 90), width=width)


def scan(slip: Image.Image, rng: Random) -> bytes:
    """Askew by up to three degrees, a little grey, as JPEG."""
    askew = slip.rotate(rng.uniform(-3, 3), Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    return _jpeg(askew, rng)


def photo(slip: Image.Image, rng: Random) -> bytes:
    """From the side and turned, in uneven light, not quite sharp, as JPEG."""
    wide, high = slip.size
    near, far = (0.0, 0.1), (0.9, 1.0)
    seen = [
        (rng.uniform(*x) * wide, rng.uniform(*y) * high)
        for x, y in ((near, near), (far, near), (far, far), (near, far))
    ]
    flat = [(0, 0), (wide, 0), (wide, high), (0, high)]
    through = perspective(list(zip(seen, flat, strict=True)))
    leaning = slip.transform(
        slip.size, Image.Transform.PERSPECTIVE, through, Image.Resampling.BICUBIC, fillcolor=90
    )
    angle = rng.choice((0, 90, 180, 270)) + rng.uniform(-12, 12)
    turned = leaning.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=80)
    light = (
        Image.linear_gradient("L").resize(turned.size).point(lambda grey: 120 + grey * 135 // 255)
    )
    lit = ImageChops.multiply(turned, light)
    return _jpeg(lit.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.5))), rng)


def saved(pages: list[Image.Image], kind: str, **how) -> bytes:
    """A scanner's file of several pages, PDF or TIFF."""
    first, *others = [page.copy() for page in pages]  # Pillow keeps the format's settings in them
    made = BytesIO()
    first.save(made, kind, save_all=True, append_images=others, **how)
    return made.getvalue()


def _jpeg(picture: Image.Image, rng: Random) -> bytes:
    noise = Image.effect_noise(picture.size, rng.uniform(8, 28))
    made = BytesIO()
    Image.blend(picture, noise, 0.12).save(made, "JPEG", quality=rng.randint(40, 80))
    return made.getvalue()
