"""Estates with their rosters and households."""

from django.urls import path

from baogong.web.desk import household_list, households
from baogong.web.desk.rosters import columns, conflicts, files

urlpatterns = [
    path("estates/", household_list.estates, name="places"),
    path("estates/<int:pk>/rosters/", files.index, name="rosters"),
    path("estates/<int:pk>/conflicts/", conflicts.index, name="roster_conflicts"),
    path("estates/<int:pk>/households/", household_list.index, name="households"),
    path("estates/<int:pk>/households/csv", household_list.export, name="households_export"),
    path("estates/<int:pk>/households/print", household_list.sheet, name="households_print"),
    path("rosters/<int:pk>/", files.look, name="roster"),
    path("rosters/<int:pk>/columns", columns.correct, name="roster_columns"),
    path("rosters/<int:pk>/refused", files.refused, name="roster_refused"),
    path("rosters/<int:pk>/load", files.load, name="roster_load"),
    path("rosters/<int:pk>/drop", files.drop, name="roster_drop"),
    path("conflicts/<int:pk>/", conflicts.settle, name="roster_conflict"),
    path("households/<int:pk>/", households.detail, name="household"),
    path("households/<int:pk>/reveal", households.reveal, name="household_reveal"),
    path("households/<int:pk>/correct", households.correct, name="household_correct"),
]
