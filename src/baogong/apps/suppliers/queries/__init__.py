"""Suppliers, and the gates to them."""

from baogong.apps.suppliers.queries.suppliers import (
    MemberRow,
    SupplierRow,
    supplier_for,
    supplier_rows,
    suppliers_at,
)

__all__ = [
    "MemberRow",
    "SupplierRow",
    "supplier_for",
    "supplier_rows",
    "suppliers_at",
]
