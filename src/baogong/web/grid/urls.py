"""The grid leader's pages."""

from django.urls import path

from baogong.web.grid import home

app_name = "grid"
urlpatterns = [
    path("", home.home, name="home"),
]
