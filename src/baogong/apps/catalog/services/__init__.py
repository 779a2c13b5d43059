"""Everything that fills the catalogue."""

from baogong.apps.catalog.services.goods import define_good
from baogong.apps.catalog.services.packages import PackageDraft, change_package, define_package

__all__ = ["PackageDraft", "change_package", "define_good", "define_package"]
