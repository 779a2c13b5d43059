"""The grid leader's pages."""

from django.urls import path

from baogong.web.grid import home, leave, people

app_name = "grid"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/health", people.health, name="person_health"),
    path("crates/<int:pk>/leave/", leave.leave, name="leave"),
]
