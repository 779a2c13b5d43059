"""The liaison's pages."""

from django.urls import path

from baogong.web.liaison import home

app_name = "liaison"
urlpatterns = [
    path("", home.home, name="home"),
]
