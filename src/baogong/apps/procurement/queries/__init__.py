"""Purchase orders and receipts, as rows."""

from baogong.apps.procurement.queries.bills import BillRow, bill_rows, bought_for
from baogong.apps.procurement.queries.differences import (
    SupplierDifferenceRow,
    differences_of_order,
    supplier_difference_for,
    supplier_difference_ids,
    supplier_difference_rows,
)
from baogong.apps.procurement.queries.needs import (
    changed_goods,
)
from baogong.apps.procurement.queries.orders import (
    BookFilter,
    OrderedGood,
    OrderedPackage,
    PurchaseOrderRow,
    arrival_for,
    arrivals,
    book_ids,
    book_rows,
    book_suppliers,
    ordered_goods,
    ordered_packages,
    packages_by_building,
    shop_order_for,
    shop_orders,
)
from baogong.apps.procurement.queries.photos import (
    ARRIVAL_PHOTO_ROLES,
    ArrivalPhotoRow,
    arrival_photo,
    arrival_photos,
)
from baogong.apps.procurement.queries.purchases import (
    Purchase,
    PurchaseLine,
    purchases_of,
)
from baogong.apps.procurement.queries.receipts import (
    CountedGood,
    ReceiptRow,
    receipt_of,
    receipts_at,
)
from baogong.apps.procurement.queries.survey import (
    SupplyRow,
    supply_rows,
    survey_of,
    surveyed,
)
from baogong.apps.procurement.queries.swaps import (
    StandIn,
    SwapRow,
    stand_ins,
    swap_for,
    swap_ids,
    swap_rows,
    swaps_for_order,
    swaps_of_orders,
)

__all__ = [
    "ARRIVAL_PHOTO_ROLES",
    "ArrivalPhotoRow",
    "BillRow",
    "BookFilter",
    "CountedGood",
    "OrderedGood",
    "OrderedPackage",
    "Purchase",
    "PurchaseLine",
    "PurchaseOrderRow",
    "ReceiptRow",
    "StandIn",
    "SupplierDifferenceRow",
    "SupplyRow",
    "SwapRow",
    "arrival_for",
    "arrival_photo",
    "arrival_photos",
    "arrivals",
    "bill_rows",
    "book_ids",
    "book_rows",
    "book_suppliers",
    "bought_for",
    "changed_goods",
    "differences_of_order",
    "ordered_goods",
    "ordered_packages",
    "packages_by_building",
    "purchases_of",
    "receipt_of",
    "receipts_at",
    "shop_order_for",
    "shop_orders",
    "stand_ins",
    "supplier_difference_for",
    "supplier_difference_ids",
    "supplier_difference_rows",
    "supply_rows",
    "survey_of",
    "surveyed",
    "swap_for",
    "swap_ids",
    "swap_rows",
    "swaps_for_order",
    "swaps_of_orders",
]
