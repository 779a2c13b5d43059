"""Everything that fills the catalogue."""

from baogong.apps.catalog.services.goods import GoodDraft, define_good, keep_good
from baogong.apps.catalog.services.packages import PackageDraft, change_package, define_package

__all__ = [
    "GoodDraft",
    "PackageDraft",
    "change_package",
    "define_good",
    "define_package",
    "keep_good",
]
