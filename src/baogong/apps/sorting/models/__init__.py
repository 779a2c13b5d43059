"""Waves, the bags and crates that they make up, and what is weighed into the bags."""

from baogong.apps.sorting.models.bag import Bag, BagLine, ShortLine
from baogong.apps.sorting.models.crate import Crate, CrateUnit
from baogong.apps.sorting.models.wave import Wave
from baogong.apps.sorting.models.weighing import WeighedLine, Weighing, WeightConsent

__all__ = [
    "Bag",
    "BagLine",
    "Crate",
    "CrateUnit",
    "ShortLine",
    "Wave",
    "WeighedLine",
    "Weighing",
    "WeightConsent",
]
