"""How an installation begins and what a commander sets up."""

from django.urls import path

from baogong.web.setup import (
    audit,
    cards,
    checklist,
    doors,
    estates,
    first_run,
    grid_plans,
    grids,
    settings,
    staff,
    suppliers,
)

app_name = "setup"
urlpatterns = [
    path("", checklist.checklist, name="checklist"),
    path("first-run/", first_run.first_run, name="first_run"),
    path("first-run/address", first_run.address_note, name="address_note"),
    path("real-data/", checklist.real_data, name="real_data"),
    path("estates/new/", estates.create, name="estate_new"),
    path("estates/<int:pk>/doors/", doors.upload, name="doors"),
    path("estates/<int:pk>/doors/load", doors.load, name="doors_load"),
    path("estates/<int:pk>/grids/", grids.index, name="grids"),
    path("estates/<int:pk>/grids/draw", grids.draw, name="grids_draw"),
    path("estates/<int:pk>/grids/add", grids.add, name="grids_add"),
    path("grids/<int:pk>/rename", grids.rename, name="grid_rename"),
    path("grid-plans/<int:pk>/", grid_plans.detail, name="grid_plan"),
    path("grid-plans/<int:pk>/assign", grid_plans.assign, name="grid_plan_assign"),
    path("grid-plans/<int:pk>/approve", grid_plans.approve, name="grid_plan_approve"),
    path("grid-plans/<int:pk>/discard", grid_plans.discard, name="grid_plan_discard"),
    path("grid-plans/<int:pk>/changes/", grid_plans.difference, name="grid_plan_difference"),
    path("grid-plans/<int:pk>/print/", grid_plans.sheet, name="grid_plan_print"),
    path("estates/<int:pk>/cards/", cards.index, name="cards"),
    path("estates/<int:pk>/cards/issue", cards.issue, name="cards_issue"),
    path("entrances/<int:pk>/cards/", cards.entrance, name="entrance_cards"),
    path("entrances/<int:pk>/cards.pdf", cards.pdf, name="cards_pdf"),
    path("cards/<int:pk>/reissue", cards.reissue, name="card_reissue"),
    path("suppliers/", suppliers.index, name="suppliers"),
    path("suppliers/<int:pk>/members/new/", suppliers.member_new, name="member_new"),
    path("staff/", staff.index, name="staff"),
    path("staff/new/", staff.create, name="staff_new"),
    path("staff/<int:pk>/", staff.detail, name="member"),
    path("staff/<int:pk>/password", staff.renew, name="member_password"),
    path("staff/<int:pk>/second-factor", staff.reset_factor, name="member_factor"),
    path("roles/<int:pk>/end", staff.end, name="role_end"),
    path("places/<int:pk>/settings/", settings.index, name="settings"),
    path("audit/", audit.index, name="audit"),
]
