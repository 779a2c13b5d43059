"""The liaison's pages."""

from django.urls import path

from baogong.web.liaison import broadcast, care, doors, home, outlets, tool_money, unpaid

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
    path("rounds/<int:pk>/doors/", doors.without_order, name="without_order"),
    path("rounds/<int:pk>/message/", broadcast.message, name="message"),
    path("rounds/<int:pk>/picture", broadcast.picture, name="picture"),
    path("rounds/<int:pk>/sheet", broadcast.sheet, name="sheet"),
    path("estates/<int:pk>/unpaid/", unpaid.unpaid, name="unpaid"),
    path("estates/<int:pk>/care/", care.due, name="care"),
    path("estates/<int:pk>/outlets/", outlets.index, name="outlets"),
    path("outlets/<int:pk>/", outlets.detail, name="outlet"),
    path("outlets/<int:pk>/phones", outlets.phones, name="outlet_phones"),
    path("outlets/<int:pk>/told", outlets.told, name="outlet_told"),
    path("outlets/<int:pk>/end", outlets.end, name="outlet_end"),
    path("estates/<int:pk>/tool-money/", tool_money.index, name="tool_money"),
    path("rounds/<int:pk>/tool-money/", tool_money.hand_over, name="tool_round"),
    path("tool-handovers/<int:pk>/drop", tool_money.drop, name="tool_handover"),
    path("households/<int:pk>/called", care.called, name="called"),
]
