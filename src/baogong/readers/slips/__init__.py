"""Paper order slips: where everything stands on them, and what was ticked on a photo of them."""

from baogong.readers.slips.ink import Tick
from baogong.readers.slips.layout import FULL, HALF, MARKS, Box, Layout, fitting_layout, mark_texts
from baogong.readers.slips.photo import PhotoRead, SlipPicture, read_slips

__all__ = [
    "FULL",
    "HALF",
    "MARKS",
    "Box",
    "Layout",
    "PhotoRead",
    "SlipPicture",
    "Tick",
    "fitting_layout",
    "mark_texts",
    "read_slips",
]
