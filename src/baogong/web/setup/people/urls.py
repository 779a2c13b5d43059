"""Addresses of the people pages, under the setup's name."""

from django.urls import path

from baogong.web.setup.people import (
    activation,
    bulk,
    cover,
    directory,
    duplicates,
    index,
    load,
    person,
    shifts,
    teams,
)

urlpatterns = [
    path("", index.choose, name="people"),
    path("<int:pk>/", index.index, name="people_of"),
    path("<int:pk>/export", index.export, name="people_export"),
    path("<int:pk>/print", index.sheet, name="people_print"),
    path("<int:pk>/act", bulk.act, name="people_act"),
    path("<int:pk>/new/", person.create, name="person_new"),
    path("<int:pk>/load/", load.upload, name="people_load"),
    path("<int:pk>/load/save", load.load, name="people_load_save"),
    path("<int:pk>/duplicates/", duplicates.index, name="duplicates"),
    path("<int:pk>/teams/", teams.index, name="teams"),
    path("<int:pk>/shifts/", shifts.index, name="shifts"),
    path("<int:pk>/shifts/print", shifts.sheet, name="shifts_print"),
    path("<int:pk>/shifts/fill", shifts.fill, name="shifts_fill"),
    path("<int:pk>/cover/", cover.index, name="cover"),
    path("<int:pk>/directory/", directory.index, name="directory"),
    path("<int:pk>/directory/print", directory.sheet, name="directory_print"),
    path("<int:pk>/directory/new/", directory.create, name="duty_new"),
    path("<int:pk>/activation/", activation.index, name="activation"),
    path("<int:pk>/activation/start", activation.start, name="activate"),
    path("<int:pk>/activation/end", activation.end, name="stand_down"),
    path("person/<int:pk>/", person.detail, name="person"),
    path("person/<int:pk>/health", person.health, name="person_health"),
    path("person/<int:pk>/gone", person.gone, name="person_gone"),
    path("duplicate/<int:pk>/settle", duplicates.settle, name="duplicate_settle"),
    path("team/<int:pk>/", teams.detail, name="team"),
    path("shift/<int:pk>/", shifts.detail, name="shift"),
    path("turn/<int:pk>/free", shifts.free, name="turn_free"),
    path("duty/<int:pk>/", directory.detail, name="duty"),
    path("duty/<int:pk>/holder", directory.holder, name="duty_holder"),
    path("duty/<int:pk>/remove", directory.remove, name="duty_remove"),
]
