from django.urls import path

from baogong.web.resident import (
    account,
    asks,
    card,
    contact,
    group_buy,
    orders,
    pay,
    pay_notice,
    prices,
    reports,
    shops,
    shortages,
    today,
)

app_name = "resident"
urlpatterns = [
    path("", card.landing, name="landing"),
    path("card/replaced/", card.replaced, name="replaced"),
    path("c/<str:code>/", card.sign_in, name="card"),
    path("out/", card.sign_out, name="sign_out"),
    path("today/", today.today, name="today"),
    path("shops/", shops.shops, name="shops"),
    path("prices/", prices.prices, name="prices"),
    path("g/<int:pk>/", group_buy.page, name="group_buy"),
    path("account/", account.account, name="account"),
    path("account/pay/", pay.pay, name="pay"),
    path("account/pay/<uuid:begun>/", pay.paying, name="paying"),
    path("pay/notice", pay_notice.pay_notice, name="pay_notice"),
    path("shortages/<int:pk>.json", shortages.as_json, name="shortage_json"),
    path("shortages/<int:pk>.csv", shortages.as_csv, name="shortage_csv"),
    path("shortages/<int:pk>/", shortages.page, name="shortage"),
    path("help/", contact.index, name="help"),
    path("orders/", orders.index, name="orders"),
    path("orders/<str:number>/", orders.detail, name="order"),
    path("orders/<str:number>/cancel/", orders.cancel, name="cancel"),
    path("orders/<str:number>/withdraw/", asks.withdraw, name="withdraw"),
    path("orders/<str:number>/report/", reports.report, name="report"),
    path("orders/<str:number>/rate/", orders.rate, name="rate"),
]
