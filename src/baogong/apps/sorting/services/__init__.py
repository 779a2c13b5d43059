"""Everything that makes up bags and crates."""

from baogong.apps.sorting.services.crates import close_crate, open_crate_of, put_in_crate
from baogong.apps.sorting.services.pack import pack_bag
from baogong.apps.sorting.services.plan import plan_wave
from baogong.apps.sorting.services.replan import replan_order

__all__ = ["close_crate", "open_crate_of", "pack_bag", "plan_wave", "put_in_crate", "replan_order"]
