"""Suppliers, and the gates to them."""

from baogong.apps.suppliers.queries.shops import ShopRow, shops_serving
from baogong.apps.suppliers.queries.suppliers import (
    MemberRow,
    SupplierFilter,
    SupplierRow,
    supplier_for,
    supplier_row,
    supplier_rows,
    suppliers_at,
    suppliers_of,
)

__all__ = [
    "MemberRow",
    "ShopRow",
    "SupplierFilter",
    "SupplierRow",
    "shops_serving",
    "supplier_for",
    "supplier_row",
    "supplier_rows",
    "suppliers_at",
    "suppliers_of",
]
