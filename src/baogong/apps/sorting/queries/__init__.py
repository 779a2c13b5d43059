"""What is made up at the depot, and how far it has come."""

from baogong.apps.sorting.queries.bags import (
    BagRow,
    CrateOfBag,
    PackLine,
    bag_state,
    bags_of_entrance,
    crate_of_bag,
    has_bag_to_pack,
    pack_lines,
    short_photo,
)
from baogong.apps.sorting.queries.crates import CrateRow, CrateState, crate_row, crates_of
from baogong.apps.sorting.queries.gates import (
    bag_for,
    bag_id_of,
    crate_for,
    crate_of_entrance_for,
    wave_for,
)
from baogong.apps.sorting.queries.labels import (
    Content,
    LabelRow,
    ShelfCard,
    bag_labels,
    crate_bags,
    shelf_cards,
)
from baogong.apps.sorting.queries.recalled import RecalledGood, recalled_codes, recalled_in
from baogong.apps.sorting.queries.waves import (
    Cell,
    EntranceRow,
    WaveRow,
    cells_of,
    entrances_of,
    waves_of,
)
from baogong.apps.sorting.queries.weights import (
    WeightRow,
    scale_lines,
    weight_differences,
    weights_of_bag,
    weights_of_order,
)

__all__ = [
    "BagRow",
    "Cell",
    "Content",
    "CrateOfBag",
    "CrateRow",
    "CrateState",
    "EntranceRow",
    "LabelRow",
    "PackLine",
    "RecalledGood",
    "ShelfCard",
    "WaveRow",
    "WeightRow",
    "bag_for",
    "bag_id_of",
    "bag_labels",
    "bag_state",
    "bags_of_entrance",
    "cells_of",
    "crate_bags",
    "crate_for",
    "crate_of_bag",
    "crate_of_entrance_for",
    "crate_row",
    "crates_of",
    "entrances_of",
    "has_bag_to_pack",
    "pack_lines",
    "recalled_codes",
    "recalled_in",
    "scale_lines",
    "shelf_cards",
    "short_photo",
    "wave_for",
    "waves_of",
    "weight_differences",
    "weights_of_bag",
    "weights_of_order",
]
