from django.urls import path

from baogong.web.desk.group_buys import orders, pages, reading

urlpatterns = [
    path("rounds/<int:pk>/group-buys/", pages.index, name="group_buys"),
    path("group-buys/<int:pk>/", pages.detail, name="group_buy"),
    path("group-buys/<int:pk>/columns", reading.columns, name="group_buy_columns"),
    path("group-buys/<int:pk>/goods", reading.goods, name="group_buy_goods"),
    path("group-buys/<int:pk>/enter", pages.enter, name="group_buy_enter"),
    path("group-buys/orders/<int:pk>", orders.mend, name="group_buy_order"),
]
