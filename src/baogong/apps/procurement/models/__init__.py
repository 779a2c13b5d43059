"""What was bought, and what arrived at the gate."""

from baogong.apps.procurement.models.arrival_photo import ArrivalPhoto
from baogong.apps.procurement.models.bill import ShopBill, ShopPayment
from baogong.apps.procurement.models.difference import SupplierDifference
from baogong.apps.procurement.models.purchase_order import PurchaseOrder, PurchaseOrderLine
from baogong.apps.procurement.models.receipt import Receipt, ReceiptLine
from baogong.apps.procurement.models.survey import SupplyOffer
from baogong.apps.procurement.models.swap import Swap

__all__ = [
    "ArrivalPhoto",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "Receipt",
    "ReceiptLine",
    "ShopBill",
    "ShopPayment",
    "SupplierDifference",
    "SupplyOffer",
    "Swap",
]
