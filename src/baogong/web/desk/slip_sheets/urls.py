from django.urls import path

from baogong.web.desk.slip_sheets import codes, grid, photos, printing

urlpatterns = [
    path("rounds/<int:pk>/slips/paper/", printing.index, name="slip_sheets"),
    path("rounds/<int:pk>/slips/grid/", grid.grid, name="slip_grid"),
    path("rounds/<int:pk>/slips/photos/", photos.photos, name="slip_photos"),
    path("s/<str:code>", codes.open_slip, name="slip_by_code"),
]
