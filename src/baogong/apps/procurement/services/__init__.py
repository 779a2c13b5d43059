"""Everything that buys and receives."""

from baogong.apps.procurement.services.bills import (
    ShopPaid,
    agree_bill,
    pay_shop,
    reverse_bill,
    reverse_shop_payment,
)
from baogong.apps.procurement.services.buy import (
    confirm_purchase_order,
    follow_corrections,
    order_goods,
    report_out,
)
from baogong.apps.procurement.services.differences import (
    settle_supplier_difference,
)
from baogong.apps.procurement.services.photos import keep_arrival_photos
from baogong.apps.procurement.services.receive import (
    LotMarks,
    receive_goods,
)
from baogong.apps.procurement.services.survey import write_survey
from baogong.apps.procurement.services.swaps import SwapOffer, decide_swap, propose_swap

__all__ = [
    "LotMarks",
    "ShopPaid",
    "SwapOffer",
    "agree_bill",
    "confirm_purchase_order",
    "decide_swap",
    "follow_corrections",
    "keep_arrival_photos",
    "order_goods",
    "pay_shop",
    "propose_swap",
    "receive_goods",
    "report_out",
    "reverse_bill",
    "reverse_shop_payment",
    "settle_supplier_difference",
    "write_survey",
]
