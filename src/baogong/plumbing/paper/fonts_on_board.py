"""The two fonts that ship with the package; those of the system are never looked at."""

from functools import cache
from pathlib import Path

import typst

FAMILY = "Noto Sans SC"
WEIGHTS = (400, 700)
FOLDER = Path(__file__).resolve().parent / "fonts"


class FontsMissing(RuntimeError):
    """A font file is not in the installation; Typst alone would print without it."""


@cache
def paper_fonts(folder: Path = FOLDER) -> typst.Fonts:
    """Noto Sans SC, regular and bold. Raises FontsMissing."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    found = {font.weight for font in fonts.fonts() if font.family == FAMILY}
    if missing := [str(weight) for weight in WEIGHTS if weight not in found]:
        raise FontsMissing(
            f"{FAMILY} of weight {', '.join(missing)} is not in {folder}. "
            "Run 'make setup' or install the package again."
        )
    return fonts
