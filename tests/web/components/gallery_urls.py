"""Addresses for the browser's look at the components alone."""

from django.urls import include, path

from baogong.web.components.views import gallery, set_type

urlpatterns = [
    path("gallery/", gallery),
    path("switch/type", set_type, name="set_type"),
    path("i18n/", include("django.conf.urls.i18n")),
]
