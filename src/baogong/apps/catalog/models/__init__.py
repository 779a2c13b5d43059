"""Goods, the packages that are made of them, and how their prices change."""

from baogong.apps.catalog.models.cost import PackageCost
from baogong.apps.catalog.models.good import Good
from baogong.apps.catalog.models.package import Package, PackageItem
from baogong.apps.catalog.models.price import PriceDecision, PriceRequest

__all__ = ["Good", "Package", "PackageCost", "PackageItem", "PriceDecision", "PriceRequest"]
