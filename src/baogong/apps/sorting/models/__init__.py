"""Waves, and the bags and crates that they make up."""

from baogong.apps.sorting.models.bag import Bag, BagLine, ShortLine
from baogong.apps.sorting.models.crate import Crate, CrateUnit
from baogong.apps.sorting.models.wave import Wave

__all__ = ["Bag", "BagLine", "Crate", "CrateUnit", "ShortLine", "Wave"]
