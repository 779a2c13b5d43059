"""Waves, bags and crates, what is weighed, and how what came short was divided."""

from baogong.apps.sorting.models.bag import Bag, BagLine, ShortLine
from baogong.apps.sorting.models.crate import Crate, CrateUnit
from baogong.apps.sorting.models.shortage import Cut, Share, Shortage
from baogong.apps.sorting.models.wave import Wave
from baogong.apps.sorting.models.weighing import WeighedLine, Weighing, WeightConsent

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
    "WeighedLine",
    "Weighing",
    "WeightConsent",
]
