from django.urls import path

from baogong.web.carrier import (
    away,
    board,
    building,
    crates,
    home,
    offline,
    pairs,
    point,
    proof,
    runs,
    sync,
    taps,
)

app_name = "carrier"
urlpatterns = [
    path("", home.home, name="home"),
    path("back", home.back, name="back"),
    path("crate", crates.find, name="find_crate"),
    path("crate/<str:code>", crates.accept, name="crate"),
    path("run/<int:pk>", runs.run, name="run"),
    path("run/<int:pk>/accepted", runs.accepted, name="accepted"),
    path("run/<int:pk>/tap", taps.tap, name="tap"),
    path("run/<int:pk>/proof/<str:code>", proof.proof, name="proof"),
    path("building", building.building, name="building"),
    path("pairs", pairs.index, name="pairs"),
    path("pairs/<int:door>/", pairs.order, name="pair_order"),
    path("board/<int:pk>", board.board, name="board"),
    path("board/<int:pk>/print", board.board_print, name="board_print"),
    path("stay", away.stay, name="stay"),
    path("run/<int:pk>/take-over", away.take_over, name="take_over"),
    path("point/<int:pk>", point.point, name="point"),
    path("point/<int:pk>/hand-out", point.hand_out, name="point_hand_out"),
    path("point/<int:pk>/print", point.print_slots, name="point_print"),
    path("call/<int:pk>/missed", point.missed, name="point_missed"),
    path("sync", sync.sync, name="sync"),
    path("no-signal", offline.no_signal, name="no_signal"),
    path("worker.js", offline.worker, name="worker"),
]
