"""The liaison's pages."""

from django.urls import path

from baogong.web.liaison import broadcast, care, doors, home, unpaid

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
    path("rounds/<int:pk>/doors/", doors.without_order, name="without_order"),
    path("rounds/<int:pk>/message/", broadcast.message, name="message"),
    path("rounds/<int:pk>/picture", broadcast.picture, name="picture"),
    path("rounds/<int:pk>/sheet", broadcast.sheet, name="sheet"),
    path("estates/<int:pk>/unpaid/", unpaid.unpaid, name="unpaid"),
    path("estates/<int:pk>/care/", care.due, name="care"),
    path("households/<int:pk>/called", care.called, name="called"),
]
