"""The grid leader's pages."""

from django.urls import path

from baogong.web.grid import errands, home, leave, people

app_name = "grid"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/health", people.health, name="person_health"),
    path("errands/<int:pk>/", errands.errand, name="errand"),
    path("errands/<int:pk>/phone", errands.phone, name="errand_phone"),
    path("crates/<int:pk>/leave/", leave.leave, name="leave"),
]
