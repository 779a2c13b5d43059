"""Who sells to the estates."""

from baogong.apps.suppliers.models.supplier import Supplier, SupplierMember

__all__ = ["Supplier", "SupplierMember"]
