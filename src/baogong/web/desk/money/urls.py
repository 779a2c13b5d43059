from django.urls import path

from baogong.web.desk.money import (
    accounts,
    books,
    cash,
    doors,
    floats,
    refunds,
    said_paid,
    shops,
    tools,
)

urlpatterns = [
    path("money/", doors.index, name="money"),
    path("estates/<int:pk>/money/", doors.balances, name="money_doors"),
    path("estates/<int:pk>/balances/", books.index, name="balances"),
    path("estates/<int:pk>/refunds/", refunds.index, name="refunds"),
    path("refunds/<int:pk>/", refunds.act, name="refund"),
    path("estates/<int:pk>/cash/", cash.index, name="cash"),
    path("counts/<int:pk>/", cash.settle, name="cash_count"),
    path("estates/<int:pk>/floats/", floats.index, name="floats"),
    path("floats/<int:pk>/close", floats.close, name="float_close"),
    path("purchases/<int:pk>/receipt", floats.receipt, name="receipt_photo"),
    path("purchases/<int:pk>/undo", floats.undo_purchase, name="purchase_undo"),
    path("estates/<int:pk>/shops/", shops.index, name="shop_bills"),
    path("purchase-orders/<int:pk>/bill", shops.agree, name="shop_bill"),
    path("purchase-orders/<int:pk>/pay", shops.pay, name="shop_pay"),
    path("shop-bills/<int:pk>/undo", shops.undo_bill, name="shop_bill_undo"),
    path("shop-payments/<int:pk>/undo", shops.undo_payment, name="shop_payment_undo"),
    path("estates/<int:pk>/tool-money/", tools.index, name="tool_money"),
    path("rounds/<int:pk>/tool-money/", tools.hand_over, name="tool_round"),
    path("tool-handovers/<int:pk>/", tools.settle, name="tool_handover"),
    path("households/<int:pk>/account/", accounts.detail, name="account"),
    path("orders/<int:pk>/not-paid", said_paid.deny, name="not_paid"),
    path("payments/<int:pk>/undo", accounts.undo, name="payment_undo"),
]
