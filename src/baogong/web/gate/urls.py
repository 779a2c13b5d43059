from django.urls import path

from baogong.web.gate import arrivals, counting, receipts

app_name = "gate"
urlpatterns = [
    path("", arrivals.home, name="home"),
    path("order/<int:pk>", counting.count, name="count"),
    path("order/<int:pk>/result", receipts.result, name="result"),
    path("receipts", receipts.receipts, name="receipts"),
]
