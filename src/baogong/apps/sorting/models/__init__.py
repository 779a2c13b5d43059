"""Waves, the bags and crates that they make up, and how what came short was divided."""

from baogong.apps.sorting.models.bag import Bag, BagLine, ShortLine
from baogong.apps.sorting.models.crate import Crate, CrateUnit
from baogong.apps.sorting.models.shortage import Cut, Share, Shortage
from baogong.apps.sorting.models.wave import Wave

__all__ = [
    "Bag",
    "BagLine",
    "Crate",
    "CrateUnit",
    "Cut",
    "Share",
    "ShortLine",
    "Shortage",
    "Wave",
]
