"""Everything that fills the catalogue."""

from baogong.apps.catalog.services.goods import define_good
from baogong.apps.catalog.services.packages import PackageDraft, define_package

__all__ = ["PackageDraft", "define_good", "define_package"]
