from django.urls import include, path

from baogong.web.desk import (
    correct,
    differences,
    home,
    lists,
    order,
    phone,
    phone_order,
    reports,
    slips,
    supplier_differences,
    unreached,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("phone/", phone.find, name="phone"),
    path("phone/<int:door>/", phone_order.take, name="phone_order"),
    path("rounds/<int:pk>/orders/", lists.orders, name="orders"),
    path("rounds/<int:pk>/orders/export", lists.export, name="orders_export"),
    path("rounds/<int:pk>/orders/print", lists.sheet, name="orders_print"),
    path("orders/<int:pk>/", order.detail, name="order"),
    path("orders/<int:pk>/cancel", order.cancel, name="order_cancel"),
    path("estates/<int:pk>/unreached/", unreached.index, name="unreached"),
    path("estates/<int:pk>/unreached/export", unreached.export, name="unreached_export"),
    path("estates/<int:pk>/unreached/print", unreached.sheet, name="unreached_print"),
    path("households/<int:pk>/contact", unreached.contact, name="unreached_contact"),
    path("orders/<int:pk>/correct", correct.correct, name="order_correct"),
    path("orders/<int:pk>/slip", slips.settle, name="slip_settle"),
    path("rounds/<int:pk>/slips/", slips.type_in, name="slips"),
    path("rounds/<int:pk>/slips/check/", slips.read_again, name="slip_checks"),
    path("differences/", differences.index, name="differences"),
    path("differences/<int:pk>/", differences.detail, name="difference"),
    path("shop-differences/", supplier_differences.index, name="supplier_differences"),
    path("shop-differences/<int:pk>/", supplier_differences.detail, name="supplier_difference"),
    path("reports/", reports.index, name="reports"),
    path("reports/<int:pk>/", reports.detail, name="report"),
    path("", include("baogong.web.desk.rosters.urls")),
]
