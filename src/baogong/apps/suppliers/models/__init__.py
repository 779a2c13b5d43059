"""Who sells to the estates."""

from baogong.apps.suppliers.models.supplier import Supplier, SupplierArea, SupplierMember

__all__ = ["Supplier", "SupplierArea", "SupplierMember"]
