"""Suppliers, what they say of themselves, and who works for them."""

from baogong.apps.suppliers.services.members import add_member, add_supplier, take_on_member
from baogong.apps.suppliers.services.profile import (
    ShopsTakenIn,
    SupplierProfile,
    describe_supplier,
    take_in_shops,
)

__all__ = [
    "ShopsTakenIn",
    "SupplierProfile",
    "add_member",
    "add_supplier",
    "describe_supplier",
    "take_in_shops",
    "take_on_member",
]
