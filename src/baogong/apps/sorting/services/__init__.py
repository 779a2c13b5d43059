"""Everything that makes up bags and crates."""

from baogong.apps.sorting.services.calls import settle_cut
from baogong.apps.sorting.services.claims import claim_next_bag, lay_back
from baogong.apps.sorting.services.crates import (
    close_crate,
    open_crate_of,
    put_in_crate,
    scan_into_crate,
)
from baogong.apps.sorting.services.missing import Lack
from baogong.apps.sorting.services.pack import pack_bag
from baogong.apps.sorting.services.plan import plan_wave
from baogong.apps.sorting.services.recalled import take_out_recalled
from baogong.apps.sorting.services.replan import replan_order
from baogong.apps.sorting.services.shortages import Confirmation, divide_shortage
from baogong.apps.sorting.services.telling import tell_doors
from baogong.apps.sorting.services.weighing import Reading, agree_to_more, weigh

__all__ = [
    "Confirmation",
    "Lack",
    "Reading",
    "agree_to_more",
    "claim_next_bag",
    "close_crate",
    "divide_shortage",
    "lay_back",
    "open_crate_of",
    "pack_bag",
    "plan_wave",
    "put_in_crate",
    "replan_order",
    "scan_into_crate",
    "settle_cut",
    "take_out_recalled",
    "tell_doors",
    "weigh",
]
