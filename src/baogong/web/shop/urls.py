from django.urls import path

from baogong.web.shop import orders

app_name = "shop"
urlpatterns = [
    path("", orders.home, name="home"),
    path("order/<int:pk>", orders.order, name="order"),
    path("order/<int:pk>/confirm", orders.confirm, name="confirm"),
    path("order/<int:pk>/out", orders.out, name="out"),
    path("order/<int:pk>/swap", orders.swap, name="swap"),
    path("order/<int:pk>/workbook", orders.workbook, name="workbook"),
    path("order/<int:pk>/paper", orders.paper, name="paper"),
]
