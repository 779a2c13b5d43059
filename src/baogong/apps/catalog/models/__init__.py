"""Goods, and the packages that are made of them."""

from baogong.apps.catalog.models.good import Good
from baogong.apps.catalog.models.package import Package, PackageItem

__all__ = ["Good", "Package", "PackageItem"]
