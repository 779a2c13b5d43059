"""Everything that fills the catalogue and changes its prices."""

from baogong.apps.catalog.services.costs import say_cost
from baogong.apps.catalog.services.goods import GoodDraft, define_good, keep_good
from baogong.apps.catalog.services.packages import (
    PackageDraft,
    SavedPackage,
    call_package,
    change_package,
    define_package,
    publish_package,
    save_package,
)
from baogong.apps.catalog.services.prices import ask_price, decide_price

__all__ = [
    "GoodDraft",
    "PackageDraft",
    "SavedPackage",
    "ask_price",
    "call_package",
    "change_package",
    "decide_price",
    "define_good",
    "define_package",
    "keep_good",
    "publish_package",
    "save_package",
    "say_cost",
]
