"""Suppliers, what they say of themselves, and who works for them."""

from baogong.apps.suppliers.services.members import add_member, add_supplier, take_on_member
from baogong.apps.suppliers.services.profile import SupplierProfile, describe_supplier

__all__ = [
    "SupplierProfile",
    "add_member",
    "add_supplier",
    "describe_supplier",
    "take_on_member",
]
