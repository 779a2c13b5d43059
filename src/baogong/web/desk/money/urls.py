from django.urls import path

from baogong.web.desk.money import accounts, cash, doors

urlpatterns = [
    path("money/", doors.index, name="money"),
    path("estates/<int:pk>/money/", doors.balances, name="money_doors"),
    path("estates/<int:pk>/cash/", cash.index, name="cash"),
    path("counts/<int:pk>/", cash.settle, name="cash_count"),
    path("households/<int:pk>/account/", accounts.detail, name="account"),
    path("payments/<int:pk>/undo", accounts.undo, name="payment_undo"),
]
